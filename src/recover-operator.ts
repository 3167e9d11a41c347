import { join } from 'node:path';
import { keep } from './disk/keep';
import { instantAt } from './domain/primitives/instant';
import { runProcess, StartFault } from './process/entry';
import { keyRingOf } from './process/keys';
import { createLog } from './process/log';
import { currentRegisterOf, startFault } from './process/open-register';
import type { Person, Register } from './register';
import { createApiKey } from './primitives/api-key';

const FOR = '--for=';

/**
 * Gives an operator a key when nobody is left who could. The attempt is recorded first, and the file is written before the key is valid, so
 * that a crash in between leaves no key that is unrecorded or that nobody has.
 */
async function recover(register: Register, id: string, file: string): Promise<void> {
  const { people, access } = register;
  const operators = await people.byRoles(['operator']);
  const person = operators.length > 0 ? operators.find((one) => one.id === id) : await people.get(id);
  if (!person) throw new StartFault(whoElse(operators));
  await access.write({
    at: instantAt(await register.time.read()),
    person: id,
    method: 'SHELL',
    route: 'recover-operator',
    status: 201,
  });
  const { key, hash } = createApiKey();
  await keep(file, `${key}\n`);
  if (operators.length === 0)
    await people.upsertMany([{ ...person, active: true, roles: [...new Set([...person.roles, 'operator'] as const)] }]);
  await people.addKey(id, hash);
  process.stdout.write(`${id} has a new key, in ${file}. Read it, and remove the file.\n`);
}

function whoElse(operators: Person[]): string {
  return operators.length > 0
    ? `Whose key is it to be? Name an active operator: ${FOR}<id>, of ${operators.map(({ id }) => id).join(', ')}.`
    : `There is no active operator. Name who is to be one, of the people in the register: ${FOR}<id>.`;
}

const options = process.argv.slice(2);
void runProcess(
  async (config) => {
    try {
      // Only for whoever holds the key ring, with which everything is encrypted.
      keyRingOf(config, createLog('silent'));
      const register = await currentRegisterOf(config);
      const id = options.find((option) => option.startsWith(FOR))?.slice(FOR.length) ?? '';
      await recover(register, id, join(config.dataFolder, 'operator-key'));
      await register.close();
      process.exit(0);
    } catch (fault) {
      throw startFault(fault);
    }
  },
  { argv: options.filter((option) => !option.startsWith(FOR)) },
);
