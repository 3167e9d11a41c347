import type { Calendars } from '../clocks/holidays';
import { CORE_FIELDS, type FactField } from '../notices/facts';
import type { NoticeNeeds } from '../notices/needs';
import type { NoticeKind, Side, Stated } from '../notices/state';
import { type Role } from '../primitives/people';
import type { IncidentClass, Scenario } from '../triage/triage';
import type { Severity } from '../triage/report';

/** A row of the table "who must know": every condition that is present must hold. */
export interface StakeholderRule {
  when: { class?: IncidentClass[]; severity?: Severity[]; scenario?: Scenario[] };
  alert: Role[];
}

/** The promise of the product: rules of a company's own may keep it sooner, and never later. */
export const COMMITMENT_HOURS_MAX = 72;
/**
 * Who waits for whom, and how long. Only with these does what waits for a person have a clock, must the last warning and the expiry be
 * acknowledged, and do people hear of what concerns them.
 */
export interface AttentionRules {
  /** From the composed text to its second approval. */
  approvalHours: number;
  /** From the second approval to the release. */
  releaseHours: number;
  /** From the request to its confirmation or refusal by a second person. */
  secondPersonHours: number;
  /** From a request for help to its end. */
  helpHours: number;
  /** From becoming aware to declaring: what takes longer is shown as declared late. */
  declarationHours: number;
}

/** Whom a notice reached and who says nothing: who is tried next, and when. */
export interface SilenceRules {
  /** From a notice's last delivery to the other contacts of accounts that are silent. */
  contactHours: number;
  /** From there to a person who is to tell them; and how often that one is asked. */
  personHours: number;
  /** Both come so long before the first due instant, where there is room. */
  beforeDueHours: number;
  tells: Role[];
}

/** All figures an incident is judged by. Copied into its first event: an open incident keeps the rules of its day. */
export interface Rules {
  version: string;
  effectiveFrom: string;
  source: string;
  triageHours: number;
  decisionHours: number;
  commitmentHours: number;
  eventNoticeHours: number;
  withdrawalNoticeHours: number;
  /** How long at least whoever is found late has from being named, where the own term is not shorter. */
  lateFoundHours: number;
  confirmDeclarationHours: number;
  futureToleranceSeconds: number;
  escalation: { levels: Role[]; minutesPerLevel: number; lastRepeatsMinutes: number };
  /** Counted back from the due instant, so that a shorter contract keeps the same last warnings. */
  commitmentWarnings: { hoursBefore: number; tell: Role[] }[];
  /** For a promise that begins too late for any of those. */
  closeWarnings: { hoursBefore: number; tell: Role[] }[];
  eventWarnings: { hoursBefore: number; tell: Role[] }[];
  expiryTells: Role[];
  /** Who hears that one person took somebody off a declared incident. */
  removalTells: Role[];
  /** Who hears at once of affected customers whom no notice can reach; without it, they are told of when a notice was sent. */
  unreachableTells?: Role[];
  reasonDemandHours: number;
  reasonQuietHours: number;
  /** Public holidays, for terms in days; by country. */
  calendars: Calendars;
  stakeholders: StakeholderRule[];
  /** Who may approve a notice, for each of its two sides. Left out: legal or privacy, and lead or communications. */
  approvers?: Record<Side, Role[]>;
  attention?: AttentionRules;
  /** Left out, nobody looks after customers who neither opened nor confirmed a notice. */
  silence?: SilenceRules;
  /** Which scenarios restrict an incident by themselves, and how long whoever broke the glass is in. Left out: none, and four hours. */
  restriction?: { scenarios: Scenario[]; glassHours: number };
  /** What a notice of each kind must say; of a kind that is left out nothing is asked. */
  noticeNeeds?: Partial<Record<NoticeKind, NoticeNeeds>>;
  /** What a notice states of the case beside its facts; left out, neither. */
  noticeStates?: Stated[];
  /** What is promised to customers in writing binds; left out, it does not. */
  writtenPromises?: {
    /** When the final notice that an earlier one promises is asked after. */
    finalNoticeHours: number;
  };
  /** Each declared incident has a post-mortem, and closing waits for it; left out, it has none. */
  postMortem?: {
    /** From when it opens, by the severity of the incident. */
    dueHours: Record<Severity, number>;
    /** For how long an acknowledgement is an answer to what it asks for. */
    reaskHours: number;
  };
  /** How often all post-mortems are looked over together, within how many days that is approved, and who is asked for it; left out, no review opens. */
  programmeReview?: { everyMonths: number; withinDays: number; tells: Role[] };
  /** Years from its closing for which an incident is kept before it may be erased; left out, it is kept for good. */
  keepYears?: number;
}

