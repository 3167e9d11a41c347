import type { Pool } from 'pg';

/** Two processes begin at once, and `if not exists` alone has both of them make it. One query is one transaction, which holds the lock. */
export async function prepare(pool: Pool): Promise<void> {
  await pool.query(
    `select pg_advisory_xact_lock(1);
    create table if not exists reference_rows (id bigint generated always as identity, body text not null)`,
  );
}

/** One commit that waits for the disk. */
export async function write(pool: Pool, body: string): Promise<void> {
  await pool.query('insert into reference_rows (body) values ($1)', [body]);
}
