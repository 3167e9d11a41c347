import type { ObligationKind } from './clocks/table';
import type { Term } from './clocks/terms';
import type { FactSheet, NoticeMatter } from './notices/facts';
import type { Instant } from './primitives/instant';
import type { PersonId, Role, Roster } from './primitives/people';
import type { Channel, Report } from './triage/report';
import type { Rules } from './case/rules';
import type { Classification, Triage } from './triage/triage';

declare const brand: unique symbol;
/** `INC-<UTC year>-<at least four digits>`, given by the register. */
export type IncidentId = string & { readonly [brand]: 'IncidentId' };

/** Counted within the UTC year. */
export interface IncidentNumber {
  year: number;
  number: number;
}

/** `<incident>#<page>.<count>`; a mail of an escalation adds its level and instant. */
export type EffectId = string & { readonly [brand]: 'EffectId' | 'AlertId' };
/** The first mail of an alert has the alert's own id; those of its escalation do not. */
export type AlertId = string & { readonly [brand]: 'AlertId' };

/** `count` from 1, within the page that owes it. */
export function effectIdOf(incident: IncidentId, page: number, count: number): EffectId {
  return `${incident}#${page}.${count}` as EffectId;
}

/** None for an id that the register never gave: who starts a workflow by hand may name it anything. */
export function numberOf(id: IncidentId): IncidentNumber | undefined {
  const [, year, number] = /^INC-(\d{4})-(\d{4,9})$/.exec(id)?.map(Number) ?? [];
  return year === undefined || number === undefined ? undefined : { year, number };
}

export const OPEN_STAGES = ['triage', 'investigation', 'containment', 'recovery', 'review'] as const;
export type OpenStage = (typeof OPEN_STAGES)[number];
export type Stage = { stage: OpenStage; since: Instant } | { stage: 'closed'; since: Instant; outcome: string };

export const ANCHORS = ['detected', 'aware', 'declared'] as const;
export type AnchorName = (typeof ANCHORS)[number];
export interface Anchor {
  at: Instant;
  by: PersonId;
  corrections: { from: Instant; to: Instant; reason: string; by: PersonId; confirmedBy?: PersonId; at: Instant }[];
}

/** The surest first. */
export const BASES = ['confirmed', 'likely', 'reasonable-suspicion'] as const;
export interface Declaration {
  basis: (typeof BASES)[number];
  facts: string;
  gdpr: 'yes' | 'no' | 'undetermined';
  /** When not under GDPR: the policy that legal says holds. */
  policy?: string;
  /** The term of that policy. It only shortens: every declared incident has our own hours. */
  policyHours?: number;
  by: PersonId;
  recordedAt: Instant;
  /** A declaration by signal stands at once, and still wants a signed-in person to confirm it. */
  confirmedBy?: PersonId;
}

/** What must be achieved, by when. `due` of an open obligation moves only by `correct-anchor`. */
export interface Obligation {
  id: string;
  kind: ObligationKind;
  /** The cohort it is owed to; without one, the incident as a whole. */
  cohort?: string;
  since: Instant;
  due: Instant;
  /** By which it is due; none where only one could be. */
  term?: Term;
  status: 'open' | 'met' | 'void';
  endedAt?: Instant;
  why?: string;
  /** Set when the due instant passed unmet. Cleared by one thing: proof that all had been told before it. */
  lateSince?: Instant;
  /** The due it was late against, and how many customers it was then owed to: neither a correction nor a waiver makes late good. */
  breachedDue?: { due: Instant; customers: number };
  /** Late against an earlier due, and then corrected to one that was still to come: it is warned of and expires once more. */
  rearmed?: boolean;
  /** Where an acknowledgement was no answer: when it is asked for again. */
  reaskAt?: Instant;
  /** `hoursBefore` of the warnings that were given, or fell together with a later one. */
  warned: number[];
}

