import type { ColumnType, Generated } from 'kysely';
import type { AccountKind, ContactRole } from '../../domain/primitives/customers';
import type { AdministrativeAct } from '../../domain/administration/story';
import type { ContractTerm } from '../../domain/clocks/contract-terms';
import type { Term } from '../../domain/clocks/terms';
import type { AnswerTables } from '../answers/tables';
import type { AuditTables } from '../audit/tables';
import type { InventoryTables } from '../detection/tables';
import type { ProgrammeTables } from '../programme/tables';
import type { ReadTables } from './schema-read';
import type { TrainingTables } from '../training/tables';
import type { VerificationTables } from '../verification/tables';
import type { AskedAct } from '../administration/pending';
import type { AlertSummary } from '../alerts/grouped-alerts';
import type { EffectId } from '../../domain/effects/state';
import type { CheckProgress } from '../read/checks';
import type { FactField, FactSheet } from '../../domain/notices/facts';
import type { ExerciseId } from '../../domain/exercise/mark';
import type { Phase } from '../../domain/exercise/state';
import type { ExerciseView } from '../../domain/exercise/view';
import type { Instant } from '../../domain/primitives/instant';
import type { Credential, PersonId, Role } from '../../domain/primitives/people';
import type { Message } from '../../domain/receive';
import type { Refusal } from '../../domain/primitives/refusal';
import type { Rules } from '../../domain/case/rules';
import type { Channel, Report } from '../../domain/triage/report';
import type { VerisRecord } from '../../domain/exports/past';
import type { Headline, IncidentId } from '../../domain/case/state';
import type { Json, ScopeTables } from './schema-scope';
import type { Ledger } from './ledger';
import type { NoticeKind, RecipientsHash } from '../../domain/notices/state';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

export interface NoticeText {
  subject: string;
  text: string;
  html: string;
}

