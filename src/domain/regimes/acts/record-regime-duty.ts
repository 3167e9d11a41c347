import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import { dutyOwed } from '../duties';
import type { DoneDuty } from '../state';

export interface RecordRegimeDuty extends Omit<DoneDuty, 'at' | 'by'> {
  regime: string;
  at?: string;
}

export const recordRegimeDuty: CommandRule<RecordRegimeDuty> = {
  description:
    'Record that what a law wants of us was done: when, under which number, and what proves it. Late, with the reasons.',
  roles: ['privacy', 'legal'],
  doors: API_ONLY,
  decide: ({ state, said }, { at: stated, ...done }) => {
    const owed = dutyOwed(state, `${done.regime}/${done.duty}`);
    if (!owed)
      return refuse('nothing-open', 'No such duty is owed here: judge first that the regime applies (judge-regime).');
    if (owed.doneAt) return refuse('already-so', `${owed.duty.title} was done at ${owed.doneAt}.`);
    const doneAt = stated === undefined ? said.at : instantFrom(stated);
    if (!doneAt || doneAt > said.at) return refuse('impossible-instant', '"at" is when it was done.', ['/at']);
    if (owed.due && doneAt >= owed.due && done.lateReason === undefined)
      return refuse('missing', `It was due before ${owed.due}: say why it is late.`, ['/lateReason']);
    return [{ type: 'regime-duty-done', doneAt, ...done }];
  },
};