/** Customers who were added together and whose contracts have the same terms, so that they share one due instant: counts alone, the names are rows of the register. */
export interface Cohort {
  id: string;
  addedAt: Instant;
  /** Of their contracts, as they stood when the customers were added; none where a contract names none. */
  terms: Term[];
  lateFound: boolean;
  /** None while nothing is declared. */
  due?: Instant;
  total: number;
  told: number;
  /** The latest instant at which a customer became told; in time means before `due`. */
  lastToldAt?: Instant;
  /** Customers who know what was observed: by a notice of the kind event, which never counts as told, or because they were told. */
  observed: number;
  lastObservedAt?: Instant;
  waived: number;
  removed: number;
}

/** Who was named as affected and is not in the register, or what product, that nobody there has an account for. */
export interface Unregistered {
  kind: 'customer' | 'product';
  name: string;
  /** When it was named first. Whom it brings in at last is owed from then, also if it was taken off in between. */
  namedAt: Instant;
  status: 'open' | 'removed';
}

/** Customers who were added again although their contract became shorter: each keeps the term of the first time, and its due. */
export interface KeptTerms {
  first: { customer: string; terms: Term[]; contract: Term[] }[];
  /** How many are not named here. */
  more: number;
}

/** Customers who were added again and are still to be told, and whose contract says something else than on the first time. */
export interface ChangedTerms {
  terms: Term[];
  contract: Term[];
  /** The first of them. */
  customers: string[];
  more: number;
}

/** One count of a cohort as the register has it, in absolute numbers. `total` leaves out the removed and the waived. */
export interface CohortCount {
  cohort: string;
  terms: Term[];
  total: number;
  told: number;
  lastToldAt?: Instant;
  observed: number;
  lastObservedAt?: Instant;
  waived: number;
  removed: number;
}

/** Customers of whom a mail server took word of the incident, and those of them who were told that it was withdrawn, as the register has it. */
export interface WithdrawalCount {
  owed: number;
  told: number;
  /** The latest instant at which one of them became told of the withdrawal. */
  lastToldAt?: Instant;
}

