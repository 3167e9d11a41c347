import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { accessIn, type AccessLog } from './operations/access';
import { administrationIn, type Administration } from './administration/administration';
import { programmeReviewsIn, type ProgrammeReviews } from './programme/reviews';
import { proceduresIn, type Procedures } from './programme/procedures';
import { auditsIn, type Audits } from './audit/audits';
import { answersIn, type Answers } from './answers/answers';
import { returnedMailsIn, type ReturnedMails } from './answers/returned-mail';
import { alertsIn, type AlertsSent } from './alerts/alerts';
import { detectionsIn, type Detections } from './detection/detections';
import { receiptsIn, type Receipts } from './detection/receipts';
import { reportMailsIn, type ReportMails } from './detection/report-mails';
import { detectionSourcesIn, type DetectionSources } from './detection/sources';
import { dataStoresIn, type DataStores } from './detection/stores';
import { pastIncidentsIn, type PastIncidents } from './administration/past-incidents';
import { checksIn, type Checks } from './read/checks';
import { calendarFeedsIn, type CalendarFeeds } from './clocks/calendar-feeds';
import { contactWebhooksIn, type ContactWebhooks } from './parties/contact-webhooks';
import { customersIn, type Customers } from './parties/customers';
import { declarationsIn, type Declarations } from './case/declarations';
import { deliveriesIn, type Deliveries } from './delivery/deliveries';
import { takeDown } from './delivery/plan';
import { letterTestsIn, type LetterTests } from './notices/letter-tests';
import { snapshotsIn, type Snapshots } from './notices/snapshots';
import { exercisesIn, type Exercises } from './exercise/exercises';
import { embeddedDialect } from './database/embedded';
import { erasureIn, type Erasure } from './case/erasure';
import { evidenceIn, type Evidence } from './delivery/evidence';
import { findingsIn, type Findings } from './alerts/findings';
import { idempotencyIn, type Idempotency } from './operations/idempotency';
import { incidentsIn, type Incidents } from './read/incidents';
import { keysIn, type Keys } from './parties/keys';
import { whileWatching } from './database/locks';
import { migrate, schemaVersion } from './database/migrations';
import { legalHoldsIn, type LegalHolds } from './case/legal-holds';
import { assistanceFilesIn, type AssistanceFiles } from './case/assistance-files';
import { evidenceFilesIn, type EvidenceFiles } from './evidence/evidence-files';
import { withheldWordsIn, type WithheldWords } from './withholding/withheld-words';
import { restoreRepairIn, type RestoreRepair } from './operations/restore-repair';
import { newsIn, type News } from './journal/news';
import { listenIn, type Listen } from './database/notifications';
import { noticeRecipientsIn, type NoticeRecipients } from './delivery/notice-recipients';
import { noticesIn, type Notices } from './notices/notices';
import { pageBytesOf, type Wrapping } from './journal/page-bytes';
import { pagesIn, type Pages } from './journal/pages';
import { peopleIn, type People } from './parties/people';
import { postgresqlDialect } from './database/postgresql';
import { postMortemsIn, type PostMortems } from './read/post-mortems';
import { reportsIn, type Reports } from './triage/reports';
import { retentionIn, type Retention } from './case/retention';
import { appRoleOf, mayRewrite } from './database/roles';
import { rulesVersionsIn, type RulesVersions } from './case/rules-versions';
import type { Schema } from './database/schema';
import { sessionsIn, type Sessions } from './parties/sessions';
import { scopeIn, type Scope } from './scope/scope';
import { gaugesIn, type Gauges } from './read/gauges';
import { groupsIn, type Groups } from './training/groups';
import { provisioningIn, type Provisioning } from './training/provisioning';
import { scimClientsIn, type ScimClients } from './training/scim-clients';
import { staffIn, type Staff } from './training/staff';
import { trainingIn, type Training } from './training/training';
import { verificationIn, type Verification } from './verification/verification';
import { timeIn, type Time } from './database/time';
import { treeIn, type Tree } from './tree';

