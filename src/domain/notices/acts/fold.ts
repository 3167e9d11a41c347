import type { Event, Provenance } from '../../events';
import { opposite } from '../notices';
import type { IncidentState, Notice } from '../../state';

/** Notices from draft to the last delivery. */
export function applyNotice(state: IncidentState, event: Event, { at, by }: Provenance): IncidentState {
  switch (event.type) {
    case 'notice-drafted': {
      const { notice: number, kind, message, effect } = event;
      const notice: Notice = {
        number,
        kind,
        message,
        draftedBy: by,
        draftedAt: at,
        facts: state.facts,
        declaredAt: state.anchors.declared?.at,
        awareAt: state.anchors.aware?.at,
        status: 'composing',
        stale: false,
        approvals: [],
      };
      return {
        ...state,
        notices: [...state.notices, notice],
        outbox: [...state.outbox, { id: effect, kind: 'compose-notice', notice: number }],
      };
    }
    case 'notice-composed':
      return {
        ...change(state, event.notice, ({ status }) => ({
          hash: event.hash,
          status: status === 'composing' ? 'drafted' : status,
        })),
        outbox: state.outbox.filter(({ id }) => id !== event.effect),
      };
    case 'notice-superseded':
      return change(state, event.notice, () => ({ status: 'superseded' }));
    case 'notice-approved':
      return change(state, event.notice, ({ approvals }) => {
        const { as, roles } = event;
        const before = approvals.map((one) => (one.as === as ? { ...one, as: opposite(as) } : one));
        const given = [...before, { by, as, roles, at }];
        return { approvals: given, status: given.length === 2 ? 'approved' : 'drafted' };
      });
    case 'notice-rejected':
      return change(state, event.notice, () => ({ status: 'rejected', rejection: { by, reason: event.reason, at } }));
    case 'fact-set':
      return draftsStale(state);
    case 'anchor-corrected':
      return event.anchor === 'detected' ? state : draftsStale(state);
    default:
      return applySending(state, event, { at, by });
  }
}

function applySending(state: IncidentState, event: Event, { at, by }: Provenance): IncidentState {
  switch (event.type) {
    case 'notice-released': {
      const { notice: number, hash, effect } = event;
      const released = change(state, number, () => ({ status: 'released', releasedBy: by, releasedAt: at }));
      return { ...released, outbox: [...released.outbox, { id: effect, kind: 'send-notice', notice: number, hash }] };
    }
    case 'notice-started':
      return { ...state, outbox: state.outbox.filter(({ id }) => id !== event.effect) };
    case 'notice-counted':
      return change(state, event.notice, () => ({
        counts: event.counts,
        status: event.finished ? 'sent' : 'released',
      }));
    default:
      return state;
  }
}

/** What stood in the drafts stands otherwise now; `detected` is in none of them. */
function draftsStale(state: IncidentState): IncidentState {
  return {
    ...state,
    notices: state.notices.map((notice) =>
      ['composing', 'drafted', 'approved'].includes(notice.status) ? { ...notice, stale: true } : notice,
    ),
  };
}

function change(state: IncidentState, number: number, to: (before: Notice) => Partial<Notice>): IncidentState {
  return {
    ...state,
    notices: state.notices.map((notice) => (notice.number === number ? { ...notice, ...to(notice) } : notice)),
  };
}
