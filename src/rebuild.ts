import { runProcess, StartFault } from './process/entry';
import { currentRegisterOf, startFault } from './process/open-register';
import { SourcesChanged, type Rebuilt } from './register';

void runProcess(async (config) => {
  try {
    const register = await currentRegisterOf(config);
    const rebuilt = await register.pages.rebuild();
    process.stdout.write(rebuilt.map(lineOf).join(''));
    process.stdout.write('The read tables are rebuilt, and the source tables are unchanged.\n');
    await register.close();
  } catch (fault) {
    throw fault instanceof SourcesChanged ? new StartFault(fault.message) : startFault(fault);
  }
  process.exit(0);
});

function lineOf({ table, isSource, before, after, differing }: Rebuilt): string {
  const { digest } = after;
  const same = digest === before.digest ? 'unchanged' : isSource ? 'CHANGED' : `made good: ${differing} rows differed`;
  return `${table.padEnd(18)} ${isSource ? 'source' : 'read  '} ${before.rows} rows before, ${after.rows} after  ${before.digest} ${digest} ${same}\n`;
}
