import { join } from 'node:path';
import { startApi } from '../api/main';
import { keepClock } from '../process/clock';
import { rulesInForce } from '../process/company-rules';
import type { Config } from '../process/config';
import { loadDemo } from '../demo/load';
import { createDemoLoader } from '../demo/on-request';
import { runProcess, say } from '../process/entry';
import { seedPeople } from '../process/founding';
import { createCheckpointKey } from '../process/checkpoint-key';
import { createKeyRingFile } from '../process/keys';
import { createLog, type Logger } from '../process/log';
import { migratedRegisterOf, startFault } from '../process/open-register';
import { startWorker } from '../worker';

/** Everything except Temporal and the mailbox in one process, as the embedded register requires. Closes in reverse order of opening. */
void runProcess(async (config, asked) => {
  const log = createLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of stops.reverse()) await close();
  };
  try {
    const register = await migratedRegisterOf(config, (sentence) => log.warn({}, sentence));
    stops.push(() => register.close());
    const { isNew } = await createKeyRingFile(config, register);
    if (isNew)
      log.warn({ file: config.encryptionKeysFile }, 'a key ring was made; keep a copy of it apart from the backups');
    const { isNew: isFirst, verifier } = await createCheckpointKey(config);
    if (isFirst) log.info({ file: config.checkpointKeyFile, verifier }, 'a key was made that signs the checkpoints');
    await seedPeople(register, config.keysFile);
    const clock = await keepClock({ register, log, kind: 'service' });
    stops.push(async () => clock.stop());
    const rules = await rulesInForce(config, register, clock.now());
    const worker = await startWorker(config, register, log, clock);
    stops.push(worker.stop);
    worker.ended.catch(() => {
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    });
    const demo = demoFor(config, log);
    const api = await startApi(config, { register, log, clock, rules, demo });
    stops.push(api.stop);
    if (demo) stops.push(demo.stop);
    if (config.demo) await showDemo(config, asked);
    return stop;
  } catch (fault) {
    await stop();
    throw startFault(fault);
  }
});

async function showDemo(config: Config, asked: AbortSignal): Promise<void> {
  if ((await loadDemo(demoOf(config), asked)) === 'left-alone')
    say(
      'tocsin: --demo loaded nothing, for this register has incidents already: start it with TOCSIN_DATA at a new folder to look at the demo.',
    );
}

/** On the page, only where no mail can leave this machine. */
function demoFor(config: Config, log: Logger) {
  if (!config.mail.sandbox || config.demo) return undefined;
  return createDemoLoader(demoOf(config), (fault) =>
    log.error({ err: fault }, 'the demo company was not loaded wholly'),
  );
}

/** Uses the address that the API listens on: the public one may lead through a proxy that is not up yet. */
function demoOf({ http, keysFile, dataFolder }: Config) {
  return { url: http.localUrl, keysFile, file: join(dataFolder, 'demo.json') };
}
