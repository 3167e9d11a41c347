import { join } from 'node:path';
import { startApi } from './api/main';
import type { Config } from './config';
import { loadDemo } from './demo/load';
import { run, StartFault } from './entry';
import { foundPeople } from './founding';
import { foundKeys } from './keys';
import { createLog } from './log';
import { openRegister, RegisterUnavailable } from './register';
import { startWorker } from './worker';

/** Everything but Temporal and the mailbox in one process, which the embedded register demands. What was opened last is closed first. */
void run(async (config) => {
  const log = createLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of stops.reverse()) await close();
  };
  try {
    const { isNew } = await foundKeys(config);
    if (isNew)
      log.warn({ file: config.encryptionKeysFile }, 'a key ring was made; keep a copy of it apart from the backups');
    const register = await opened(config);
    stops.push(() => register.close());
    await register.migrate();
    await foundPeople(register, config.keysFile);
    const worker = await startWorker(config, register, log);
    stops.push(worker.stop);
    worker.ended.catch(() => process.kill(process.pid, 'SIGTERM'));
    const api = await startApi(config, register, log);
    stops.push(api.stop);
    if (config.demo) await loadDemo({ url: config.http.publicUrl, keysFile: config.keysFile });
    return stop;
  } catch (fault) {
    await stop();
    throw fault instanceof RegisterUnavailable ? new StartFault(fault.message) : fault;
  }
});

async function opened(config: Config) {
  return openRegister(
    config.databaseUrl ? { databaseUrl: config.databaseUrl } : { folder: join(config.dataFolder, 'register') },
  );
}
