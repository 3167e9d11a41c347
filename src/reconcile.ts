import type { Client } from '@temporalio/client';
import { hashOf } from './activities/notice';
import { noticeTexts } from './activities/templates/notice';
import type { Config } from './process/config';
import type { NoticeMatter } from './domain/notices/facts';
import { instantAt } from './domain/primitives/instant';
import { runProcess, StartFault } from './process/entry';
import { keyRingOf } from './process/keys';
import { createLog } from './process/log';
import { currentRegisterOf, startFault } from './process/open-register';
import { temporalClient } from './process/temporal-client';
import { reconcile, type Step } from './upkeep/reconcile';

/** Without it nothing is changed. */
const APPLY = '--apply';
/** Longer than a Temporal server takes that was just started. */
const ANSWERS_WITHIN_MS = 20_000;

function compose(matter: NoticeMatter) {
  const texts = noticeTexts(matter);
  return { texts, hash: hashOf(texts) };
}

/** @returns how many findings remain unresolved */
async function carryOut(steps: Step[], apply: boolean): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  let done = 0;
  for (const { subject, found, remedy, act } of steps) {
    if (!act) say(`${subject}: ${found}. For you to do: ${remedy}.`);
    else if (!apply) say(`${subject}: ${found}. Would: ${remedy}.`);
    else {
      await act();
      done += 1;
      say(`${subject}: ${found}. Done: ${remedy}.`);
    }
  }
  const left = steps.length - done;
  if (steps.length === 0) say('Register and Temporal tell the same: nothing to do.');
  else say(apply ? `${done} done, ${left} remain.` : `${left} to do; nothing was changed. Act with: -- --apply`);
  return left;
}

if (require.main === module) {
  const options = process.argv.slice(2);
  const argv = options.filter((option) => option !== APPLY);
  void runProcess(
    async (config) => {
      const client = await reachable(config);
      try {
        const register = await currentRegisterOf(config);
        const now = instantAt(await register.time.read());
        const needs = { register, client, compose, clock: () => now };
        const left = await carryOut(await reconcile(needs), options.includes(APPLY));
        await register.close();
        process.exit(left === 0 ? 0 : 1);
      } catch (fault) {
        throw startFault(fault);
      }
    },
    { argv },
  );
}

async function reachable(config: Config): Promise<Client> {
  const client = temporalClient(config, keyRingOf(config, createLog('silent')));
  try {
    await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => client.workflowService.getSystemInfo({}));
    return client;
  } catch (fault) {
    throw new StartFault(`Temporal does not answer at ${config.temporal.address} (${String(fault)}): start it first.`);
  }
}
