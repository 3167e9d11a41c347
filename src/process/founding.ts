import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { keep } from '../primitives/keep';
import { instantAt } from '../domain/primitives/instant';
import { ROLES, type Role } from '../domain/primitives/people';
import type { Register } from '../register';
import { apiKeyHash, createApiKey } from '../primitives/api-key';

/**
 * Seeds a new register: one person per role, each with a key, so that everything can be tried at once.
 * Real people are added later; these nine can be deactivated then. A register that has them gets no new keys, wherever the file is.
 * The keys are written to the file before they are valid, so that a crash in between locks nobody out: the next start continues with the
 * same ones.
 */
export async function seedPeople(register: Register, keysFile: string): Promise<void> {
  const last = ROLES[ROLES.length - 1];
  if (last && (await register.people.get(last))) return;
  const keys = (await kept(keysFile)) ?? (await keepNew(keysFile));
  const at = instantAt(await register.time.read());
  for (const role of ROLES) {
    await register.people.add(firstPerson(role));
    await register.keys.add({ person: role, hash: apiKeyHash(keys[role]), name: 'First key', at });
  }
}

type Keys = Record<Role, string>;

async function keepNew(file: string): Promise<Keys> {
  const keys = newKeys();
  await keep(file, `${JSON.stringify(keys, null, 2)}\n`);
  return keys;
}

function newKeys(): Keys {
  return Object.fromEntries(ROLES.map((role) => [role, createApiKey().key])) as Keys;
}

async function kept(file: string): Promise<Keys | undefined> {
  const keys = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Partial<Keys>) : {};
  return ROLES.every((role) => typeof keys[role] === 'string') ? (keys as Keys) : undefined;
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
