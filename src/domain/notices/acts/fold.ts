import type { Event, Provenance } from '../../events';
import { opposite } from '../notices';
import type { IncidentState, Notice } from '../../state';

const REASONS_KEPT = 10;

/** Notices from draft to the last delivery. */
export function applyNotice(state: IncidentState, event: Event, { at, by }: Provenance): IncidentState {
  switch (event.type) {
    case 'notice-drafted': {
      const { notice: number, kind } = event;
      const notice: Notice = {
        number,
        kind,
        draftedBy: by,
        draftedAt: at,
        factsVersion: state.factsVersion,
        status: 'composing',
        approvals: [],
      };
      return { ...state, notices: [...state.notices, notice] };
    }
    case 'notice-composed':
      return change(state, event.notice, ({ status }) =>
        status === 'composing' ? { hash: event.hash, status: 'drafted' } : {},
      );
    case 'notice-superseded':
      return change(state, event.notice, () => ({ status: 'superseded', hash: undefined, approvals: [] }));
    case 'notice-approved':
      return change(state, event.notice, ({ approvals }) => {
        const { as, roles } = event;
        const before = approvals.map((one) => (one.as === as ? { ...one, as: opposite(as) } : one));
        const given = [...before, { by, as, roles, at }];
        return { approvals: given, status: given.length === 2 ? 'approved' : 'drafted' };
      });
    case 'notice-rejected':
      return forgetReasons(
        change(state, event.notice, () => ({ status: 'rejected', rejection: { by, reason: event.reason, at } })),
      );
    case 'anchor-corrected':
      return event.anchor === 'detected' ? state : { ...state, factsVersion: state.factsVersion + 1 };
    default:
      return applySending(state, event, { at, by });
  }
}

function applySending(state: IncidentState, event: Event, { at, by }: Provenance): IncidentState {
  switch (event.type) {
    case 'notice-released':
      return change(state, event.notice, () => ({ status: 'released', releasedBy: by, releasedAt: at }));
    case 'notice-counted':
      return change(state, event.notice, () => ({
        counts: event.counts,
        status: event.finished ? 'sent' : 'released',
      }));
    default:
      return state;
  }
}

/** A rejection holds as many words as people like, and the state must stay small. */
function forgetReasons(state: IncidentState): IncidentState {
  const rejected = state.notices.filter(({ rejection }) => rejection?.reason);
  const older = new Set(rejected.slice(0, -REASONS_KEPT).map(({ number }) => number));
  if (older.size === 0) return state;
  return {
    ...state,
    notices: state.notices.map((notice) =>
      notice.rejection && older.has(notice.number)
        ? { ...notice, rejection: { by: notice.rejection.by, at: notice.rejection.at } }
        : notice,
    ),
  };
}

function change(state: IncidentState, number: number, to: (before: Notice) => Partial<Notice>): IncidentState {
  return {
    ...state,
    notices: state.notices.map((notice) => (notice.number === number ? { ...notice, ...to(notice) } : notice)),
  };
}
