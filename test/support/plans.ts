import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';

/** The database's work for an answer: rows that its plans passed on or threw away, over all loops, and pages of 8 kB. */
export interface Work {
  rows: number;
  pages: number;
}

/**
 * The work of all statements that `act` sends through a driver. Each is first run by EXPLAIN ANALYZE with its own values and rolled back,
 * then run for real.
 */
export async function workOf(act: () => Promise<unknown>): Promise<Work> {
  const work: Work = { rows: 0, pages: 0 };
  const drivers = [Client.prototype, PGlite.prototype] as unknown as Driver[];
  const ends = drivers.map((driver) => measured(driver, work));
  try {
    await act();
  } finally {
    for (const end of ends) end();
  }
  return work;
}

interface Driver {
  query: (this: object, asked: Asked, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
}

/** A statement that the server keeps is an object. */
type Asked = string | { text: string; values: unknown[] };

/** A step of a plan, in PostgreSQL's JSON. */
interface Step {
  'Actual Loops': number;
  'Actual Rows': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Step[];
}

function measured(driver: Driver, work: Work): () => void {
  const { query } = driver;
  const inTransaction = new WeakSet();
  /** Statements that wait for no answers in between come one by one here, each with its explanation. */
  const last = new WeakMap<object, Promise<unknown>>();
  driver.query = function (asked, given) {
    const before = last.get(this) ?? Promise.resolve();
    const answer = before.then(() => explained.call(this, asked, given));
    last.set(
      this,
      answer.catch(() => undefined),
    );
    return answer;
  };
  const explained: Driver['query'] = async function (asked, given) {
    const { text: sql, values } = typeof asked === 'string' ? { text: asked, values: given } : asked;
    if (sql === 'begin') inTransaction.add(this);
    if (sql === 'commit' || sql === 'rollback') inTransaction.delete(this);
    if (/^\s*(?:\/\*.*?\*\/\s*)?(select|with|insert|update|delete)\b/i.test(sql)) {
      const isWithin = inTransaction.has(this);
      await query.call(this, isWithin ? 'savepoint explained' : 'begin');
      const { rows } = await query.call(this, `explain (analyze, buffers, timing off, format json) ${sql}`, values);
      await query.call(this, isWithin ? 'rollback to savepoint explained' : 'rollback');
      const [{ Plan: plan }] = rows[0]!['QUERY PLAN'] as [{ Plan: Step }];
      work.rows += rowsOf(plan);
      work.pages += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    }
    return await query.call(this, asked, given);
  };
  return () => (driver.query = query);
}

/** A loop that finds nothing counts as one row, for the lookup. */
function rowsOf(step: Step): number {
  const thrownAway =
    (step['Rows Removed by Filter'] ?? 0) +
    (step['Rows Removed by Join Filter'] ?? 0) +
    (step['Rows Removed by Index Recheck'] ?? 0);
  const own = step['Actual Loops'] * Math.max(1, step['Actual Rows'] + thrownAway);
  return (step.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), own);
}
