import { startApi } from './api/main';
import { loadDemo } from './demo/load';
import { run } from './entry';
import { foundPeople } from './founding';
import { createLog } from './log';
import { registerOf, startFault } from './open-register';
import { startWorker } from './worker';

/** Everything but Temporal and the mailbox in one process, which the embedded register demands. What was opened last is closed first. */
void run(async (config) => {
  const log = createLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of stops.reverse()) await close();
  };
  try {
    const register = await registerOf(config);
    stops.push(() => register.close());
    await register.migrate();
    await foundPeople(register, config.keysFile);
    const worker = await startWorker(config, register, log);
    stops.push(worker.stop);
    worker.ended.catch(() => {
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    });
    const api = await startApi(config, register, log);
    stops.push(api.stop);
    if (config.demo) await loadDemo({ url: config.http.publicUrl, keysFile: config.keysFile });
    return stop;
  } catch (fault) {
    await stop();
    throw startFault(fault);
  }
});
