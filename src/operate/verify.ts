import { check } from '../upkeep/check';
import type { Means, Outcome } from './operation';

export async function verify({ register, client, print }: Means): Promise<Outcome> {
  const { incidents, pages, faults, unchecked } = await check(register, client);
  for (const fault of faults) print(fault);
  if (unchecked !== undefined) print(unchecked);
  print(`${incidents} incidents, ${pages} pages, ${faults.length} faults`);
  return { exitCode: faults.length === 0 ? 0 : 1 };
}
