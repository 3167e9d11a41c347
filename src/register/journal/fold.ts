import { sql, type Transaction } from 'kysely';
import type { Event, Page } from '../../domain/events';
import { evolve } from '../../domain/evolve';
import { approvalsAwaited, boardRowOf } from '../../domain/board-row';
import { headlineOf } from '../../domain/case/headline';
import { openActionsOf } from '../../domain/open-actions';
import { nextAlarmAt } from '../../domain/clocks/alarms';
import { keepUntil } from '../../domain/case/retention';
import type { IncidentId } from '../../domain/case/state';
import type { Merging } from '../../domain/related/state';
import type { IncidentState } from '../../domain/state';
import type { Statement } from '../database/one-trip';
import { statementParts } from '../database/parts';
import type { Schema } from '../database/schema';
import { canonicalJson } from '../database/values';
import type { PageBytes } from './page-bytes';
import type { PostMortemPage } from '../../domain/post-mortem/events';
import type { ExercisePage } from '../../domain/exercise/events';
import { isExerciseId } from '../../domain/exercise/mark';
import { advanceExercise } from '../exercise/pages';
import { isPostMortemId } from '../../domain/post-mortem/id';
import { openedPages } from './opened-pages';
import { advancePostMortem } from '../post-mortem/post-mortems';
import { READ_TABLES } from './read-tables';

/** Folds pages that directly follow `state` into the read tables. */
async function advance(trx: Transaction<Schema>, state: IncidentState | undefined, pages: Page[]): Promise<void> {
  for (const statement of advancing(trx, state, pages)) await trx.executeQuery(statement);
}

/** What does so. */
export function advancing(trx: Transaction<Schema>, state: IncidentState | undefined, pages: Page[]): Statement[] {
  const last = pages.at(-1);
  const folded = pages.reduce<IncidentState | undefined>(evolve, state);
  if (!last || !folded) return [];
  const row = incidentRow(folded, last);
  return [
    trx
      .insertInto('incidents')
      .values({ id: last.incident, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row)),
    ...(state?.restriction || folded.restriction ? writingSight(trx, folded) : []),
    ...writingRelated(trx, state, folded),
    ...insertingTimeline(trx, pages),
  ];
}

/** What is done about an incident whose pages cannot be read. */
type Unreadable = (incident: IncidentId, fault: unknown) => Promise<void>;

/**
 * Rebuilds all read tables with their contents. Nobody may add a page meanwhile.
 * @throws UnreadablePages, unless something else is done about them
 */
export async function refoldAll(
  trx: Transaction<Schema>,
  bytes: PageBytes,
  unreadable: Unreadable = refuseUnreadable,
): Promise<void> {
  for (const { name, create } of READ_TABLES) {
    await sql`drop table if exists ${sql.table(name)}`.execute(trx);
    for (const statement of create) await sql.raw(statement).execute(trx);
  }
  const incidents = await trx.selectFrom('pages').select('incident').distinct().orderBy('incident').execute();
  for (const { incident } of incidents) {
    await readToFold(trx, incident, bytes).then(
      (fold) => fold(),
      (fault: unknown) => unreadable(incident, fault),
    );
  }
}

/** Whatever process they are of. */
async function readToFold(trx: Transaction<Schema>, id: string, bytes: PageBytes): Promise<() => Promise<void>> {
  if (isPostMortemId(id)) {
    const pages = await openedPages<PostMortemPage>(trx, id, bytes);
    return () => advancePostMortem(trx, pages);
  }
  if (isExerciseId(id)) {
    const pages = await openedPages<ExercisePage>(trx, id, bytes);
    return () => advanceExercise(trx, pages);
  }
  const pages = await openedPages<Page>(trx, id as IncidentId, bytes);
  return () => advance(trx, undefined, pages);
}

export class UnreadablePages extends Error {
  constructor(incident: IncidentId, cause: unknown) {
    super(`The pages of ${incident} cannot be read (${cause instanceof Error ? cause.message : String(cause)}).`, {
      cause,
    });
  }
}

function refuseUnreadable(incident: IncidentId, fault: unknown): never {
  throw new UnreadablePages(incident, fault);
}

/** Rewrites the incident's rows in the read tables from its first page on. Of an erased one nothing is folded. */
export async function refold(trx: Transaction<Schema>, incident: IncidentId, bytes: PageBytes): Promise<void> {
  await trx.deleteFrom('timeline').where('incident', '=', incident).execute();
  await trx.deleteFrom('incidentSight').where('incident', '=', incident).execute();
  await trx.deleteFrom('relatedIncidents').where('incident', '=', incident).execute();
  await advance(trx, undefined, await openedPages<Page>(trx, incident, bytes));
}

