import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Of Linux, as getconf CLK_TCK says. */
const MS_PER_TICK = 10;

/** Milliseconds of processor that the whole PostgreSQL server of this machine has taken by now. */
export async function processorOf(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const server = statOf(String(rows[0]?.pid))?.parent;
  const ticks = readdirSync('/proc').map((pid) => {
    const stat = /^[0-9]+$/.test(pid) ? statOf(pid) : undefined;
    if (stat?.parent === server) return stat?.own ?? 0;
    return pid === server ? (stat?.own ?? 0) + (stat?.ended ?? 0) : 0;
  });
  await client.end();
  return ticks.reduce((sum, one) => sum + one, 0) * MS_PER_TICK;
}

/** proc(5): after the name in brackets, the state, the parent, and from the twelfth on user and system time, of its own and of ended children. */
function statOf(pid: string): { parent: string; own: number; ended: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
    return { parent: fields[1] ?? '', own: user + system, ended: endedUser + endedSystem };
  } catch {
    return undefined;
  }
}