/** A PostgreSQL address, or the folder of the embedded database's data. */
export type RegisterAt = { databaseUrl: string } | { folder: string };

/** The durable record of everything. Any method may throw RegisterUnavailable. */
export interface Register {
  readonly kind: 'embedded' | 'postgresql';
  /**
   * Migrates the tables to this program's version; several processes may do so at once. With the address by which the service connects, as
   * another role than this one, that role has its rights afterwards, and is made where it is missing.
   * @throws UnfitRole if that role could change what only grows
   */
  migrate(appUrl?: string): Promise<void>;
  /** Whether who is connected could change what only grows. */
  mayRewrite(): Promise<boolean>;
  schemaVersion(): Promise<{ found?: string; wanted: string }>;
  close(): Promise<void>;
  /** Runs `round`, unless another process is at it. @returns whether it ran */
  aloneAmongProcesses(round: () => Promise<void>): Promise<boolean>;
  pages: Pages;
  incidents: Incidents;
  news: News;
  postMortems: PostMortems;
  reports: Reports;
  declarations: Declarations;
  people: People;
  keys: Keys;
  sessions: Sessions;
  administration: Administration;
  customers: Customers;
  scope: Scope;
  notices: Notices;
  snapshots: Snapshots;
  letterTests: LetterTests;
  withheldWords: WithheldWords;
  evidenceFiles: EvidenceFiles;
  assistanceFiles: AssistanceFiles;
  deliveries: Deliveries;
  evidence: Evidence;
  recipients: NoticeRecipients;
  contactWebhooks: ContactWebhooks;
  calendarFeeds: CalendarFeeds;
  alerts: AlertsSent;
  answers: Answers;
  returnedMails: ReturnedMails;
  idempotency: Idempotency;
  access: AccessLog;
  checks: Checks;
  findings: Findings;
  retention: Retention;
  erasure: Erasure;
  legalHolds: LegalHolds;
  standing: Gauges;
  restoreRepair: RestoreRepair;
  rulesVersions: RulesVersions;
  time: Time;
  tree: Tree;
  detectionSources: DetectionSources;
  detections: Detections;
  reportMails: ReportMails;
  receipts: Receipts;
  dataStores: DataStores;
  pastIncidents: PastIncidents;
  staff: Staff;
  provisioning: Provisioning;
  scimClients: ScimClients;
  groups: Groups;
  training: Training;
  verification: Verification;
  exercises: Exercises;
  audits: Audits;
  procedures: Procedures;
  programmeReviews: ProgrammeReviews;
}

/**
 * Opens the register and checks that it can be reached; does not migrate.
 * @param wrapping encrypts the data keys; without it pages are kept in the clear, and encrypted ones cannot be read
 * @throws RegisterUnavailable with one sentence that says what is wrong and what to do
 */
export async function openRegister(at: RegisterAt, wrapping?: Wrapping): Promise<Register> {
  const embedded = 'folder' in at;
  const { dialect, listen } = embedded
    ? await embeddedDialect(at.folder)
    : { dialect: postgresqlDialect(at.databaseUrl), listen: listenIn(at.databaseUrl) };
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
  try {
    await sql`select 1`.execute(db);
  } catch (fault) {
    await db.destroy();
    throw fault;
  }
  return registerIn(db, embedded ? 'embedded' : 'postgresql', wrapping, listen);
}

function registerIn(
  db: Kysely<Schema>,
  kind: Register['kind'],
  wrapping: Wrapping | undefined,
  listen: Listen,
): Register {
  const bytes = pageBytesOf(wrapping);
  return {
    kind,
    migrate: (appUrl) => migrate(db, bytes, appUrl === undefined ? undefined : appRoleOf(appUrl)),
    mayRewrite: () => mayRewrite(db),
    schemaVersion: () => schemaVersion(db),
    close: () => db.destroy(),
    aloneAmongProcesses: (round) => (kind === 'embedded' ? round().then(() => true) : whileWatching(db, round)),
    ...journalIn(db, bytes),
    news: newsIn(listen),
    ...partiesIn(db),
    ...sendingIn(db, bytes),
    ...operationsIn(db),
    erasure: erasureIn(db, wrapping),
    ...programmeIn(db),
  };
}

