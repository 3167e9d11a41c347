import { nextDecision, openDecisions } from '../../clocks/decision';
import type { Event } from '../../events';
import { instantFrom } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import type { Exchange } from '../../triage/report';

export interface NoteProgress {
  text: string;
  /** Why the case cannot be decided yet: what is missing, and until when it is looked for. */
  undecided?: { missing: string; until: string };
  /** Counsel alone reads it. */
  section?: 'privileged';
  /** With whoever reported it by a form or a mail. */
  exchange?: Exchange;
}

export const noteProgress: CommandRule<NoteProgress> = {
  description:
    'Write down what was found or done. With "undecided", says why declaring or classing must wait, and until when. With "section", counsel alone reads it. With "exchange", whoever reported it from outside said it, or is told it.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said }, { text, undecided, section, exchange }) => {
    const fault = exchange && exchangeFault(state, section);
    if (fault) return fault;
    const noted = { type: 'progress-noted', text, ...(section && { section }), ...(exchange && { exchange }) } as const;
    if (!undecided) return [noted];
    const until = instantFrom(undecided.until);
    if (!until || until <= said.at)
      return refuse('impossible-instant', 'undecided.until must be an instant to come.', ['/undecided/until']);
    const open = openDecisions(state);
    if (open.length === 0) return refuse('nothing-open', 'No decision is owed now; leave "undecided" out.');
    return [
      { ...noted, missing: undecided.missing, until },
      ...open.map((obligation): Event => ({
        type: 'obligation-met',
        obligation: obligation.id,
        inTime: said.at < obligation.due,
      })),
      nextDecision(state, said.at, until),
    ];
  },
};

function exchangeFault({ report }: IncidentState, section: NoteProgress['section']): Refusal | undefined {
  if (section) return refuse('nothing-open', 'What counsel alone reads is told nobody outside.', ['/section']);
  if (report.outsider && report.externalReference !== undefined) return undefined;
  return refuse('nothing-open', 'Nobody outside has a reference of this report; leave "exchange" out.', ['/exchange']);
}
