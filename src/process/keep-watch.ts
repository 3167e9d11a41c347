import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createFindingsNotifier, createStormNotifier, openMailChannel, type MailChannel } from '../activities';
import { composer, type Letters } from '../texts/compose';
import type { Instant } from '../domain/primitives/instant';
import type { Register } from '../register';
import { createWatch, WATCH_PACE, type WatchPace } from '../upkeep/watch';
import type { Config } from './config';
import { createHeartbeat } from './heartbeat';
import type { Logger } from './log';
import { smtpUrlOf } from './smtp-url';

export interface KeepWatchNeeds {
  register: Register;
  /** Reads histories, so it has the key ring. */
  client: Client;
  config: Pick<Config, 'mail' | 'http' | 'watch'>;
  letters: Letters;
  log: Logger;
  now: () => Instant;
  pace?: WatchPace;
}

/** How long the mails of a notice may lie, none of them sent, before the queue counts as stuck. */
const STUCK_AFTER_MS = 15 * 60_000;

/** Watches over Temporal from here, at most one process at a time, and tells a monitor outside that all is well while it is. */
export function keepWatch(needs: KeepWatchNeeds): { stop: () => Promise<void> } {
  const { register, config, log, pace = paceOf(config.watch.everyMs) } = needs;
  const mail = openMailChannel({ url: smtpUrlOf(config.mail), from: config.mail.from });
  const watch = createWatch({ ...needs, compose: composer(needs.letters), pace });
  const telling = { register, mail, log, clock: needs.now, publicUrl: config.http.publicUrl };
  const notify = createFindingsNotifier(telling);
  const tellOfStorms = createStormNotifier(telling);
  const beat = createHeartbeat(config.watch.heartbeatUrl, log);
  const round = async () => {
    const { isWell, unreported } = await watch.round();
    await notify(unreported);
    await tellOfStorms();
    if (isWell && (await isMailMoving(register, mail, log))) await beat();
  };
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const rounds = async () => {
    while (!isStopping()) {
      await delay(pace.every, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) break;
      await register
        .aloneAmongProcesses(round)
        .catch((fault: unknown) =>
          log.warn({ err: fault }, 'a round of the watch failed; the next one is in a minute'),
        );
    }
  };
  const running = rounds();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      mail.close();
    },
  };
}

/** Twice seen is true, whatever the pause between two looks. */
function paceOf(every: number): WatchPace {
  return { ...WATCH_PACE, every, standsAfter: every * 0.75 };
}

async function isMailMoving(register: Register, mail: MailChannel, log: Logger): Promise<boolean> {
  try {
    await mail.probe();
    return !(await register.deliveries.areStuck(STUCK_AFTER_MS));
  } catch (fault) {
    log.warn({ err: fault }, 'the mail server takes no mail; HEARTBEAT_URL is told nothing');
    return false;
  }
}
