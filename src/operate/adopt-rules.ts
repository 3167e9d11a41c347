import { SYSTEM } from '../domain/primitives/people';
import type { Register } from '../register';
import { isOperator } from './operator';
import type { Means, Options, Outcome } from './operation';

/** Moves the open incidents to the rules of new ones. Without `apply` it only lists them. */
export async function adoptRules(
  { register, client, rules: inForce, print }: Means,
  { apply, by }: Options,
): Promise<Outcome> {
  if (apply && !(await isOperator(register, by)))
    return { refused: 'Whose act is it? Name an active operator: --by=<id>.' };
  const rules = await inForce();
  const { version } = rules;
  const message = { command: 'adopt-rules', by: SYSTEM, door: 'system', operator: by, rules };
  const older = await olderThan(version, register);
  const { workflow } = await client();
  for (const { id, from } of older) {
    if (apply) await workflow.getHandle(id).signal<[object]>('adopt-rules', message);
    print(`${id}: ${apply ? 'goes on' : 'would go on'} by the rules ${version} instead of ${from}.`);
  }
  if (older.length === 0) print(`Every open incident goes by the rules ${version}: nothing to do.`);
  else if (!apply) print("Nothing was changed. Act with: -- --apply --by=<an operator's id>");
  return { exitCode: 0 };
}

async function olderThan(version: string, { incidents }: Register) {
  const older = [];
  for (const id of await incidents.open()) {
    const from = (await incidents.get(id))?.state.rules.version;
    if (from !== undefined && from !== version) older.push({ id, from });
  }
  return older;
}