function incidentRow(state: IncidentState, last: Page) {
  const headline = headlineOf(state);
  const board = boardRowOf(state);
  const approvals = approvalsAwaited(state);
  return {
    sequence: last.sequence,
    state: canonicalJson(state),
    headline: canonicalJson(headline),
    class: headline.class,
    stage: headline.stage,
    severity: headline.severity ?? null,
    late: headline.late,
    due: headline.due ?? null,
    detectedAt: state.anchors.detected?.at ?? null,
    awareAt: state.anchors.aware?.at ?? null,
    declaredAt: headline.declaredAt ?? null,
    reporter: state.report.reporter,
    openedAt: state.openedAt,
    updatedAt: last.at,
    // Of an exercise by a clock that is no other's.
    nextAlarmAt: (!state.report.exercise && nextAlarmAt(state)) || null,
    exercise: state.report.exercise !== undefined,
    declaredLate: headline.declaredLate ?? false,
    keepUntil: keepUntil(state) ?? null,
    restricted: state.restriction !== undefined,
    product: headline.product ?? null,
    owners: state.assignees,
    owedActs: [...new Set(openActionsOf(state).map(({ command }) => command))],
    board: canonicalJson(board),
    clockDue: board.clock?.due ?? null,
    approverRoles: approvals.roles,
    approverNot: approvals.not,
    words: sql<string>`to_tsvector('simple', ${wordsOf(state)})`,
  };
}

/** Who sees a restricted incident; `domain/visibility` says so of one, and a list asks the database. */
function writingSight(trx: Transaction<Schema>, { id, report, restriction }: IncidentState): Statement[] {
  const forgetting = trx.deleteFrom('incidentSight').where('incident', '=', id);
  if (!restriction) return [forgetting];
  const { members, glass, excluded } = restriction;
  const whole = [...members.map(({ person }) => ({ person, until: null })), ...glass];
  const rows = whole.map(({ person, until }) => ({ incident: id, person, sight: 'whole' as const, until }));
  const isOther = !rows.some(({ person }) => person === report.reporter) && !excluded.includes(report.reporter);
  const own = { incident: id, person: report.reporter, sight: 'status' as const, until: null };
  const all = isOther ? [...rows, own] : rows;
  return [forgetting, ...(all.length > 0 ? [trx.insertInto('incidentSight').values(all)] : [])];
}

/** By the incident that says so; the other one reads it here, too. */
function writingRelated(
  trx: Transaction<Schema>,
  before: IncidentState | undefined,
  { id: incident, related, mergedInto }: IncidentState,
): Statement[] {
  if (before?.related === related && before.mergedInto === mergedInto) return [];
  const rows = [
    ...related.map((link) => ({ incident, how: 'linked' as const, ...link })),
    ...(mergedInto ? [mergedRow(incident, mergedInto)] : []),
  ];
  if (!before && rows.length === 0) return [];
  const forgetting = trx.deleteFrom('relatedIncidents').where('incident', '=', incident);
  return [forgetting, ...(rows.length > 0 ? [trx.insertInto('relatedIncidents').values(rows)] : [])];
}

function mergedRow(incident: IncidentId, { into, ...rest }: Merging) {
  return { incident, related: into, how: 'merged-into' as const, ...rest };
}

/** What people wrote of it, the names of things and of other systems' cases: an id or a sentence finds it again. */
function wordsOf({ id, report, triage, declaration, classification, stage }: IncidentState): string {
  const { seen, externalReference, suspectedProduct } = report;
  return [
    ...[id, seen, externalReference, suspectedProduct],
    ...[triage.evaluation, triage.findings, triage.severity?.reason],
    ...[declaration?.facts, 'words' in classification && classification.words, 'outcome' in stage && stage.outcome],
  ]
    .filter(Boolean)
    .join('\n');
}

function insertingTimeline(trx: Transaction<Schema>, pages: readonly Page[]): Statement[] {
  const rows = pages.flatMap(timelineRows);
  return statementParts(rows).map((part) => trx.insertInto('timeline').values(part));
}

function timelineRows(page: Page) {
  return page.events.map((event, index) => ({
    incident: page.incident,
    sequence: page.sequence,
    index,
    at: page.at,
    by: page.by,
    door: page.door,
    command: page.command,
    type: event.type,
    event: JSON.stringify(event),
    reference: referenceOf(page, event),
    customers: customersIn(event),
  }));
}

/** A refused message may be sent again under its key, so its page has none: the event holds it. */
function referenceOf({ key }: Page, event: Event): string | null {
  return key?.key ?? (event.type === 'refused' ? event.reference : undefined) ?? null;
}

/** Of an alert, whom its detail is about. */
function customersIn(event: Event): string[] {
  if (event.type === 'customers-added') return event.selection.customers ?? [];
  const about = event.type === 'alert-raised' ? (event.detail ?? {}) : event;
  return 'customer' in about && typeof about.customer === 'string' ? [about.customer] : [];
}
