import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { standsOpen } from '../missing';
import { postMortemAtClosing } from '../post-mortem';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, type CommandContext, type CommandRule } from '../../rule';
import { reporterToTell } from '../../triage/reporter';

export interface Close {
  outcome: string;
}

export const close: CommandRule<Close> = {
  description: 'Close the incident. Refused with the list of what stands open.',
  roles: ['lead', 'privacy'],
  doors: EVERY_DOOR,
  decide: (hearing, { outcome }) => {
    const { state } = hearing;
    const open = standsOpen(state);
    return open.length > 0
      ? refuse('still-open', `This cannot be closed yet: ${open.join('; ')}.`, open)
      : [
          ...postMortemAtClosing(state, hearing.said.at, hearing.nextId),
          { type: 'closed', outcome },
          ...alertToReporter(hearing),
        ];
  },
};

/** In general words: what stands in the case is not for everybody who can report. */
function alertToReporter({ state, said, nextId }: CommandContext): Event[] {
  const reporter = reporterToTell(state);
  const detail = { about: 'outcome', class: state.classification.class } as const;
  return reporter ? [raise(state, said.at, nextId(), 'report-closed', reporter, { detail })] : [];
}
