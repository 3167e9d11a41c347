import { SourcesChanged, type Rebuilt } from '../register';
import type { Means, Outcome } from './operation';

export async function rebuild({ register, print }: Means): Promise<Outcome> {
  try {
    const { tables, unreadable } = await register.pages.rebuild();
    for (const table of tables) print(lineOf(table));
    for (const { incident, why } of unreadable)
      print(`${incident}: its pages cannot be read (${why}), and what is read of it stands as it did. ${WHAT_NOW}`);
    print('The read tables are rebuilt, and the source tables are unchanged.');
    return { exitCode: unreadable.length > 0 ? 1 : 0 };
  } catch (fault) {
    if (fault instanceof SourcesChanged) return { refused: fault.message };
    throw fault;
  }
}

const WHAT_NOW = 'Give the ring the key that is missing, or see docs/operating/restore.md if a page was altered.';

function lineOf({ table, isSource, before, after, differing }: Rebuilt): string {
  const { digest } = after;
  const same = digest === before.digest ? 'unchanged' : isSource ? 'CHANGED' : `made good: ${differing} rows differed`;
  return `${table.padEnd(18)} ${isSource ? 'source' : 'read  '} ${before.rows} rows before, ${after.rows} after  ${before.digest} ${digest} ${same}`;
}
