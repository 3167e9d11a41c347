import { keptSince } from '../domain/case/retention';
import type { Author } from '../domain/administration/story';
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
  const until = keptSince(at, await means.rules());
  if (until !== undefined) await besideIncidents(means, until, apply ? { person: by, at } : undefined);
  if (due.length === 0) print('No incident is past the time for which its rules keep it: nothing to do.');
  else if (!apply) print("Nothing was erased. Act with: -- --apply --by=<an operator's id>");
  return { exitCode: apply && left > 0 ? 1 : 0 };
}

/** @param author whoever erases them; absent: they are counted */
async function besideIncidents({ register, print }: Means, until: Instant, author?: Author): Promise<void> {
  const { administration, staff } = register;
  const acts = author ? await administration.eraseDetails(until, author) : await administration.countDetails(until);
  const left = author ? await staff.eraseLeft(until, author) : await staff.countLeft(until);
  const were = author ? 'are erased' : 'would be erased';
  const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  if (acts > 0) print(`Beside ${many(acts, 'administrative act')} until ${until}, names and addresses ${were}.`);
  if (left > 0) print(`Of ${many(left, 'member')} of the staff who left until ${until}, names and addresses ${were}.`);
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
