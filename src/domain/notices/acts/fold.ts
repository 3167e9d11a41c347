import type { Event } from '../../events';
import type { Fold } from '../../fold';
import type { PersonId } from '../../primitives/people';
import { opposite } from '../notices';
import { takenDown, type Notice, type NoticesSlice, type Stated } from '../state';

const REASONS_KEPT = 10;

/** The fact sheet, and notices from draft to the last delivery. */
export const foldNotices: Fold<NoticesSlice> = (state, event, { at, by }) => {
  switch (event.type) {
    case 'notice-drafted': {
      const { notice: number, kind, sentAs, about, nextBy } = event;
      const notice: Notice = {
        number,
        kind,
        sentAs,
        ...(about !== undefined && { about }),
        ...(nextBy && { nextBy }),
        draftedBy: by,
        draftedAt: at,
        factsVersion: state.factsVersion,
        status: 'composing',
        approvals: [],
      };
      return { notices: [...state.notices, notice] };
    }
    case 'notice-composed':
      return change(state, event.notice, ({ status }) =>
        status === 'composing' ? { ...takenDown(event), ...namesOf(event), hash: event.hash, status: 'drafted' } : {},
      );
    case 'notice-refused':
      return change(state, event.notice, () => ({
        status: 'rejected',
        rejection: { by, reason: event.reason, at },
      }));
    case 'notice-superseded':
      return change(state, event.notice, () => ({ status: 'superseded', hash: undefined, approvals: [] }));
    case 'notice-approved':
      return change(state, event.notice, ({ approvals }) => {
        const { as, roles, credential } = event;
        const before = approvals.map((one) => (one.as === as ? { ...one, as: opposite(as) } : one));
        const given = [...before, { by, as, roles, at, ...(credential && { credential }) }];
        return { approvals: given, status: given.length === 2 ? 'approved' : 'drafted' };
      });
    case 'notice-stale':
      return change(state, event.notice, () => ({ staleSince: at }));
    case 'approval-lapsed':
      return change(state, event.notice, (notice) => lapsed(notice, event.person));
    case 'notice-rejected':
      return forgetReasons(
        change(state, event.notice, () => ({ status: 'rejected', rejection: { by, reason: event.reason, at } })),
      );
    default:
      return foldSheet(state, event, { at, by });
  }
};

/** Of what a letter states: facts, instants, severity and role. */
const foldSheet: Fold<NoticesSlice> = (state, event, provenance) => {
  switch (event.type) {
    case 'fact-set':
      return { facts: { ...state.facts, [event.field]: event.fact }, factsVersion: state.factsVersion + 1 };
    case 'privileged-fact-set': {
      const { field, fact, section } = event;
      return { privilegedFacts: { ...state.privilegedFacts, [field]: { section, fact } } };
    }
    // What the letter says of the field becomes otherwise; a release sets its fact.
    case 'withholding-asked':
    case 'withholding-declined':
      return { factsVersion: state.factsVersion + 1 };
    case 'assessed':
      return restated(state, 'severity', event.entries.severity?.level, state.triage.severity?.level);
    case 'role-set':
      return restated(state, 'role', event.role, state.ourRole?.role);
    case 'anchor-corrected':
      return event.anchor === 'detected' ? {} : { factsVersion: state.factsVersion + 1 };
    default:
      return foldSending(state, event, provenance);
  }
};

const foldSending: Fold<Pick<NoticesSlice, 'notices' | 'questions'>> = (state, event, { at, by }) => {
  switch (event.type) {
    case 'notice-released':
      return change(state, event.notice, () => ({
        status: 'released',
        releasedBy: by,
        releasedAt: at,
        gives: event.gives,
      }));
    case 'name-allowed':
      return change(state, event.notice, ({ names }) => ({
        names: names?.filter(({ customer }) => customer !== event.customer),
      }));
    case 'release-held': {
      const { reason, risk, approver, reviewBy } = event;
      return change(state, event.notice, () => ({ held: { by, at, reason, risk, approver, reviewBy } }));
    }
    case 'hold-confirmed':
      return change(state, event.notice, ({ held }) => ({ held: held && { ...held, confirmedAt: at } }));
    case 'hold-ended':
      return change(state, event.notice, () => ({ held: undefined }));
    case 'sending-steered': {
      const { to } = event;
      return change(state, event.notice, () => ({ sending: to === 'resumed' ? undefined : to }));
    }
    case 'silence-asked':
      return change(state, event.notice, ({ silence }) => ({
        silence: { counts: 0, customers: 0, planned: 0, at, ...silence, rung: event.rung, asked: true },
      }));
    case 'silence-counted': {
      const { rung, customers, planned } = event;
      return change(state, event.notice, ({ silence }) => ({
        silence: { rung, customers, planned, counts: (silence?.counts ?? 0) + 1, at },
      }));
    }
    case 'notice-counted':
      return change(state, event.notice, ({ sentAt = at }) => ({
        counts: event.counts,
        ...(event.finished ? { status: 'sent', sentAt } : { status: 'released' }),
      }));
    case 'answers-counted':
      return { notices: state.notices.map((one) => ({ ...one, ...marksOf(one, event) })), questions: event.questions };
    default:
      return {};
  }
};

/** Drafts that state it are stale once it becomes otherwise. */
function restated(
  { rules, factsVersion, notices }: Parameters<Fold<NoticesSlice>>[0],
  what: Stated,
  now: string | undefined,
  before: string | undefined,
): Partial<NoticesSlice> {
  const isNews = now !== undefined && now !== before && notices.length > 0 && rules.noticeStates?.includes(what);
  return isNews ? { factsVersion: factsVersion + 1 } : {};
}

function namesOf({ names }: Extract<Event, { type: 'notice-composed' }>): Pick<Notice, 'names'> {
  return names ? { names } : {};
}

function marksOf({ number }: Notice, { notices }: Extract<Event, { type: 'answers-counted' }>): Pick<Notice, 'marks'> {
  const found = notices.find(({ notice }) => notice === number);
  if (!found) return {};
  const { notice: _, ...marks } = found;
  return { marks };
}

function lapsed({ approvals, lapsed: before = [] }: Notice, person: PersonId): Partial<Notice> {
  return { status: 'drafted', approvals: approvals.filter(({ by }) => by !== person), lapsed: [...before, person] };
}

/** A rejection holds as many words as people like, and the state must stay small. */
function forgetReasons({ notices }: Pick<NoticesSlice, 'notices'>): Pick<NoticesSlice, 'notices'> {
  const rejected = notices.filter(({ rejection }) => rejection?.reason);
  const older = new Set(rejected.slice(0, -REASONS_KEPT).map(({ number }) => number));
  if (older.size === 0) return { notices };
  return {
    notices: notices.map((notice) =>
      notice.rejection && older.has(notice.number)
        ? { ...notice, rejection: { by: notice.rejection.by, at: notice.rejection.at } }
        : notice,
    ),
  };
}

function change(
  { notices }: Pick<NoticesSlice, 'notices'>,
  number: number,
  to: (before: Notice) => Partial<Notice>,
): Pick<NoticesSlice, 'notices'> {
  return { notices: notices.map((notice) => (notice.number === number ? { ...notice, ...to(notice) } : notice)) };
}
