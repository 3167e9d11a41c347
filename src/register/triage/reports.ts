import { sql, type Kysely, type QueryResult, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Report } from '../../domain/triage/report';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { Span } from '../journal/verify';
import { lockReportsOf } from '../database/locks';
import { inFewTrips, type Ending } from '../database/one-trip';
import { ASYNC_COMMIT } from '../database/sql';
import { spentBy, type Budget, type Spent } from './report-budget';

export interface WaitingReport {
  id: IncidentId;
  report: Report;
  by: PersonId;
  receivedAt: Instant;
}

export type UnlistedReport = Pick<WaitingReport, 'id' | 'by' | 'receivedAt'> & {
  state: 'waiting' | 'opened';
  /** Its incident will be. */
  restricted: boolean;
};

export interface Incoming {
  report: Report;
  by: PersonId;
  receivedAt: Instant;
  /** SHA-256 of person, route and idempotency key: it identifies the request when it is repeated. */
  request: string;
}

export interface Reports {
  /**
   * Gives the next number of the UTC year of `receivedAt`, without gaps, and stores the report as waiting. A repeated request gets what was
   * stored the first time, instants included.
   */
  accept(incoming: Incoming): Promise<WaitingReport>;
  /** The same, unless the person has used up one of these budgets; a repeated request uses none. */
  acceptWithin(incoming: Incoming, budgets: readonly Budget[]): Promise<WaitingReport | Spent>;
  /** Records that the incident's workflow runs. Asynchronous commit: starting it again is harmless. */
  opened(id: IncidentId): Promise<void>;
  /** Reports whose workflow is not known to run, oldest first. */
  waiting(): Promise<WaitingReport[]>;
  /** Of which no page is kept, opened or not: of all, of those within a span of ids, or of those that came in since. */
  withoutPages(of?: Span & { since?: Instant }): Promise<IncidentId[]>;
  /** That no list of incidents can show yet: those waiting, and those received since `since` of which no page is kept. Oldest first, 200 at most. */
  unlisted(since: Instant): Promise<UnlistedReport[]>;
  /** Whatever has become of it. */
  get(id: IncidentId): Promise<(WaitingReport & { state: 'waiting' | 'opened' }) | undefined>;
}

export function reportsIn(db: Kysely<Schema>): Reports {
  return {
    accept: (incoming) => accept(db, incoming),
    acceptWithin: (incoming, budgets) => inFewTrips(db, (trx) => acceptWithin(trx, incoming, budgets)),
    opened: async (id) => {
      await db
        .updateTable('reports')
        .set({ state: 'opened' })
        .where('incident', '=', id)
        .returning(ASYNC_COMMIT)
        .execute();
    },
    waiting: () =>
      db
        .selectFrom('reports')
        .select(['incident as id', 'report', 'by', 'receivedAt'])
        .where('state', '=', 'waiting')
        .orderBy('receivedAt')
        .orderBy('incident')
        .execute(),
    withoutPages: (of = {}) => withoutPages(db, of),
    unlisted: (since) => unlisted(db, since),
    get: (id) =>
      db
        .selectFrom('reports')
        .select(['incident as id', 'report', 'by', 'receivedAt', 'state'])
        .where('incident', '=', id)
        .executeTakeFirst(),
  };
}

/** For each report by itself: an anti join would read the pages of all incidents. */
const WITHOUT_PAGES = sql<boolean>`(select max(sequence) from pages where pages.incident = reports.incident) is null`;

async function withoutPages(
  db: Kysely<Schema>,
  { after, upTo, since }: Span & { since?: Instant },
): Promise<IncidentId[]> {
  let found = db.selectFrom('reports').select('incident');
  if (after !== undefined) found = found.where('incident', '>', after);
  if (upTo !== undefined) found = found.where('incident', '<=', upTo);
  if (since !== undefined) found = found.where('receivedAt', '>=', since);
  const rows = await found.where(WITHOUT_PAGES).orderBy('incident').execute();
  return rows.map(({ incident }) => incident);
}

const UNLISTED_MAX = 200;

async function unlisted(db: Kysely<Schema>, since: Instant): Promise<UnlistedReport[]> {
  return await db
    .selectFrom('reports')
    .select(['incident as id', 'by', 'receivedAt', 'state', 'restricted'])
    .where('exercise', '=', false)
    .where((is) => is.or([is('state', '=', 'waiting'), is('receivedAt', '>=', since)]))
    .where(WITHOUT_PAGES)
    .orderBy('receivedAt')
    .orderBy('incident')
    .limit(UNLISTED_MAX)
    .execute();
}

async function acceptWithin(
  trx: Transaction<Schema>,
  incoming: Incoming,
  budgets: readonly Budget[],
): Promise<Ending<WaitingReport | Spent>> {
  const same = trx.selectFrom('reports').select('incident').where('request', '=', incoming.request);
  const [, repeated, spent] = await Promise.all([
    lockReportsOf(trx, incoming.by),
    same.executeTakeFirst(),
    spentBy(trx, incoming.by, incoming.receivedAt, budgets),
  ]);
  if (spent && !repeated) return { statements: [], answer: () => spent };
  return {
    statements: [accepting(incoming).compile(trx)],
    answer: ([kept]) => keptBy(kept as QueryResult<WaitingReport>),
  };
}

/**
 * One statement, so that concurrent reports wait for the year's row no longer than one disk write takes: no number is lost or given twice.
 */
function accepting({ report, by, receivedAt, request }: Incoming): RawBuilder<WaitingReport> {
  const year = new Date(receivedAt).getUTCFullYear();
  return sql<WaitingReport>`
    with before as (
      select incident, report, "by", received_at from reports where request = ${request}
    ), numbered as (
      insert into incident_numbers (year, last) select ${year}::integer, 1 where not exists (select from before)
      on conflict (year) do update set last = incident_numbers.last + 1
      returning year, last::text as number
    ), kept as (
      insert into reports (incident, report, "by", received_at, state, request, restricted, exercise)
      select 'INC-' || year || '-' || lpad(number, greatest(4, length(number)), '0'),
        ${JSON.stringify(report)}::json, ${by}, ${receivedAt}::timestamptz, 'waiting', ${request}, ${report.restrict !== undefined},
        ${report.exercise !== undefined}
      from numbered
      returning incident, report, "by", received_at
    )
    select incident as id, report, "by", received_at from before
    union all select incident as id, report, "by", received_at from kept`;
}

export async function accept(db: Kysely<Schema>, incoming: Incoming): Promise<WaitingReport> {
  return keptBy(await accepting(incoming).execute(db));
}

function keptBy({ rows: [kept] }: QueryResult<WaitingReport>): WaitingReport {
  if (!kept) throw new Error('A report was neither kept nor found');
  return kept;
}