type Bytes = ReturnType<typeof pageBytesOf>;

function journalIn(db: Kysely<Schema>, bytes: Bytes) {
  return {
    pages: pagesIn(db, bytes),
    incidents: incidentsIn(db),
    postMortems: postMortemsIn(db),
    reports: reportsIn(db),
    declarations: declarationsIn(db),
    tree: treeIn(db),
    evidence: evidenceIn(db),
    evidenceFiles: evidenceFilesIn(db, bytes),
    detectionSources: detectionSourcesIn(db),
    detections: detectionsIn(db),
  };
}

function partiesIn(db: Kysely<Schema>) {
  return {
    people: peopleIn(db),
    keys: keysIn(db),
    sessions: sessionsIn(db),
    administration: administrationIn(db),
    customers: customersIn(db),
    contactWebhooks: contactWebhooksIn(db),
    verification: verificationIn(db),
    calendarFeeds: calendarFeedsIn(db),
    dataStores: dataStoresIn(db),
    pastIncidents: pastIncidentsIn(db),
  };
}

function sendingIn(db: Kysely<Schema>, bytes: Bytes) {
  return {
    scope: scopeIn(db),
    notices: noticesIn(db),
    snapshots: snapshotsIn(db, takeDown),
    letterTests: letterTestsIn(db),
    withheldWords: withheldWordsIn(db, bytes),
    assistanceFiles: assistanceFilesIn(db),
    deliveries: deliveriesIn(db),
    recipients: noticeRecipientsIn(db),
    alerts: alertsIn(db),
    answers: answersIn(db),
    returnedMails: returnedMailsIn(db),
  };
}

function operationsIn(db: Kysely<Schema>) {
  return {
    idempotency: idempotencyIn(db),
    access: accessIn(db),
    checks: checksIn(db),
    findings: findingsIn(db),
    retention: retentionIn(db),
    legalHolds: legalHoldsIn(db),
    standing: gaugesIn(db),
    restoreRepair: restoreRepairIn(db),
    rulesVersions: rulesVersionsIn(db),
    time: timeIn(db),
  };
}

/** What stands beside incidents: training, exercises, audits and the documents that all of them go by. */
function programmeIn(db: Kysely<Schema>) {
  return {
    staff: staffIn(db),
    provisioning: provisioningIn(db),
    scimClients: scimClientsIn(db),
    groups: groupsIn(db),
    ...{ reportMails: reportMailsIn(db), receipts: receiptsIn(db) },
    training: trainingIn(db),
    exercises: exercisesIn(db),
    audits: auditsIn(db),
    procedures: proceduresIn(db),
    programmeReviews: programmeReviewsIn(db),
  };
}

