import type { Rules } from '../../domain/case/rules';
import { plus, type Instant } from '../../domain/primitives/instant';
import { SYSTEM, type PersonId, type Role } from '../../domain/primitives/people';
import type { Register } from '../../register';
import { sendingToAll, type SendNeeds } from '../alerts/alert';
import { AlertLedger } from '../alerts/alert-ledger';
import { throwFirst, withRedactedFailure } from '../fault';
import { heartbeating } from '../heartbeat';
import { createProgrammeActivities } from '../programme/programme';
import { checkMail } from '../templates/check';
import { checkpointMail } from '../templates/checkpoint';

export interface CheckNeeds extends Omit<SendNeeds, 'ledger'> {
  register: Pick<Register, 'checks' | 'retention' | 'alerts' | 'incidents' | 'programmeReviews'>;
  /** Holds the register against itself and against Temporal; each fault is one sentence of ids and instants. */
  check: () => Promise<{ incidents: number; pages: number; faults: string[] }>;
  /** Signs what the register is, and says what is to be sent out of it. */
  seal: (now: Instant) => Promise<{ due?: Sealed; faults: string[] }>;
  /** Where each day's checkpoint is posted. */
  webhook?: string;
  /** Those in force when it is asked. */
  rules: () => Promise<Rules>;
  publicUrl: string;
}

/** What a check found, with no more sentences than a mail can bear. */
export interface Found {
  at: Instant;
  faults: number;
  first: string[];
  /** To be sent out. */
  checkpoint?: Sealed;
}

/** What was signed of the register; `id` is the same for all copies of one day. */
export interface Sealed {
  id: string;
  size: number;
  note: string;
  verifier: string;
  madeAt: Instant;
}

const SENTENCES = 100;
/** Whose work it is to mend the machine, and who answers for the cases. */
const TOLD: readonly Role[] = ['operator', 'lead'];

/** Who can hold us to what was signed. */
const WITNESSES: readonly Role[] = ['auditor', 'privacy'];
const POST_TIMEOUT_MS = 10_000;

const DAY_MS = 24 * 3_600_000;
const ACCESS_LOG_KEPT_MS = 400 * DAY_MS;
/** Nobody repeats a request after that. */
const IDEMPOTENCY_KEYS_KEPT_MS = 7 * DAY_MS;
const PURGE_BATCH_ROWS = 1_000;
const ROUNDS = 100;

export type CheckActivities = ReturnType<typeof createCheckActivities>;

/** What the workflows that a schedule starts ask for. */
export function createCheckActivities(needs: CheckNeeds) {
  const { log } = needs;
  return {
    checkRegister: withRedactedFailure('checkRegister', checking(needs), log),
    tellOfFaults: withRedactedFailure('tellOfFaults', telling(needs), log),
    tellOfCheckpoint: withRedactedFailure('tellOfCheckpoint', tellingOfCheckpoints(needs), log),
    forgetOld: withRedactedFailure('forgetOld', purging(needs), log),
    ...createProgrammeActivities(needs),
  };
}

/** Looks, keeps the outcome where the API's metrics find it, and tells the log. */
function checking({ check, seal, register, log, clock }: CheckNeeds) {
  return async function checkRegister(_input: object): Promise<Found> {
    const at = clock();
    const {
      due,
      faults: found,
      incidents,
      pages,
    } = await heartbeating(
      () => ({}),
      async () => {
        const sealed = await seal(at);
        const checked = await check();
        return { ...checked, due: sealed.due, faults: [...sealed.faults, ...checked.faults] };
      },
    );
    const faults = withoutRestricted(found, await register.incidents.hiddenFrom(SYSTEM, at));
    await register.checks.keep({ at, incidents, pages, faults: faults.length });
    const counts = { incidents, pages, faults: faults.length };
    if (faults.length > 0) log.error({ ...counts, first: faults.slice(0, 10) }, 'The check found faults');
    else log.info(counts, 'The check found no fault');
    return { at, faults: faults.length, first: faults.slice(0, SENTENCES), ...(due && { checkpoint: due }) };
  };
}

/** Nobody who is mailed need be a member. */
function withoutRestricted(faults: string[], restricted: ReadonlySet<string>): string[] {
  const isRestricted = (fault: string) => fault.match(/INC-\d+-\d+/g)?.some((id) => restricted.has(id));
  return faults.map((fault) => (isRestricted(fault) ? OF_A_RESTRICTED : fault));
}

const OF_A_RESTRICTED = 'An incident that is restricted to its members has a fault: npm run verify names it.';

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

/** Mails the day's checkpoint to those who may hold us to it, and posts it where somebody else keeps it. */
function tellingOfCheckpoints({ publicUrl, webhook, register, ...needs }: CheckNeeds) {
  const send = sendingToAll({ ...needs, ledger: new AlertLedger(register, needs.log) });
  return async function tellOfCheckpoint(checkpoint: Sealed): Promise<{ reached: PersonId[] }> {
    const [sent, posted] = await Promise.allSettled([
      send({
        id: checkpoint.id,
        isFor: ({ roles }) => roles.some((role) => WITNESSES.includes(role)),
        mail: (person, possibleRepeat) => checkpointMail(checkpoint, person, publicUrl, possibleRepeat),
      }),
      webhook === undefined ? undefined : post(webhook, checkpoint.note),
    ]);
    throwFirst([sent, posted]);
    return sent.status === 'fulfilled' ? sent.value : { reached: [] };
  };
}

/** A witness that has it already takes it again without harm. */
async function post(url: string, note: string): Promise<void> {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
  const { ok, status } = await fetch(url, { method: 'POST', headers, body: note, signal, redirect: 'error' });
  if (!ok) throw new Error(`The checkpoint's webhook answered ${status}; it is tried again.`);
}

function purging({ register: { retention }, clock }: CheckNeeds) {
  return async function forgetOld(_input: object): Promise<{ calls: number; keys: number }> {
    const now = clock();
    const calls = await inRounds(() => retention.forgetCalls(plus(now, -ACCESS_LOG_KEPT_MS), PURGE_BATCH_ROWS));
    const keys = await inRounds(() => retention.forgetKeys(plus(now, -IDEMPOTENCY_KEYS_KEPT_MS), PURGE_BATCH_ROWS));
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
