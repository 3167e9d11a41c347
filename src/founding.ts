import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ROLES, type Role } from './domain/people';
import type { Register } from './register';

/**
 * The first people of a new register: one for each role, with a key each, so that everything can be tried at once.
 * Real people get their own; these nine can be made inactive then. The keys are written once, for their owner's eyes alone.
 */
export async function foundPeople(register: Register, keysFile: string): Promise<void> {
  const known = await register.people.list({ limit: 1 });
  if (known.rows.length > 0 && existsSync(keysFile)) return;
  const keys = Object.fromEntries(ROLES.map((role) => [role, `tocsin_${randomBytes(24).toString('base64url')}`]));
  for (const role of ROLES) {
    await register.people.add(firstPerson(role));
    await register.people.addKey(role, createHash('sha256').update(String(keys[role])).digest('hex'));
  }
  await mkdir(dirname(keysFile), { recursive: true, mode: 0o700 });
  const draft = `${keysFile}.new`;
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, keysFile);
}

function firstPerson(role: Role) {
  const name = role.charAt(0).toUpperCase() + role.slice(1);
  return {
    id: role,
    name,
    email: `${role}@tocsin.example`,
    roles: [role],
    timeZone: 'Europe/Paris',
    language: 'en',
    active: true,
  };
}