/** Tables and columns as the code names them; the database uses snake_case. */
export interface Schema
  extends
    Ledger,
    AuditTables,
    InventoryTables,
    ProgrammeTables,
    ReadTables,
    ScopeTables,
    AnswerTables,
    TrainingTables,
    VerificationTables {
  migrations: { number: number; name: string };

  pages: { incident: IncidentId; sequence: number; bytes: Uint8Array; sha256: string; chain: string };
  dataKeys: {
    incident: IncidentId;
    /** The key of the ring that it is encrypted with. */
    ringKey: string;
    wrapped: Uint8Array | null;
    destroyedAt: Instant | null;
  };
  /** What is left of an incident whose time was over: nothing that a person wrote. */
  erasedIncidents: {
    incident: IncidentId;
    openedAt: Instant;
    closedAt: Instant;
    class: Headline['class'];
    late: boolean;
    pages: number;
    keptUntil: Instant | null;
    erasedAt: Generated<Instant>;
    by: PersonId;
    restricted: Generated<boolean>;
  };
  evidenceFiles: { id: string; incident: IncidentId; sha256: string; bytes: number; keptAt: Generated<Instant> };
  evidenceParts: { file: string; part: number; incident: IncidentId; sealed: Uint8Array };
  withheldWords: { incident: IncidentId; seal: string; words: Uint8Array; by: PersonId; keptAt: Generated<Instant> };
  legalHolds: {
    id: Generated<number>;
    incident: IncidentId;
    reason: string;
    placedBy: PersonId;
    placedAt: Generated<Instant>;
    liftedBy: PersonId | null;
    liftedAt: Instant | null;
    liftingReason: string | null;
  };
  tree: { position: number; subject: string; sequence: number; head: string; leaf: string; recordedAt: Instant };
  treeNodes: { level: number; index: number; hash: string };
  checkpoints: { size: number; note: string; verifier: string; madeAt: Generated<Instant> };
  incidentNumbers: { year: number; last: number };
  reports: {
    incident: IncidentId;
    report: Json<Report>;
    by: PersonId;
    receivedAt: Instant;
    state: 'waiting' | 'opened';
    request: string | null;
    restricted: Generated<boolean>;
    exercise: Generated<boolean>;
  };
  declarations: {
    reference: string;
    place: Generated<number>;
    incident: IncidentId;
    message: Json<Message>;
    takenAt: Instant;
    state: 'waiting' | 'given' | 'refused';
    settledAt: Instant | null;
    refusal: Json<Refusal> | null;
  };
  revisions: { subject: string; revision: number };
  rulesVersions: { version: string; rules: Json<Rules> };
  people: {
    id: PersonId;
    name: string;
    email: string;
    roles: Role[];
    /** IANA name. */
    timeZone: string;
    /** BCP 47 tag. */
    language: string;
    active: boolean;
  };
  rosterChanges: { revision: number; person: PersonId; roles: Role[] };
  keys: {
    hash: string;
    /** Names the key to people; what was looked up by its hash is nobody's to know. */
    id: Generated<string>;
    person: PersonId;
    name: string;
    createdAt: Instant;
    /** Nobody in the register: the first start, or whoever held the key ring. */
    createdBy: PersonId | null;
    lastUsedAt: Instant | null;
    expiresAt: Instant;
    warningClaimedAt: Instant | null;
    /** When its person was mailed that it expires. */
    warnedAt: Instant | null;
    revokedAt: Instant | null;
  };
  sessions: {
    id: string;
    hash: string;
    person: PersonId;
    /** The key that it was begun with; none if by the identity provider. It ends with the key. */
    key: string | null;
    createdAt: Instant;
    lastUsedAt: Instant;
    expiresAt: Instant;
    userAgent: string;
    endedAt: Instant | null;
  };
  administration: {
    sequence: number;
    at: Instant;
    act: AdministrativeAct;
    subject: string;
    /** Who did it, confirmed it or is concerned by it. */
    people: PersonId[];
    bytes: Uint8Array;
    sha256: string;
    chain: string;
  };
  administrationDetails: { page: number; details: string | null; erasedAt: Instant | null };
  witnessMails: {
    id: Generated<number>;
    kind: 'concerned' | 'witness' | 'code';
    first: number;
    last: number;
    person: PersonId;
    email: string;
    nextAt: Generated<Instant>;
    endedAt: Instant | null;
    outcome: 'accepted' | 'refused' | 'cancelled' | null;
    words: string | null;
  };
  keyCodes: {
    hash: string;
    page: number;
    person: PersonId;
    grantedBy: PersonId;
    expiresAt: Instant;
    endedAt: Instant | null;
  };
  pendingActs: {
    page: number;
    act: Json<AskedAct> | null;
    basis: string;
    askedBy: PersonId;
    credential: Json<Credential> | null;
    askedAt: Instant;
    expiresAt: Instant;
    endedAt: Instant | null;
    outcome: 'confirmed' | 'declined' | 'expired' | 'overtaken' | null;
  };
  calendarFeeds: { person: PersonId; tokenSha256: string; madeAt: Generated<Instant> };
  detectionSources: {
    id: string;
    name: string;
    owner: PersonId;
    channel: Channel;
    product: string | null;
    /** To which people report by mail. */
    address: string | null;
    /** The key of the ring that its secret is made of. */
    ringKey: string;
    generation: Generated<number>;
    rotatedAt: Generated<Instant>;
    endedAt: Instant | null;
  };
  detections: {
    source: string;
    key: string;
    incident: IncidentId;
    firstAt: Instant;
    lastAt: Instant;
    count: Generated<number>;
    lastMessage: string;
    /** It joined a case that was not its own. */
    inStorm: Generated<boolean>;
    /** What it said when it came first; null where no release kept it. */
    seen: string | null;
    /** Of a storm: when people were told that it joined. */
    toldAt: Instant | null;
  };
  pastIncidents: {
    source: string;
    incident: string;
    year: number;
    record: VerisRecord;
    importedAt: Instant;
    importedBy: PersonId;
  };
  reportMails: { source: string; message: string; reference: string; receivedAt: Instant };
  exerciseNumbers: { year: number; number: number; request: string };
  exerciseMails: {
    id: Generated<number>;
    incident: IncidentId;
    address: string;
    mime: Uint8Array;
    keptAt: Generated<Instant>;
  };
  exerciseRefusals: { incident: IncidentId; customer: CustomerId };
  exercises: {
    id: ExerciseId;
    phase: Phase;
    plan: string | null;
    departments: string[];
    startsAt: Instant;
    endedAt: Instant | null;
    view: Json<ExerciseView>;
  };
  customers: {
    id: CustomerId;
    name: string;
    language: string;
    timeZone: string;
    contractHours: number | null;
    contractTerms: Json<ContractTerm[]>;
    /** Of the contract, as incidents count them. */
    terms: Json<Term[]>;
    endedAt: Instant | null;
  };
  accounts: {
    id: AccountId;
    customer: CustomerId;
    kind: AccountKind;
    name: string;
    product: string;
    endedAt: Instant | null;
  };
  contacts: {
    id: ContactId;
    account: AccountId;
    name: string;
    email: string;
    role: ContactRole;
    language: string | null;
    stale: boolean;
    addressSince: Generated<Instant>;
    endedAt: Instant | null;
    /** Then neither name nor address is left. */
    erasedAt: Instant | null;
  };
  contactWebhooks: {
    contact: ContactId;
    url: string;
    /** The key of the ring that its secret is made of. */
    ringKey: string;
    generation: Generated<number>;
    rotatedAt: Generated<Instant>;
    /** Since it answered that nobody listens there any more. */
    goneAt: Instant | null;
  };
  notices: {
    incident: IncidentId;
    notice: number;
    kind: NoticeKind;
    texts: Json<Record<string, NoticeText>>;
    facts: Json<FactSheet>;
    hash: string;
    composedAt: Instant;
    /** Of the scope when its recipients were taken down. */
    scopeRevision: number | null;
    recipients: number | null;
    /** None until each has its text. */
    recipientsHash: RecipientsHash | null;
    withoutContact: Generated<string[]>;
    about: Generated<number | null>;
    /** Of which fields it says that something is not disclosed. */
    withheld: FactField[] | null;
    /** The SHA-256 of the template set of each language. */
    templateSets: ColumnType<Record<string, string> | null, string | undefined, never>;
  };
  templateSets: { sha256: string; language: string; files: Json<Record<string, string>>; keptAt: Generated<Instant> };
  groupedAlerts: {
    effect: EffectId;
    reporter: PersonId;
    addressees: string;
    summary: Json<AlertSummary>;
    placedAt: Instant;
    /** The instant of its placing, if it waits for no other. */
    leavesAt: Instant;
    /** The id of the mail that it goes out with. */
    mail: string | null;
    sender: EffectId | null;
    claimedAt: Instant | null;
    endedAt: Instant | null;
  };
  idempotency: { id: string; bodyHash: string; takenAt: Instant; status: number | null; answer: Json<unknown> | null };
  accessLog: {
    id: Generated<number>;
    at: Instant;
    person: PersonId | null;
    method: string;
    route: string;
    incident: string | null;
    status: number;
    problem: string | null;
    /** What of the incident was read; none of what was refused, or is about no incident. */
    section: string | null;
    credential: string | null;
    /** With person, incident and section: a reading is kept once. */
    minute: Instant | null;
  };
  wrongClocks: {
    process: string;
    aheadMs: number;
    since: Instant;
    claimedAt: Instant | null;
    toldAt: Instant | null;
  };
  findings: {
    subject: string;
    kind: string;
    sentence: string;
    remedy: string | null;
    since: Instant;
    seenAt: Instant;
    toldAt: Instant | null;
  };
  checks: { name: string; at: Instant; incidents: number; pages: number; faults: number };
  checkProgress: { name: string; progress: Json<CheckProgress> };
}
