import { keptSince } from '../domain/case/retention';
import { instantAt, type Instant } from '../domain/primitives/instant';
import { isOperator } from './operator';
import type { Means, Options, Outcome } from './operation';

/** More are left to the next run. */
const AT_ONCE = 1_000;

/** Erases the incidents whose time is over, and names and addresses beside acts as old. Without `apply` it only lists them. */
export async function retention(means: Means, { apply, by }: Options): Promise<Outcome> {
  const { register, print } = means;
  if (apply && !(await isOperator(register, by)))
    return { refused: 'Whose act is it? Name an active operator: --by=<id>.' };
  const at = instantAt(await register.time.read());
  const due = await register.erasure.due(at, AT_ONCE);
  let left = 0;
  for (const { incident, keepUntil } of due) {
    const outcome = apply ? await register.erasure.erase(incident, at, by) : 'listed';
    if (outcome !== 'erased') left += 1;
    print(`${incident}: was kept until ${keepUntil}, and ${SENTENCES[outcome]}.`);
  }
  await detailsOfActs(means, at, apply ? by : undefined);
  if (due.length === 0) print('No incident is past the time for which its rules keep it: nothing to do.');
  else if (!apply) print("Nothing was erased. Act with: -- --apply --by=<an operator's id>");
  return { exitCode: apply && left > 0 ? 1 : 0 };
}

/** @param by whoever erases them; absent: they are counted */
async function detailsOfActs({ register, rules, print }: Means, at: Instant, by: string | undefined): Promise<void> {
  const until = keptSince(at, await rules());
  if (until === undefined) return;
  const { administration } = register;
  const acts =
    by === undefined
      ? await administration.countDetails(until)
      : await administration.eraseDetails(until, { person: by, at });
  if (acts === 0) return;
  const were = by === undefined ? 'would be erased' : 'are erased';
  print(`Beside ${acts} administrative act${acts === 1 ? '' : 's'} until ${until}, names and addresses ${were}.`);
}

const SENTENCES = {
  listed: 'would be erased',
  erased: 'is erased',
  unknown: 'has gone meanwhile',
  open: 'is open again',
  kept: 'is kept longer now',
  held: 'is under a legal hold now',
  'before-data-keys': 'cannot be erased, for it began before its pages had a key of their own',
} as const;
