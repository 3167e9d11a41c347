import { isLate } from '../../case/headline';
import type { Event, Provenance } from '../../events';
import type { MovedDue } from '../events';
import type { Fold } from '../../fold';
import type { Instant } from '../../primitives/instant';
import type { ClocksSlice, Obligation, ObligationId } from '../state';
import { warnsAt } from '../warnings';

/** The newest; all stand in their pages. */
const REASONS_KEPT = 10;
const WAITS_KEPT = 20;

/** Obligations with their warnings, and what lateness asks for. */
export const foldClocks: Fold<ClocksSlice> = ({ obligations, lateness }, event, provenance) => {
  switch (event.type) {
    case 'obligation-opened': {
      const { obligation: id, kind, cohort, customer, subject, notice, field, since, due, term } = event;
      const about = { cohort, ...(customer && { customer }), subject, notice, field };
      const opened: Obligation = { id, kind, ...about, since, due, term, status: 'open', warned: [] };
      return { obligations: withoutOldWaits([...obligations, opened]) };
    }
    case 'obligation-met':
      return met(obligations, event, provenance);
    case 'obligation-reopened':
      return { obligations: change(obligations, event.obligation, () => ({ status: 'open', endedAt: undefined })) };
    case 'obligation-voided': {
      const ended = { status: 'void', endedAt: provenance.at, why: event.why } as const;
      return { obligations: change(obligations, event.obligation, () => ended) };
    }
    case 'warned':
      return { obligations: warned(obligations, event) };
    case 'alert-acknowledged':
      return event.reasked ? { obligations: reasked(obligations, event.reasked) } : {};
    case 'anchor-corrected':
      return { obligations: movedTo(obligations, event.dues, provenance.at) };
    case 'obligation-late':
      return late({ obligations, lateness }, event, provenance);
    default:
      return lateness ? foldReasons(lateness, event, provenance) : {};
  }
};

/** People can ask and decline as often as they like, and the state must stay small: the newest ended waits suffice, all stand in their pages. */
function withoutOldWaits(obligations: Obligation[]): Obligation[] {
  const ended = obligations.filter(({ subject, status }) => subject !== undefined && status !== 'open');
  const old = new Set(ended.slice(0, -WAITS_KEPT));
  return old.size > 0 ? obligations.filter((one) => !old.has(one)) : obligations;
}

function warned(obligations: Obligation[], { obligations: ids, passed }: Extract<Event, { type: 'warned' }>) {
  return ids.reduce((before, id) => change(before, id, (one) => ({ warned: [...one.warned, ...passed] })), obligations);
}

function reasked(
  obligations: Obligation[],
  { obligation, at }: { obligation: ObligationId; at: Instant },
): Obligation[] {
  return change(obligations, obligation, () => ({ reaskAt: at }));
}

function movedTo(obligations: Obligation[], dues: MovedDue[], at: Instant): Obligation[] {
  return dues.reduce((before, due) => change(before, due.obligation, (one) => moved(one, due, at)), obligations);
}

/** What was warned of against the old due counts for the new one if its warning would have come by now, too. */
function moved({ warned, lateSince }: Obligation, { since, due, term }: MovedDue, at: Instant): Partial<Obligation> {
  return {
    since,
    due,
    term,
    warned: warned.filter((hoursBefore) => warnsAt({ due }, hoursBefore) <= at),
    rearmed: (lateSince !== undefined && due > at) || undefined,
  };
}

/** Once nothing to customers is late any more, nobody is asked why. The reasons given stay in the pages. */
function met(
  before: Obligation[],
  event: Extract<Event, { type: 'obligation-met' }>,
  { at }: Provenance,
): Partial<ClocksSlice> {
  const obligations = change(before, event.obligation, ({ lateSince, breachedDue }) => ({
    status: 'met',
    endedAt: at,
    ...(event.inTime === true ? { lateSince: undefined, breachedDue: undefined } : {}),
    ...(event.inTime === false ? { lateSince: lateSince ?? at, breachedDue } : {}),
  }));
  return isLate({ obligations }) ? { obligations } : { obligations, lateness: undefined };
}

function late(
  { obligations: before, lateness }: ClocksSlice,
  event: Extract<Event, { type: 'obligation-late' }>,
  { at }: Provenance,
): Partial<ClocksSlice> {
  const obligations = change(before, event.obligation, ({ lateSince, due, breachedDue }) => ({
    lateSince: lateSince ?? at,
    breachedDue: breachedDue ?? { due, customers: event.customers ?? 0 },
    rearmed: undefined,
  }));
  if (!event.nextDemandAt) return { obligations };
  const { since, reasons } = lateness ?? { since: at, reasons: [] };
  return { obligations, lateness: { since, reasons, nextDemandAt: event.nextDemandAt, unexplained: true } };
}

function foldReasons(
  lateness: NonNullable<ClocksSlice['lateness']>,
  event: Event,
  { at, by }: Provenance,
): Pick<ClocksSlice, 'lateness'> {
  switch (event.type) {
    case 'reason-demanded':
      return { lateness: { ...lateness, nextDemandAt: event.nextDemandAt } };
    case 'delay-explained': {
      const { code, text, nextDemandAt } = event;
      const reasons = [...lateness.reasons, { code, text, by, at }].slice(-REASONS_KEPT);
      return { lateness: { since: lateness.since, reasons, nextDemandAt, unexplained: false } };
    }
    default:
      return { lateness };
  }
}

function change(obligations: Obligation[], id: string, to: (before: Obligation) => Partial<Obligation>): Obligation[] {
  return obligations.map((obligation) => (obligation.id === id ? { ...obligation, ...to(obligation) } : obligation));
}
