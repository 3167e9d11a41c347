import type { Provenance } from '../../events';
import type { PostMortemEvent } from '../events';
import type { Action, Contents, PostMortemState } from '../state';

/** What people write: each change makes another version, and an approval was of the one before. */
export function contentsAfter(
  state: PostMortemState,
  event: PostMortemEvent,
  provenance: Provenance,
): Partial<PostMortemState> {
  const written = writtenBy(state, event, provenance);
  return written ? { ...written, version: state.version + 1, approvals: [] } : followed(state, event, provenance);
}

function writtenBy(state: Contents, event: PostMortemEvent, { at, by }: Provenance): Partial<Contents> | undefined {
  switch (event.type) {
    case 'annotated': {
      const { sequence, index, words } = event;
      return { annotations: [...state.annotations, { sequence, index, words, by, at }] };
    }
    case 'question-answered': {
      const { question, verdict, kinds, words } = event;
      const answer = { ...(verdict && { verdict }), ...(kinds && { kinds }), words, by };
      return { answers: { ...state.answers, [question]: answer } };
    }
    case 'step-judged': {
      const { step, verdict, words } = event;
      return { steps: { ...state.steps, [step]: { verdict, words, by } } };
    }
    case 'action-added': {
      const { type: _, ...action } = event;
      return { actions: [...state.actions, action] };
    }
    default:
      return undefined;
  }
}

/** What becomes of an action is no part of what was approved. */
function followed(state: PostMortemState, event: PostMortemEvent, { at, by }: Provenance): Partial<PostMortemState> {
  switch (event.type) {
    case 'action-done':
      return changed(state, event.action, {
        done: { version: event.version, ...(event.document && { document: event.document }), by, at },
      });
    case 'action-verified':
      return changed(state, event.action, { verified: { words: event.words, by, at } });
    case 'action-without-effect':
      return changed(state, event.action, { done: undefined, due: event.due, checkBy: event.checkBy });
    default:
      return {};
  }
}

function changed({ actions, reasks }: PostMortemState, number: number, to: Partial<Action>): Partial<PostMortemState> {
  return {
    actions: actions.map((action) => (action.number === number ? { ...action, ...to } : action)),
    reasks: reasks.filter(({ subject }) => subject !== `change ${number}` && subject !== `effect ${number}`),
  };
}
