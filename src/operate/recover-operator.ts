import { join } from 'node:path';
import { keep } from '../primitives/keep';
import { instantAt } from '../domain/primitives/instant';
import { CONFIRMING_ROLES } from '../domain/administration/two-people';
import { createApiKey } from '../primitives/api-key';
import type { Person } from '../register';
import type { Means, Options, Outcome } from './operation';

/**
 * Gives an operator a key when nobody is left who could, and makes one where nobody is left who could agree to that. The attempt is recorded first, and the file is written before the key is valid, so
 * that a crash in between leaves no key that is unrecorded or that nobody has.
 */
export async function recoverOperator(means: Means, { for: id }: Options): Promise<Outcome> {
  const { people, keys, access, time } = means.register;
  const operators = await people.byRoles(['operator']);
  const isStuck = operators.length === 0 || (await people.byRoles([...CONFIRMING_ROLES])).length < 2;
  const person = operators.find((one) => one.id === id) ?? (isStuck ? await people.get(id) : undefined);
  if (!person) return { refused: whoElse(operators) };
  const at = instantAt(await time.read());
  await access.write({ at, person: id, method: 'SHELL', route: 'recover-operator', status: 201 });
  const { key, hash } = createApiKey();
  const file = join(means.dataFolder, 'operator-key');
  await keep(file, `${key}\n`);
  await keys.recoverOperator(person, { hash, name: 'Recovery', at });
  means.print(`${id} has a new key, in ${file}. Read it, and remove the file.`);
  return { exitCode: 0 };
}

function whoElse(operators: Person[]): string {
  return operators.length > 0
    ? `Whose key is it to be? Name an active operator: --for=<id>, of ${operators.map(({ id }) => id).join(', ')}.`
    : `There is no active operator. Name who is to be one, of the people in the register: --for=<id>.`;
}
