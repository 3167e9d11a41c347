import { FACT_FIELDS, type FactField } from './facts';

/** Whom a notice is for, among the customers in the scope of its incident. */
export type Audience =
  /** Affected, and not notified yet. */
  | 'untold'
  /** Affected by an event, and not told of it yet. */
  | 'unobserved'
  /** Affected, whether notified or not. */
  | 'affected'
  /** Affected, and notified. */
  | 'told'
  /** Where word of the incident came, whatever was made of it since. */
  | 'heard'
  /** Likewise, and not affected after all. */
  | 'cleared'
  /** Who got the notice that this one is about, and is not affected. */
  | 'wrongly-told';

/** What a customer who has the notice was told of. An account needs one of each. */
export type Telling = 'incident' | 'observation' | 'withdrawal' | 'clearance';

/** All that is particular to one kind of notice. */
interface KindRules {
  audience: Audience;
  tells?: Telling;
  /** What the case must be for one to be drafted. */
  needs: 'declared' | 'first-notice' | 'withdrawn' | 'cleared' | 'event';
  /** The fields of the fact sheet that it prints. */
  fields: readonly FactField[];
  /** It names an earlier notice, and says what was wrong in it, or why it is taken back. */
  about?: { notice: boolean; reason: boolean };
  /** It goes to everybody who had an earlier notice, and so keeps what that one promised. */
  followsUp?: true;
  /** It says that we write again when the incident is resolved, or that it is the last word. */
  final?: 'promised' | 'given';
}

/** What a notice of an event says; the rest is the customer's to find out. */
const EVENT_FIELDS: readonly FactField[] = ['nature', 'service', 'dataCategories', 'mitigation', 'customerAction'];

const TABLE = {
  initial: { audience: 'untold', tells: 'incident', needs: 'declared', fields: FACT_FIELDS, final: 'promised' },
  update: {
    ...{ audience: 'affected', tells: 'incident', needs: 'first-notice', fields: FACT_FIELDS },
    ...{ followsUp: true, final: 'promised' },
  },
  final: {
    ...{ audience: 'affected', tells: 'incident', needs: 'first-notice', fields: FACT_FIELDS },
    ...{ followsUp: true, final: 'given' },
  },
  correction: {
    ...{ audience: 'told', needs: 'first-notice', fields: FACT_FIELDS, followsUp: true, final: 'promised' },
    about: { notice: true, reason: true },
  },
  'no-change': { audience: 'told', needs: 'first-notice', fields: [], followsUp: true },
  recall: {
    ...{ audience: 'wrongly-told', needs: 'first-notice', fields: [] },
    about: { notice: true, reason: true },
  },
  withdrawal: {
    ...{ audience: 'heard', tells: 'withdrawal', needs: 'withdrawn', fields: [] },
    about: { notice: false, reason: true },
  },
  clearance: {
    ...{ audience: 'cleared', tells: 'clearance', needs: 'cleared', fields: [] },
    about: { notice: false, reason: true },
  },
  event: { audience: 'unobserved', tells: 'observation', needs: 'event', fields: EVENT_FIELDS },
} as const satisfies Record<string, KindRules>;

export type NoticeKind = keyof typeof TABLE;

export const NOTICE_KINDS = Object.keys(TABLE) as [NoticeKind, ...NoticeKind[]];

export const KINDS: Record<NoticeKind, KindRules> = TABLE;

export const TELLINGS = ['incident', 'observation', 'withdrawal', 'clearance'] as const satisfies readonly Telling[];

export function kindsWhere(holds: (rules: KindRules) => boolean): NoticeKind[] {
  return NOTICE_KINDS.filter((kind) => holds(KINDS[kind]));
}

/** Of which an account gets one, by whichever notice of the incident. */
export const FIRST_AUDIENCES: readonly Audience[] = ['untold', 'unobserved', 'heard', 'cleared'];

/** The kinds by which a customer is told of it. */
export function kindsThatTell(of: Telling): NoticeKind[] {
  return kindsWhere(({ tells }) => tells === of);
}
