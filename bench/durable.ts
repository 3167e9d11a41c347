import type { Pool } from 'pg';

export async function prepare(pool: Pool): Promise<void> {
  await pool.query(
    'create table if not exists reference_rows (id bigint generated always as identity, body text not null)',
  );
}

/** One commit that waits for the disk. */
export async function write(pool: Pool, body: string): Promise<void> {
  await pool.query('insert into reference_rows (body) values ($1)', [body]);
}