const TEAM: Role[] = ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator'];

export const RULES_2026_11: Rules = {
  version: '2026-11.2',
  effectiveFrom: '2026-11-27',
  source: 'company process: customers told in under 72 hours from declaration; see docs/design.md',
  triageHours: 4,
  decisionHours: 24,
  commitmentHours: 72,
  eventNoticeHours: 72,
  withdrawalNoticeHours: 72,
  lateFoundHours: 24,
  confirmDeclarationHours: 4,
  futureToleranceSeconds: 120,
  escalation: { levels: ['lead', 'privacy', 'legal', 'executive'], minutesPerLevel: 15, lastRepeatsMinutes: 60 },
  commitmentWarnings: [
    { hoursBefore: 48, tell: ['lead'] },
    { hoursBefore: 24, tell: ['lead', 'privacy', 'communications'] },
    { hoursBefore: 12, tell: ['lead', 'privacy', 'communications', 'legal'] },
    { hoursBefore: 6, tell: ['lead', 'privacy', 'communications', 'legal', 'executive'] },
    { hoursBefore: 2, tell: TEAM },
  ],
  closeWarnings: [
    { hoursBefore: 1, tell: TEAM },
    { hoursBefore: 0.5, tell: TEAM },
    { hoursBefore: 0.25, tell: TEAM },
  ],
  eventWarnings: [
    { hoursBefore: 24, tell: ['lead'] },
    { hoursBefore: 6, tell: ['lead', 'privacy'] },
  ],
  expiryTells: TEAM,
  removalTells: ['lead', 'privacy'],
  reasonDemandHours: 4,
  reasonQuietHours: 24,
  calendars: {
    AT: {
      source: 'Arbeitsruhegesetz § 7(2)',
      checkedOn: '2026-11-28',
      yearly: ['01-01', '01-06', '05-01', '08-15', '10-26', '11-01', '12-08', '12-25', '12-26'],
      fromEaster: [1, 39, 50, 60],
      dates: [],
    },
    FR: {
      source: 'Code du travail, article L3133-1',
      checkedOn: '2026-11-28',
      yearly: ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'],
      fromEaster: [1, 39, 50],
      dates: [],
    },
  },
  stakeholders: [
    { when: {}, alert: ['lead'] },
    { when: { class: ['undetermined', 'incident'] }, alert: ['privacy'] },
    { when: { severity: ['high', 'very-high'] }, alert: ['legal', 'communications'] },
    { when: { severity: ['very-high'] }, alert: ['executive'] },
    { when: { scenario: ['malicious-insider', 'ransomware', 'sub-processor'] }, alert: ['legal'] },
    { when: { class: ['event'] }, alert: ['privacy'] },
  ],
};

const ALWAYS_KNOWN: FactField[] = ['nature', 'customerAction', 'contactPoint'];
const OF_AN_INCIDENT: NoticeNeeds = {
  known: ALWAYS_KNOWN,
  answered: CORE_FIELDS.filter((field) => !ALWAYS_KNOWN.includes(field)),
};

/**
 * For incidents reported from the day on which these came. What a rule of this set asks for beyond the one before is optional in `Rules`, and left
 * out means that it is not asked for: an open incident, and a recorded history, go on by the set they began with.
 */
const RULES_2026_12: Rules = {
  ...RULES_2026_11,
  version: '2026-12.1',
  effectiveFrom: '2026-11-29',
  approvers: { law: ['legal', 'privacy'], lead: ['lead', 'communications'] },
  attention: { approvalHours: 4, releaseHours: 2, secondPersonHours: 4, helpHours: 24, declarationHours: 24 },
  unreachableTells: ['lead', 'privacy', 'communications'],
  noticeNeeds: {
    initial: OF_AN_INCIDENT,
    update: OF_AN_INCIDENT,
    final: OF_AN_INCIDENT,
    correction: OF_AN_INCIDENT,
    event: { known: ALWAYS_KNOWN, answered: [] },
  },
  noticeStates: ['severity', 'role'],
  writtenPromises: { finalNoticeHours: 720 },
  silence: { contactHours: 24, personHours: 24, beforeDueHours: 6, tells: ['lead', 'privacy', 'communications'] },
  keepYears: 10,
  restriction: { scenarios: ['malicious-insider'], glassHours: 4 },
  postMortem: { dueHours: { low: 720, medium: 480, high: 336, 'very-high': 240 }, reaskHours: 24 },
  programmeReview: { everyMonths: 12, withinDays: 30, tells: ['privacy', 'legal', 'lead', 'executive'] },
};

/** The rules of new incidents where the company has none of its own. */
export const SHIPPED_RULES = RULES_2026_12;
