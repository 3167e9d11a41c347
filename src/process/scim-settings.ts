import { z } from 'zod';
import type { GroupMeaning } from '../register';

/** As the staff list writes a role. */
const ROLE = /^role:\s*([A-Za-z0-9][A-Za-z0-9._:-]{0,63})$/;
const DEPARTMENT = /^department:\s*(\S.*)$/;

export const SCIM_SETTINGS = {
  TOCSIN_SCIM_GROUPS: z
    .string()
    .refine(isReadable, 'must be such as Security Response=role:response; All Support=department:Support')
    .default(''),
};

/** By the small letters of a group's name. */
export function scimGroupsOf(set: { TOCSIN_SCIM_GROUPS: string }): ReadonlyMap<string, GroupMeaning> {
  return new Map(pairsIn(set.TOCSIN_SCIM_GROUPS).flatMap(([name, meaning]) => (meaning ? [[name, meaning]] : [])));
}

/** Each group has a name and a meaning, and stands there once. */
function isReadable(written: string): boolean {
  const pairs = pairsIn(written);
  return (
    pairs.every(([name, meaning]) => name !== '' && meaning !== undefined) &&
    new Set(pairs.map(([name]) => name)).size === pairs.length
  );
}

function pairsIn(written: string): [name: string, meaning: GroupMeaning | undefined][] {
  return written
    .split(';')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, Math.max(0, at)).trim().toLowerCase(), meaningOf(pair.slice(at + 1).trim())];
    });
}

function meaningOf(written: string): GroupMeaning | undefined {
  const [, role] = ROLE.exec(written) ?? [];
  const [, department] = DEPARTMENT.exec(written) ?? [];
  if (role !== undefined) return { role };
  return department === undefined ? undefined : { department };
}
