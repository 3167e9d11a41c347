import { SourcesChanged, type Rebuilt } from '../register';
import type { Means, Outcome } from './operation';

export async function rebuild({ register, print }: Means): Promise<Outcome> {
  try {
    for (const table of await register.pages.rebuild()) print(lineOf(table));
    print('The read tables are rebuilt, and the source tables are unchanged.');
    return { exitCode: 0 };
  } catch (fault) {
    if (fault instanceof SourcesChanged) return { refused: fault.message };
    throw fault;
  }
}

function lineOf({ table, isSource, before, after, differing }: Rebuilt): string {
  const { digest } = after;
  const same = digest === before.digest ? 'unchanged' : isSource ? 'CHANGED' : `made good: ${differing} rows differed`;
  return `${table.padEnd(18)} ${isSource ? 'source' : 'read  '} ${before.rows} rows before, ${after.rows} after  ${before.digest} ${digest} ${same}`;
}
