import { readFileSync } from 'node:fs';
import { readCheckpoint, type Checkpoint } from '../primitives/checkpoint';
import { check } from '../upkeep/check';
import type { Means, Options, Outcome } from './operation';

/** With a checkpoint that somebody kept, it proves that the register is the one that was signed then, and has only grown. */
export async function verify(means: Means, options: Options): Promise<Outcome> {
  const { register, client, print } = means;
  const kept = options.since === '' ? undefined : await keptCheckpoint(means, options);
  if (kept && 'refused' in kept) return kept;
  const { incidents, pages, faults, unchecked } = await check(register, await client(), undefined, kept ? [kept] : []);
  for (const fault of faults) print(fault);
  if (unchecked !== undefined) print(unchecked);
  if (kept && faults.length === 0) print(`The first ${kept.size} pages are those that ${kept.origin} signed.`);
  print(`${incidents} incidents, ${pages} pages, ${faults.length} faults`);
  return { exitCode: faults.length === 0 ? 0 : 1 };
}

async function keptCheckpoint(
  { register, verifier, print }: Means,
  { since, key }: Options,
): Promise<Checkpoint | { refused: string }> {
  const known = key || verifier();
  const by = known ?? (await register.tree.lastCheckpoint())?.verifier;
  if (by === undefined) return { refused: 'There is no key to verify a checkpoint by: name it, --key=<key>.' };
  if (known === undefined)
    print(`The key is the one that the register names, ${by}: hold it against the one you know.`);
  try {
    const found = readCheckpoint(readFileSync(since, 'utf8'), by);
    return typeof found === 'string' ? { refused: refusalOf(found, since, by) } : found;
  } catch (fault) {
    return { refused: `${since} or the key ${by} cannot be read (${String(fault)}): correct --since or --key.` };
  }
}

function refusalOf(found: 'none' | 'forged', file: string, key: string): string {
  return found === 'none'
    ? `There is no checkpoint in ${file}: save the mail as text, with all its lines.`
    : `The checkpoint in ${file} is not signed by ${key}: it was altered, or is by another key, which --key=<key> names.`;
}
