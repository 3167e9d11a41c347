import type { Client } from '@temporalio/client';
import { SYSTEM } from './domain/primitives/people';
import { RULES_2026_11 } from './domain/case/rules';
import { runProcess, StartFault } from './process/entry';
import { keyRingOf } from './process/keys';
import { createLog } from './process/log';
import { currentRegisterOf, startFault } from './process/open-register';
import type { Register } from './register';
import { temporalClient } from './process/temporal-client';

const APPLY = '--apply';
const BY = '--by=';

/** Moves the open incidents to this release's rules. Without `--apply` it only lists them. */
async function adopt(register: Register, client: Client, operator: string, apply: boolean): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const { version } = RULES_2026_11;
  let count = 0;
  for (const id of await register.incidents.open()) {
    const from = (await register.incidents.get(id))?.state.rules.version;
    if (from === undefined || from === version) continue;
    count += 1;
    const message = { by: SYSTEM, door: 'system', operator, rules: RULES_2026_11 };
    if (apply) await client.workflow.getHandle(id).signal<[object]>('adopt-rules', message);
    say(`${id}: ${apply ? 'goes on' : 'would go on'} by the rules ${version} instead of ${from}.`);
  }
  if (count === 0) say(`Every open incident goes by the rules ${version}: nothing to do.`);
  else if (!apply) say(`Nothing was changed. Act with: -- ${APPLY} ${BY}<an operator's id>`);
}

/** @throws StartFault if no operator has that id */
async function operatorIn(register: Register, options: string[]): Promise<string> {
  const id = options.find((option) => option.startsWith(BY))?.slice(BY.length) ?? '';
  const person = id === '' ? undefined : await register.people.get(id);
  if (person?.active && person.roles.includes('operator')) return id;
  throw new StartFault(`Whose act is it? Name an active operator: ${BY}<id>.`);
}

const options = process.argv.slice(2);
void runProcess(
  async (config) => {
    try {
      const register = await currentRegisterOf(config);
      const apply = options.includes(APPLY);
      const client = temporalClient(config, keyRingOf(config, createLog('silent')));
      await adopt(register, client, apply ? await operatorIn(register, options) : '', apply);
      await register.close();
      process.exit(0);
    } catch (fault) {
      throw startFault(fault);
    }
  },
  { argv: options.filter((option) => option !== APPLY && !option.startsWith(BY)) },
);
