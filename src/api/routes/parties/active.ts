import type { ApiDeps } from '../../deps';
import { Problem } from '../../http/problem';

/** What is given an owner is given one who can act. @throws Problem */
export async function assertActive({ register }: ApiDeps, id: string): Promise<void> {
  const person = await register.people.get(id);
  if (!person?.active) throw new Problem('unknown-person', `There is nobody active with the id ${id}.`);
}
