import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import type { IncidentId } from '../../domain/case/state';
import type { AccessLog, Reading } from '../../register';
import type { ApiDeps } from '../deps';
import { routePatternOf } from './routing';
import { credentialOf, personOf } from './sign-in';

/*
 * Readings 1. Whoever reads waits for no record of it, unless the incident is restricted: then nothing is shown before it is kept.
 * Readings 2. A record that cannot be written now is written later; it is lost only with the process, or when too many wait.
 */

/** Who looked at what, on its way into the access log. */
export interface Readings {
  note(reading: Reading): void;
  /** Resolves once all that was noted is kept. @throws RegisterUnavailable */
  settled(): Promise<void>;
}

const BATCH_AFTER_MS = 250;
const WAITING_MAX = 10_000;

export function createReadings(
  access: Pick<AccessLog, 'writeReadings'>,
  log: Logger,
  batchAfterMs = BATCH_AFTER_MS,
): Readings {
  let waiting: Reading[] = [];
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const known = new Set<string>();

  async function write(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      await access.writeReadings(batch);
    } catch (fault) {
      waiting = [...batch, ...waiting].slice(-WAITING_MAX);
      throw fault;
    }
  }

  function settled(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => undefined).then(write);
    return writing;
  }

  function later(): void {
    timer ??= setTimeout(() => {
      settled().catch((fault: unknown) =>
        log.warn({ err: fault, waiting: waiting.length }, 'readings are not kept yet'),
      );
    }, batchAfterMs).unref();
  }

  return {
    note: (reading) => {
      const key = keyOf(reading);
      if (known.has(key)) return;
      if (known.size >= WAITING_MAX) known.clear();
      known.add(key);
      waiting.push(reading);
      later();
    },
    settled,
  };
}

function keyOf({ at, person, incident, section }: Reading): string {
  return JSON.stringify([at.slice(0, 'yyyy-mm-ddThh:mm'.length), person, incident, section]);
}

/** Keeps that the signed-in person reads this; of a restricted incident before anything is answered. */
export async function noteReading(
  { readings, clock }: ApiDeps,
  request: Request,
  response: Response,
  section: string,
  of?: { id: IncidentId; restriction?: object },
): Promise<void> {
  const { route } = routePatternOf(response);
  const who = { person: personOf(response).id, credential: credentialOf(response).id };
  readings.note({ at: clock(), ...who, method: request.method, route, incident: of?.id, status: 200, section });
  if (of?.restriction) await readings.settled();
}
