import type { PersonId } from '../../primitives/people';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';
import type { AssistanceAct, AssistanceKind } from '../assistance';
import type { ContactId, CustomerId } from '../../primitives/parties';

export interface AssistanceFileHanded {
  file: string;
  customer: CustomerId;
  kind: AssistanceKind;
  act: AssistanceAct;
  /** Who of ours offered it. */
  person?: PersonId;
  /** By whose link it was taken, and of which notice. */
  contact?: ContactId;
  notice?: number;
}

export const assistanceFile: CommandRule<AssistanceFileHanded> = {
  description: 'One customer was offered a file for its own duties, or downloaded it.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (_, { file, customer, kind, act, person, contact, notice }) => {
    const of = { file, customer, kind };
    if (act === 'taken') return [{ type: 'assistance-file-taken', ...of, takenBy: contact ?? '', notice: notice ?? 0 }];
    const isAgain = act === 'offered-again';
    return [{ type: 'assistance-file-offered', ...of, offeredBy: person, ...(isAgain && { isAgain: true as const }) }];
  },
};
