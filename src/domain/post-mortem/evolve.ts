import { foldedBy } from '../fold';
import { foldAlerts } from '../alerts/acts/fold';
import { mailOwed } from '../effects/acts/fold';
import type { Provenance } from '../events';
import { keysAfter } from '../recent-keys';
import { rosterAfter } from '../primitives/roster';
import { contentsAfter } from './acts/fold';
import type { PostMortemEvent, PostMortemPage } from './events';
import type { PostMortemEffect, PostMortemState } from './state';

/** Folds one page into the state: total and pure, as that of an incident. */
export function evolvePostMortem(state: PostMortemState | undefined, page: PostMortemPage): PostMortemState {
  const after = foldedPostMortem(state, page.events, page);
  if (!after) throw new Error(`The first page of ${page.incident} does not begin it`);
  return { ...after, sequence: page.sequence, recentKeys: keysAfter(after.recentKeys, page) };
}

export const foldedPostMortem = foldedBy<PostMortemState, PostMortemEvent>({ begun, apply });

function apply(state: PostMortemState, event: PostMortemEvent, provenance: Provenance): PostMortemState {
  return {
    ...state,
    ...contentsAfter(state, event, provenance),
    ...peopleAfter(state, event, provenance),
    ...synthesisAfter(state, event, provenance),
    ...alertsAfter(state, event, provenance),
    outbox: outboxAfter(state, event, provenance),
  };
}

function begun(event: PostMortemEvent, { at }: Provenance): PostMortemState | undefined {
  if (event.type !== 'post-mortem-begun') return undefined;
  const { type: _, ...opening } = event;
  return {
    ...opening,
    ...{ stateVersion: 1, sequence: 0, recentKeys: [], openedAt: at, auditors: [] },
    ...{ version: 0, answers: {}, steps: {}, annotations: [], actions: [] },
    ...{ approvals: [], reasks: [], alerts: [], outbox: [] },
  };
}

/** Who may read it, who agreed, and who holds which role. */
function peopleAfter(state: PostMortemState, event: PostMortemEvent, { at, by }: Provenance): Partial<PostMortemState> {
  switch (event.type) {
    case 'member-admitted':
      return { members: [...state.members, event.person] };
    case 'member-dismissed':
      return { members: state.members.filter((one) => one !== event.person) };
    case 'auditor-named': {
      const others = state.auditors.filter(({ person }) => person !== event.person);
      return { auditors: [...others, { person: event.person, until: event.until }] };
    }
    case 'post-mortem-agreed':
      return { approvals: [...state.approvals, { by, side: event.as, at }] };
    case 'post-mortem-concluded':
      return { approvedAt: at };
    case 'roster-adopted':
    case 'roster-changed':
    case 'roster-missed':
      return rosterAfter(state.roster, event);
    case 'reasked':
      return { reasks: [...state.reasks.filter(({ subject }) => subject !== event.subject), event] };
    default:
      return {};
  }
}

function synthesisAfter(
  { synthesis }: PostMortemState,
  event: PostMortemEvent,
  { at, by }: Provenance,
): Partial<PostMortemState> {
  if (event.type === 'synthesis-written') {
    const { cause, done, prevention } = event;
    return { synthesis: { cause, done, prevention, version: (synthesis?.version ?? 0) + 1, by, approvals: [] } };
  }
  if (!synthesis) return {};
  if (event.type === 'synthesis-agreed')
    return { synthesis: { ...synthesis, approvals: [...synthesis.approvals, { by, side: event.as, at }] } };
  return event.type === 'synthesis-approved' ? { synthesis: { ...synthesis, approvedAt: at } } : {};
}

function alertsAfter(state: PostMortemState, event: PostMortemEvent, provenance: Provenance): Partial<PostMortemState> {
  switch (event.type) {
    case 'alert-raised':
    case 'alert-escalated':
    case 'alert-delivered':
    case 'alert-acknowledged':
    case 'alert-ended':
      return foldAlerts(state, event, provenance);
    default:
      return {};
  }
}

function outboxAfter(state: PostMortemState, event: PostMortemEvent, provenance: Provenance): PostMortemEffect[] {
  switch (event.type) {
    case 'alert-raised':
    case 'alert-escalated': {
      const mail = mailOwed({ ...state, assignees: [] }, event, provenance);
      return mail ? [...state.outbox, mail] : state.outbox;
    }
    case 'post-mortem-concluded': {
      const { effect: id, approvedBy } = event;
      return [...state.outbox, { id, kind: 'tell-incident', approvedAt: provenance.at, approvedBy }];
    }
    case 'synthesis-approved': {
      const { effect: id, approvedBy } = event;
      if (!state.synthesis) return state.outbox;
      const { cause, done, prevention } = state.synthesis;
      return [...state.outbox, { id, kind: 'offer-synthesis', text: { cause, done, prevention }, approvedBy }];
    }
    case 'alert-delivered':
    case 'incident-told':
      return state.outbox.filter(({ id }) => id !== event.effect);
    default:
      return state.outbox;
  }
}
