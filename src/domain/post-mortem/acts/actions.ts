import { instantFrom, type Instant } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import type { PersonId } from '../../primitives/people';
import type { TakenUpBy } from '../../programme/procedure';
import { API_ONLY, isSpeaker } from '../../rule';
import { raisedFor } from '../alerts';
import type { PostMortemEvent } from '../events';
import { actionIn, WRITERS, type PostMortemRule } from '../rule';
import type { Action } from '../state';

export interface AddAction {
  change: string;
  procedure: string;
  owner: PersonId;
  due: string;
  effect: string;
  checkBy: string;
}

const ACTIONS_MAX = 60;

export const addAction: PostMortemRule<AddAction> = {
  description:
    'Add a change that is to be made: in which document, by whom, until when, and what is to be better afterwards. Its owner is told.',
  ...{ roles: WRITERS, doors: API_ONLY, writes: true },
  decide: ({ state, said, nextId }, { due: until, checkBy: checked, ...action }) => {
    const due = toCome(until, said.at, '/due');
    const checkBy = toCome(checked, said.at, '/checkBy');
    if (isFault(due)) return due;
    if (isFault(checkBy)) return checkBy;
    if (checkBy < due) return refuse('impossible-instant', 'checkBy comes before due; check it after.', ['/checkBy']);
    if (!Object.hasOwn(state.roster, action.owner) || state.excluded.includes(action.owner))
      return refuse('unknown-person', `Nobody who may act here has the id ${action.owner}.`, ['/owner']);
    if (state.actions.length >= ACTIONS_MAX) return refuse('too-much', `A post-mortem holds ${ACTIONS_MAX} actions.`);
    const number = state.actions.length + 1;
    const detail = { about: 'action', action: number, what: 'change', due } as const;
    const raised = raisedFor(state, nextId(), 'action-given', { persons: [action.owner] }, detail);
    return [{ type: 'action-added', number, ...action, due, checkBy }, ...(action.owner === said.by ? [] : [raised])];
  },
};

export interface FinishAction {
  action: number;
  version: string;
  words?: string;
  /** Which document that is, as the API found it. */
  document?: TakenUpBy;
}

export const finishAction: PostMortemRule<FinishAction> = {
  description: 'Say which version of the document took the change up. Its effect is still to be checked.',
  ...{ roles: WRITERS, doors: API_ONLY, by: 'owner' },
  decide: ({ state }, { action: number, version, words, document }) => {
    const action = actionIn(state, number);
    if (isFault(action)) return action;
    if (action.done) return refuse('already-so', `Version ${action.done.version} took it up already.`);
    return [{ type: 'action-done', action: number, version, ...(words && { words }), ...(document && { document }) }];
  },
};

export interface VerifyAction {
  action: number;
  worked: boolean;
  words: string;
  /** Where it did not work: until when it is done otherwise, and checked again. */
  due?: string;
  checkBy?: string;
}

export const verifyAction: PostMortemRule<VerifyAction> = {
  description:
    'Say whether the change had the effect it was made for, by somebody else than who made it. If it had not, it is open again, until "due".',
  ...{ roles: WRITERS, doors: API_ONLY },
  decide: ({ state, said }, { action: number, worked, words, ...again }) => {
    const action = actionIn(state, number);
    if (isFault(action)) return action;
    const { done, verified } = action;
    if (!done) return refuse('nothing-open', `Action ${number} is not done; say first which version took it up.`);
    if (verified) return refuse('already-so', `Action ${number} is verified.`);
    if (isSpeaker(said, done.by))
      return refuse('second-person', 'Who made a change does not verify it; ask a colleague.');
    return worked ? [{ type: 'action-verified', action: number, words }] : reopened(action, words, again, said.at);
  },
};

function reopened(
  { number: action }: Action,
  words: string,
  { due: until = '', checkBy: checked = '' }: Pick<VerifyAction, 'due' | 'checkBy'>,
  at: Instant,
): PostMortemEvent[] | Refusal {
  const due = toCome(until, at, '/due');
  const checkBy = toCome(checked, at, '/checkBy');
  if (isFault(due)) return due;
  return isFault(checkBy) ? checkBy : [{ type: 'action-without-effect', action, words, due, checkBy }];
}

function toCome(text: string, now: Instant, pointer: string): Instant | Refusal {
  const instant = instantFrom(text);
  return instant && instant > now ? instant : refuse('impossible-instant', 'Name an instant to come.', [pointer]);
}

function isFault(found: Instant | Action | Refusal): found is Refusal {
  return typeof found === 'object' && 'refused' in found;
}
