import { join } from 'node:path';
import type { Config } from './config';
import { run, StartFault } from './entry';
import { openRegister, RegisterUnavailable, SourcesChanged, type Rebuilt, type Register } from './register';

async function open({ databaseUrl, dataFolder }: Config): Promise<Register> {
  const register = await openRegister(databaseUrl ? { databaseUrl } : { folder: join(dataFolder, 'register') });
  const { found, wanted } = await register.schemaVersion();
  if (found === wanted) return register;
  await register.close();
  throw new StartFault(
    found === 0
      ? 'There is no register there yet: check DATABASE_URL or TOCSIN_DATA, or start Tocsin first.'
      : `The register's tables are at version ${found}, and this program wants ${wanted}: migrate first, or run the release that fits.`,
  );
}

function lineOf({ table, isSource, before, after }: Rebuilt): string {
  const { digest } = after;
  const same = digest === before.digest ? 'unchanged' : isSource ? 'CHANGED' : 'made good';
  return `${table.padEnd(18)} ${isSource ? 'source' : 'read  '} ${before.rows} rows before, ${after.rows} after  ${before.digest} ${digest} ${same}\n`;
}

if (require.main === module) {
  void run(async (config) => {
    try {
      const register = await open(config);
      const rebuilt = await register.pages.rebuild();
      process.stdout.write(rebuilt.map(lineOf).join(''));
      process.stdout.write('The read tables are made anew, and the source tables are unchanged.\n');
      await register.close();
    } catch (fault) {
      throw fault instanceof RegisterUnavailable || fault instanceof SourcesChanged
        ? new StartFault(fault.message)
        : fault;
    }
    process.exit(0);
  });
}
