import { nextDecision, openDecisions } from '../../clocks/decision';
import type { Event } from '../../events';
import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface NoteProgress {
  text: string;
  /** Why the case cannot be decided yet: what is missing, and until when it is looked for. */
  undecided?: { missing: string; until: string };
  /** Counsel alone reads it. */
  section?: 'privileged';
}

export const noteProgress: CommandRule<NoteProgress> = {
  description:
    'Write down what was found or done. With "undecided", says why declaring or classing must wait, and until when. With "section", counsel alone reads it.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said }, { text, undecided, section }) => {
    const noted = { type: 'progress-noted', text, ...(section && { section }) } as const;
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
