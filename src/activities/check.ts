import { plus, type Instant } from '../domain/primitives/instant';
import type { PersonId, Role } from '../domain/primitives/people';
import type { Register } from '../register';
import { sendingToAll, type SendNeeds } from './alert';
import { AlertLedger } from './alert-ledger';
import { withRedactedFailure } from './fault';
import { heartbeating } from './heartbeat';
import { checkMail } from './templates/check';

export interface CheckNeeds extends Omit<SendNeeds, 'ledger'> {
  register: Pick<Register, 'checks' | 'retention' | 'alerts'>;
  /** Holds the register against itself and against Temporal; each fault is one sentence of ids and instants. */
  check: () => Promise<{ incidents: number; pages: number; faults: string[] }>;
  publicUrl: string;
}

/** What a check found, with no more sentences than a mail can bear. */
export interface Found {
  at: Instant;
  faults: number;
  first: string[];
}

const SENTENCES = 100;
/** Whose work it is to mend the machine, and who answers for the cases. */
const TOLD: readonly Role[] = ['operator', 'lead'];

const DAY = 24 * 3_600_000;
const ACCESS_LOG_DAYS = 400 * DAY;
/** Nobody repeats a request after that. */
const IDEMPOTENCY_KEY_DAYS = 7 * DAY;
const PURGE_BATCH_ROWS = 1_000;
const ROUNDS = 100;

export type CheckActivities = ReturnType<typeof createCheckActivities>;

/** What the workflow `check` asks for. */
export function createCheckActivities(needs: CheckNeeds) {
  const { log } = needs;
  return {
    checkRegister: withRedactedFailure('checkRegister', checking(needs), log),
    tellOfFaults: withRedactedFailure('tellOfFaults', telling(needs), log),
    forgetOld: withRedactedFailure('forgetOld', purging(needs), log),
  };
}

/** Looks, keeps the outcome where the API's metrics find it, and tells the log. */
function checking({ check, register, log, clock }: CheckNeeds) {
  return async function checkRegister(_input: object): Promise<Found> {
    const at = clock();
    const { incidents, pages, faults } = await heartbeating(() => ({}), check);
    await register.checks.keep({ at, incidents, pages, faults: faults.length });
    const counts = { incidents, pages, faults: faults.length };
    if (faults.length > 0) log.error({ ...counts, first: faults.slice(0, 10) }, 'The check found faults');
    else log.info(counts, 'The check found no fault');
    return { at, faults: faults.length, first: faults.slice(0, SENTENCES) };
  };
}

/** Mails what was found; `id` names this one check, so that each person gets one mail of it. */
function telling({ publicUrl, register, ...needs }: CheckNeeds) {
  const send = sendingToAll({ ...needs, ledger: new AlertLedger(register, needs.log) });
  return async function tellOfFaults({ id, found }: { id: string; found: Found }): Promise<{ reached: PersonId[] }> {
    return send({
      id,
      isFor: ({ roles }) => roles.some((role) => TOLD.includes(role)),
      mail: (person, possibleRepeat) => checkMail(found, person, publicUrl, possibleRepeat),
    });
  };
}

function purging({ register: { retention }, clock }: CheckNeeds) {
  return async function forgetOld(_input: object): Promise<{ calls: number; keys: number }> {
    const now = clock();
    const calls = await inRounds(() => retention.forgetCalls(plus(now, -ACCESS_LOG_DAYS), PURGE_BATCH_ROWS));
    const keys = await inRounds(() => retention.forgetKeys(plus(now, -IDEMPOTENCY_KEY_DAYS), PURGE_BATCH_ROWS));
    return { calls, keys };
  };
}

/** What is left after the last round goes the next time. */
async function inRounds(forget: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const forgotten = await forget();
    sum += forgotten;
    if (forgotten < PURGE_BATCH_ROWS) break;
  }
  return sum;
}