export {
  BadCursor,
  MailboxTaken,
  NoOperatorLeft,
  RegisterConflict,
  RegisterUnavailable,
  UnfitRole,
} from './database/faults';
export { INCIDENT_SORTS } from './read/incidents';
export type { AssistanceFile } from './case/assistance-files';
export type { OwedLetter, OwedLetters } from './delivery/owed';
export { receiptIdOf } from './detection/receipts';
export type { LetterTest, LetterTests } from './notices/letter-tests';
export type { Asked, PendingAct } from './administration/pending';
export type { StoryFault, StoryRow } from './administration/reading';
export type { OwedMail } from './administration/witnesses';
export type { AccessLog, AccessRow, Reading } from './operations/access';
export type { Answers } from './answers/answers';
export type { ReturnedMail } from './answers/returned-mail';
export type { Linked, LinkOf } from './answers/links';
export { QUESTIONS_MAX, type Question } from './answers/questions';
export type { KnownSight } from './read/sight';
export type { AlertsSent } from './alerts/alerts';
export type { AlertSummary, GroupedAlert, GroupPace, Turn } from './alerts/grouped-alerts';
export type { ScopeCounts } from './scope/counts';
export type { FileDelta, FileRow } from './scope/files';
export type { CheckProgress, Checks } from './read/checks';
export type { Customer, CustomerInput, CustomerPlace, StoreAnswer, Stored } from './parties/customer';
export { NEGLECTED, type Finding, type FindingPace, type Findings, type StandingFinding } from './alerts/findings';
export type { Customers } from './parties/customers';
export type { Declarations, KeptDeclaration } from './case/declarations';
export type { Deliveries } from './delivery/deliveries';
export type { ClaimedWebhook } from './delivery/webhooks';
export type { ContactWebhook } from './parties/contact-webhooks';
export type { ClaimedMail } from './delivery/claims';
export type { Evidence, EvidenceRow, PackReceipt } from './delivery/evidence';
export type { SnapshotRow, SnapshotText } from './notices/snapshots';
export type { OneRecipient, WhichRecipients } from './delivery/notice-recipients';
export type { RecipientRow } from './notices/recipients';
export type { EndedMail } from './delivery/finish';
export type { DeliveryOutcome, DeliveryRow, NoticeRef } from './delivery/delivery';
export type { Idempotency } from './operations/idempotency';
export type { DetectionSource, NewSource } from './detection/sources';
export type { Alarm, JoiningRules } from './detection/detections';
export type { StormNews } from './detection/storm-news';
export type { HeadlineRow, IncidentQuery, IncidentSort, Incidents, OpenIncident } from './read/incidents';
export type { IncidentView } from './read/incident-filter';
export type { Exchanged, TimelineRow } from './read/timeline';
export { KEY_LIFE_MS, KEY_WARNING_MS, type Authenticated, type ExpiringKey, type Key, type Keys } from './parties/keys';
export type { Notices, StoredNotice } from './notices/notices';
export type { Withheld } from './withholding/withheld-words';
export type { Wrapping } from './journal/page-bytes';
export type { Changed, IncidentChanged, News } from './journal/news';
export type { Pages } from './journal/pages';
export type { PostMortemRow } from './read/post-mortems';
export type { PageFault, Span } from './journal/verify';
export type { People } from './parties/people';
export type { Person } from './parties/people-store';
export { SourcesChanged, type Rebuilt } from './journal/rebuild';
export type { Budget, Spent } from './triage/report-budget';
export type { Reports, UnlistedReport, WaitingReport } from './triage/reports';
export type { Retention } from './case/retention';
export type { NoticeText } from './database/schema';
export type { Session, Sessions } from './parties/sessions';
export type { Scope, ScopeAnswer } from './scope/scope';
export type { ScopeRow } from './scope/rows';
export type { GaugeValues } from './read/gauges';
export type { WrongClock } from './database/time';
export type { Leaf, Tree } from './tree';
export type { DecidedAction, ReviewAction, WholeReview } from './programme/reviews';
export type { Procedure } from './programme/procedures';
export type { WholeAudit } from './audit/audits';
export type { Found as FoundBy, Provisioned, ProvisionedMember, ProvisionOutcome } from './training/provisioning';
export type { ScimClient } from './training/scim-clients';
export type { GroupAuthor, GroupInput, GroupMeaning, GroupOutcome, GroupQuery, StaffGroup } from './training/groups';
export type { StaffInput, StaffMember } from './training/staff';
export type { Taker } from './training/taking';
export type { TrainingMail } from './training/mails';
export type { VerificationMail } from './verification/asking';
export type { AskedContact, Correction, KnownContact } from './verification/answering';
export type { Proposal } from './verification/proposals';
export type { HandedMail, MailEnd, Mailing, MailProgress, SendingRef } from './delivery/mailing';
export type { TrainingRow, Lapsed } from './training/evidence';
export type { TreeFault } from './tree/checker';
export type { StoredCheckpoint } from './tree/checkpoints';
