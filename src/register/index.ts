import { CamelCasePlugin, Kysely, sql } from 'kysely';
import { accessIn, type AccessLog } from './access';
import { alertsIn, type AlertsSent } from './alerts';
import { checksIn, type Checks } from './checks';
import { customersIn, type Customers } from './customers';
import { declarationsIn, type Declarations } from './declarations';
import { deliveriesIn, type Deliveries } from './deliveries';
import { embeddedDialect } from './embedded';
import { idempotencyIn, type Idempotency } from './idempotency';
import { incidentsIn, type Incidents } from './incidents';
import { migrate, schemaVersion } from './migrations';
import { mendingIn, type Mending } from './mending';
import { noticesIn, type Notices } from './notices';
import { pagesIn, type Pages } from './pages';
import { peopleIn, type People } from './people';
import { postgresqlDialect } from './postgresql';
import { reportsIn, type Reports } from './reports';
import { retentionIn, type Retention } from './retention';
import type { Schema } from './schema';
import { scopeIn, type Scope } from './scope';
import { standingIn, type Standing } from './standing';
import { timeIn, type Time } from './time';

/** A PostgreSQL address, or the folder in which the embedded database keeps its data. */
export type RegisterAt = { databaseUrl: string } | { folder: string };

/** The durable record of everything. Any method may throw RegisterUnavailable. */
export interface Register {
  readonly kind: 'embedded' | 'postgresql';
  /** Brings the tables to this program's version; several processes may do so at once. */
  migrate(): Promise<void>;
  schemaVersion(): Promise<{ found: number; wanted: number }>;
  close(): Promise<void>;
  pages: Pages;
  incidents: Incidents;
  reports: Reports;
  declarations: Declarations;
  people: People;
  customers: Customers;
  scope: Scope;
  notices: Notices;
  deliveries: Deliveries;
  alerts: AlertsSent;
  idempotency: Idempotency;
  access: AccessLog;
  checks: Checks;
  retention: Retention;
  standing: Standing;
  mending: Mending;
  time: Time;
}

/**
 * Opens the register and makes sure that it can be reached; does not migrate.
 * @throws RegisterUnavailable with one sentence that says what is wrong and what to do
 */
export async function openRegister(at: RegisterAt): Promise<Register> {
  const embedded = 'folder' in at;
  const dialect = embedded ? await embeddedDialect(at.folder) : postgresqlDialect(at.databaseUrl);
  const db = new Kysely<Schema>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
  try {
    await sql`select 1`.execute(db);
  } catch (fault) {
    await db.destroy();
    throw fault;
  }
  return registerIn(db, embedded ? 'embedded' : 'postgresql');
}

function registerIn(db: Kysely<Schema>, kind: Register['kind']): Register {
  return {
    kind,
    migrate: () => migrate(db),
    schemaVersion: () => schemaVersion(db),
    close: () => db.destroy(),
    pages: pagesIn(db),
    incidents: incidentsIn(db),
    reports: reportsIn(db),
    declarations: declarationsIn(db),
    people: peopleIn(db),
    customers: customersIn(db),
    scope: scopeIn(db),
    notices: noticesIn(db),
    deliveries: deliveriesIn(db),
    alerts: alertsIn(db),
    idempotency: idempotencyIn(db),
    access: accessIn(db),
    checks: checksIn(db),
    retention: retentionIn(db),
    standing: standingIn(db),
    mending: mendingIn(db),
    time: timeIn(db),
  };
}

export { BadCursor, NoOperatorLeft, RegisterConflict, RegisterUnavailable } from './faults';
export { INCIDENT_SORTS } from './incidents';
export type { AccessLog } from './access';
export type { AlertsSent } from './alerts';
export type { ScopeCounts } from './counts';
export type { Checks } from './checks';
export type { Customer, CustomerInput, ImportAnswer, ImportFault, ImportRow } from './customer';
export type { Customers } from './customers';
export type { Declarations, KeptDeclaration } from './declarations';
export type { Deliveries } from './deliveries';
export type { DeliveryOutcome, DeliveryRow } from './delivery';
export type { Idempotency } from './idempotency';
export type { HeadlineRow, IncidentQuery, IncidentSort, Incidents, TimelineRow } from './incidents';
export type { Notices, StoredNotice } from './notices';
export type { Pages } from './pages';
export type { People, Person } from './people';
export { SourcesChanged, type Rebuilt } from './rebuild';
export type { Reports, WaitingReport } from './reports';
export type { Retention } from './retention';
export type { NoticeText } from './schema';
export type { MarkOutcome, Scope, ScopeAnswer, ScopeRow } from './scope';
export type { Figures } from './standing';
export type { WrongClock } from './time';
