import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { hashOf } from './activities/notice';
import { noticeTexts } from './activities/templates/notice';
import { instantAt } from './domain/instant';
import { run, StartFault } from './entry';
import { openRegister, RegisterUnavailable, type Register } from './register';
import { reconcile, type Matter, type Step } from './upkeep/reconcile';

/** Without it nothing is changed. */
const APPLY = '--apply';
/** Longer than it takes a Temporal server that was just started. */
const ANSWERS_WITHIN_MS = 20_000;

function compose({ incident, notice: { number, kind, message, facts }, declaredAt, awareAt }: Matter) {
  const texts = noticeTexts({ incident, notice: number, kind, message, facts, declaredAt, awareAt });
  return { texts, hash: hashOf(texts) };
}

/** @returns how many things remain to be seen to */
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

async function opened(at: Parameters<typeof openRegister>[0]): Promise<Register> {
  const register = await openRegister(at);
  const { found, wanted } = await register.schemaVersion();
  if (found === wanted) return register;
  throw new StartFault(`The register's tables are at version ${found}, this program wants ${wanted}: migrate first.`);
}

if (require.main === module) {
  const options = process.argv.slice(2);
  void run(
    async ({ databaseUrl, dataFolder, temporal }) => {
      const connection = Connection.lazy(temporal.connectionOptions);
      const client = new Client({ connection, namespace: temporal.namespace });
      try {
        await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => client.workflowService.getSystemInfo({}));
      } catch (fault) {
        throw new StartFault(`Temporal does not answer at ${temporal.address} (${String(fault)}): start it first.`);
      }
      try {
        const register = await opened(databaseUrl ? { databaseUrl } : { folder: join(dataFolder, 'register') });
        const needs = { register, client, compose, clock: () => instantAt(Date.now()) };
        const left = await carryOut(await reconcile(needs), options.includes(APPLY));
        await register.close();
        process.exit(left === 0 ? 0 : 1);
      } catch (fault) {
        throw fault instanceof RegisterUnavailable ? new StartFault(fault.message) : fault;
      }
    },
    options.filter((option) => option !== APPLY),
  );
}
