import type { Channel, Severity } from '../../domain/triage/report';
import type { AlertDetail, AlertKind } from '../../domain/alerts/state';
import type { AnchorName, BASES, Stage } from '../../domain/case/state';
import type { Contact } from '../../domain/scope/state';
import type { Lack } from '../../domain/restriction/state';
import type { IncidentClass } from '../../domain/triage/triage';
import type { ObligationKind } from '../../domain/clocks/table';
import type { HowWords } from './how';
import type { TermWords } from './term';

export interface AlertSentences {
  title: string;
  happened: string;
  asked: string;
}

export type RestrictedKind = Extract<
  AlertKind,
  'restricted' | 'members-lacking' | 'members-silent' | 'glass-broken' | 'glass-witness' | 'restriction-lifted'
>;

export type NewsKind = Extract<
  AlertKind,
  | 'report-received'
  | 'report-closed'
  | 'handed-over'
  | 'handover-unreached'
  | `notice-${'approved' | 'rejected' | 'stale' | 'sent'}`
  | `${'approval' | 'release' | 'second-person' | 'help' | 'question' | 'withholding' | 'hold' | 'authority'}-overdue`
  | 'authority-soon'
  | `regime-${'soon' | 'overdue'}`
  | 'question-asked'
  | 'help-asked'
  | 'merge-declined'
  | 'customers-silent'
>;

export type LessonKind = Extract<
  AlertKind,
  'tasks-given' | 'task-overdue' | 'post-mortem-opened' | 'post-mortem-overdue' | 'action-given' | 'action-overdue'
>;

export type ExerciseKind = Extract<AlertKind, `exercise-${string}` | `resolution-${string}`>;

/** All that an alert says in one language; every kind has its words, or this does not compile. */
export interface AlertWords {
  kinds: Record<AlertKind, AlertSentences>;
  /** The alert `declared`, where a signed-in person has yet to confirm it. */
  declaredBySignal: AlertSentences;
  unanswered: {
    before: string;
    since: (since: string, level: number, of: number) => string;
    inHand: (names: string) => string;
  };
  /** Where one mail stands for so many more alerts. */
  together: (others: number) => string;
  /** Before what is asked, to a reader who may do nothing of it. */
  notYours: string;
  /** `first` stands before what is to be done first in the incident. */
  headings: { clock: string; asked: string; how: string; first: string };
  labels: Record<
    | 'case'
    | 'class'
    | 'stage'
    | 'severity'
    | 'product'
    | 'declared'
    | 'channel'
    | 'detected'
    | 'seen'
    | 'said'
    | 'saidBy'
    | 'seenBy'
    | 'externalReference'
    | 'outsider'
    | 'answerTo'
    | 'declaredAfter'
    | 'basis'
    | 'policy'
    | 'policyHours'
    | 'detail'
    | 'reason'
    | 'term'
    | 'due'
    | 'local'
    | 'left',
    string
  >;
  /** The case's class, stage and severity. */
  values: Record<IncidentClass | Stage['stage'] | Severity, string>;
  channels: Record<Channel, string>;
  bases: Record<(typeof BASES)[number], string>;
  anchors: Record<AnchorName, string>;
  ways: Record<Contact['way'], string>;
  term: TermWords;
  details: {
    hoursLeft: (span: string) => string;
    notice: (notice: number, hash: string) => string;
    outOfReach: (customers: number, names: string) => string;
    contact: (way: string, customer: string, at: string) => string;
    help: (customer: string, owner: string) => string;
    question: (customer: string, notice: number, more: number) => string;
    revokedContact: (customer: string, reason: string) => string;
    denial: (answers: string) => string;
    unregistered: (names: string, more: number) => string;
    near: (names: string) => string;
    keptTerm: (customer: string, kept: string, contract: string) => string;
    mark: Record<Extract<AlertDetail, { about: 'mark' }>['outcome'], (customer: string) => string>;
    fact: (field: string, owner: string) => string;
    promiseWaiver: (by: string, promise: string) => string;
    waiver: (by: string, customer: string) => string;
    hold: (by: string, notice: number) => string;
    withholding: (by: string, withholding: number, field: string) => string;
    withdrawal: (by: string, becomes: string) => string;
    correction: (by: string, anchor: string, to: string) => string;
    rejection: (by: string, notice: number, reason: string) => string;
    sending: (notice: number, told: number, customers: number, unreachable: number) => string;
    unreached: (names: string) => string;
    tasks: (titles: string, more: number) => string;
    task: (task: number, title: string) => string;
    regimeDuty: (duty: string, regime: string, recipient: string, due: string) => string;
    postMortem: (due: string) => string;
    action: Record<'change' | 'effect', (action: number, due: string) => string>;
    exercise: (startsAt: string) => string;
    resolution: (finding: number, due: string) => string;
    setAside: (commands: string) => string;
    lacks: Record<Lack, string>;
    glass: (by: string, until: string) => string;
    lifting: (by: string) => string;
  };
  /** The clocks on what we owe ourselves; promises to customers are named by `promise`. */
  duties: Record<ObligationKind, string>;
  /** What a reporter hears of the end, without anything that stands in the case. */
  outcomes: Record<IncidentClass, string>;
  promise: { incident: string; event: string; written: string; other: string };
  noClock: string;
  how: HowWords;
  repeat: string;
}