export const ALERT_KINDS = [
  'reported',
  'assigned',
  'stakeholders',
  'declared',
  'declaration-unconfirmed',
  'declaration-denied',
  'triage-overdue',
  'decision-overdue',
  'commitment-warning',
  'commitment-expired',
  'event-warning',
  'reason-demanded',
  'customers-unreachable',
  'customers-unknown',
  'terms-kept',
  'customer-removed',
  'second-person-needed',
  'notice-awaits-approval',
  'reopened',
  'scope-unchanged',
  'set-aside',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Whom an alert goes to: everyone with one of the roles, or persons by id. */
export type Addressees = { roles: Role[] } | { persons: PersonId[] };

/** What an alert is about, beyond its kind. */
export type AlertDetail =
  | { about: 'report'; channel: Channel; detectedAt: Instant }
  | ({ about: 'declaration'; awareAt?: Instant } & Pick<Declaration, 'basis' | 'gdpr' | 'policy' | 'policyHours'>)
  | { about: 'denial'; answers: string[] }
  | { about: 'hours-left'; hours: number }
  | { about: 'notice'; notice: number; hash: string; draftedBy: PersonId }
  | { about: 'out-of-reach'; customers: number }
  /** Customers or products; `more` are not named here. */
  | { about: 'unregistered'; names: string[]; more: number }
  | ({ about: 'kept-terms' } & KeptTerms)
  | { about: 'removal'; name: string }
  | { about: 'mark'; customer: string; outcome: 'already-told' | 'not-in-scope' }
  | { about: 'waiver'; customer: string; askedBy: PersonId }
  | { about: 'withdrawal'; becomes: Classification; askedBy: PersonId }
  | { about: 'correction'; anchor: AnchorName; to: Instant; askedBy: PersonId }
  | { about: 'set-aside'; commands: string[] };

/** A clock on something we owe ourselves, beside the promises to customers. */
export type Duty = Pick<Obligation, 'kind' | 'due'>;

/** An alert that someone must acknowledge, and its level of escalation. */
export interface Alert {
  id: AlertId;
  kind: AlertKind;
  detail?: AlertDetail;
  raisedAt: Instant;
  /** -1 is the first addressee, then the index into the rules' levels; one past them, who stands in for a top level that reached nobody. */
  level: number;
  to: Addressees;
  reached: PersonId[];
  /** Whom the latest of its mails that reached anybody went to. */
  lastReached?: Addressees;
  escalatesAt: Instant;
}

export const NOTICE_KINDS = ['initial', 'update', 'final', 'correction', 'withdrawal', 'event'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type Side = 'law' | 'lead';

export interface NoticeCounts {
  deliveries: number;
  accepted: number;
  refused: number;
  pending: number;
  /** Customers this notice goes to, those told by it, those with no usable contact. */
  customers: number;
  told: number;
  unreachable: number;
}

export interface Notice {
  number: number;
  kind: NoticeKind;
  draftedBy: PersonId;
  draftedAt: Instant;
  /** Of the fact sheet when it was drafted: below the sheet's own, the notice is stale. */
  factsVersion: number;
  status: 'composing' | 'drafted' | 'rejected' | 'superseded' | 'approved' | 'released' | 'sent';
  /** SHA-256, hex, of the composed text in all its languages. */
  hash?: string;
  /** By two people, one on each side, with all roles that each held then. */
  approvals: { by: PersonId; as: Side; roles: Role[]; at: Instant }[];
  /** The reasons of the newest ten; the older ones stand in their pages. */
  rejection?: { by: PersonId; reason?: string; at: Instant };
  releasedBy?: PersonId;
  releasedAt?: Instant;
  counts?: NoticeCounts;
}

/** What mail and pages need to name the case without opening it. */
export interface Headline {
  id: IncidentId;
  class: Classification['class'];
  stage: Stage['stage'];
  severity?: string;
  product?: string;
  declaredAt?: Instant;
  due?: Instant;
  /** By which that is due. */
  term?: Term;
  late: boolean;
}

/** What the state still owes the world. The id is stable, so that a repeat can be known as one. */
export type Effect =
  | {
      id: EffectId;
      kind: 'alert';
      /** The alert that it is a mail of; each level of escalation owes one more. */
      alertId: AlertId;
      alert: AlertKind;
      raisedAt: Instant;
      to: Addressees;
      detail?: AlertDetail;
      duty?: Duty;
      /** Whether it waits for an answer. */
      acknowledge: boolean;
      /** Where it escalated: since when nobody has answered, and which of its levels this is, counted from one. */
      unanswered?: { since: Instant; level: number; of: number };
      headline: Headline;
    }
  | { id: EffectId; kind: 'resolve-scope'; selection: Selection; addedAt: Instant; by: PersonId }
  | {
      id: EffectId;
      kind: 'mark-scope';
      customer: string;
      mark: 'removed' | 'waived';
      /** The notice of a withdrawal is what is given up: who was told of the incident may be waived all the same. */
      of?: 'withdrawal';
      reason: string;
      by: PersonId[];
    }
  | { id: EffectId; kind: 'compose-notice'; notice: number; matter: NoticeMatter }
  | { id: EffectId; kind: 'send-notice'; notice: number; hash: string };
export type EffectKind = Effect['kind'];
export type AlertEffect = Extract<Effect, { kind: 'alert' }>;

/** Which customers to add: by id, or all with an account for a product; what is said of them holds for each. */
export interface Selection {
  customers?: string[];
  product?: string;
  data?: string;
  volume?: string;
  exposure?: string;
}

/** What the pages say beside their events: `evolve` writes it. */
interface JournalSlice {
  /** Read by `upgraded` alone. */
  stateVersion: 1;
  id: IncidentId;
  /** Pages recorded so far. */
  sequence: number;
  /** The last commands that carried an idempotency key. */
  recentKeys: { key: string; bodyHash: string; sequence: number }[];
}

export interface CaseSlice {
  rules: Rules;
  roster: Roster;
  /** The register's revision of the roster; older ones are ignored. */
  rosterRevision: number;
  /** The newest one of which it was told without having those before. */
  rosterMissed?: number;
  openedAt: Instant;
  stage: Stage;
  anchors: Partial<Record<AnchorName, Anchor>>;
  declaration?: Declaration;
  /** When the declaration was taken back; it is kept, and cannot be made again in this case. */
  withdrawn?: Instant;
  assignees: PersonId[];
  assistance: 'none' | 'offered' | 'requested' | 'ended';
}

export interface AskedSlice {
  /** First halves of acts that need a second person. */
  asked: {
    waivers: { customer: string; reason: string; by: PersonId }[];
    withdrawal?: { reason: string; becomes: Classification; by: PersonId };
    correction?: { anchor: AnchorName; at: Instant; reason: string; by: PersonId };
  };
}

export interface TriageSlice {
  report: Report;
  classification: Classification;
  triage: Triage;
  triageEndedAt?: Instant;
}

export interface AlertsSlice {
  /** Those that wait for an answer. */
  alerts: Alert[];
}

export interface ClocksSlice {
  obligations: Obligation[];
  /** Set while a promise to customers is late, and with it the duty to say why. */
  lateness?: {
    since: Instant;
    nextDemandAt: Instant;
    reasons: { code: string; text: string; by: PersonId; at: Instant }[];
    /** Something became late after the last reason, which speaks for what was late before. */
    unexplained: boolean;
  };
}

export interface ScopeSlice {
  cohorts: Cohort[];
  /** The register's revision of the newest roll-up; older ones are ignored. */
  scopeAsOf: number;
  /** Nobody can tell them, so those that are open hold up closing until they are added or taken off. */
  unregistered: Unregistered[];
  unreachable: number;
  withdrawalCount: WithdrawalCount;
}

export interface NoticesSlice {
  facts: FactSheet;
  /** Grows with each fact, and with each correction of the instants that a notice names. */
  factsVersion: number;
  notices: Notice[];
}

export interface EffectsSlice {
  outbox: Effect[];
}

/** Each is written by one fold. */
export interface Slices {
  case: CaseSlice;
  asked: AskedSlice;
  triage: TriageSlice;
  alerts: AlertsSlice;
  clocks: ClocksSlice;
  scope: ScopeSlice;
  notices: NoticesSlice;
  effects: EffectsSlice;
}

export interface IncidentState
  extends
    JournalSlice,
    CaseSlice,
    AskedSlice,
    TriageSlice,
    AlertsSlice,
    ClocksSlice,
    ScopeSlice,
    NoticesSlice,
    EffectsSlice {}

type FieldsOfOthers<Name extends keyof Slices> = {
  [Other in Exclude<keyof Slices, Name>]: keyof Slices[Other];
}[Exclude<keyof Slices, Name>];
type InTwoSlices = { [Name in keyof Slices]: keyof Slices[Name] & FieldsOfOthers<Name> }[keyof Slices];
/** Does not compile if a field of the state stood in two slices. */
type SlicesAreApart = [InTwoSlices] extends [never] ? true : never;
const _apart: SlicesAreApart = true;

type PlainOnly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly PlainOnly<E>[]
    : T extends (...args: never[]) => unknown
      ? never
      : T extends { toISOString: unknown } | { entries: unknown } | Promise<unknown>
        ? never
        : { [K in keyof T]: PlainOnly<T[K]> };
/** Does not compile if the state could hold anything that JSON loses: a Map, a Date, a function. */
type StateIsPlain = IncidentState extends PlainOnly<IncidentState> ? true : never;
const _plain: StateIsPlain = true;
