import { z } from 'zod';
import type { GroupMeaning } from '../register';

const MEANINGS = /^\s*(?:[^=;]+=\s*(?:role|department):[^;]+(?:;|$)\s*)*$/;

export const SCIM_SETTINGS = {
  TOCSIN_SCIM_GROUPS: z
    .string()
    .regex(MEANINGS, 'must be such as Security Response=role:response; All Support=department:Support')
    .default(''),
};

/** By the small letters of a group's name. */
export function scimGroupsOf(set: { TOCSIN_SCIM_GROUPS: string }): ReadonlyMap<string, GroupMeaning> {
  const pairs = set.TOCSIN_SCIM_GROUPS.split(';').filter((pair) => pair.trim() !== '');
  return new Map(pairs.map(meaningIn));
}

function meaningIn(pair: string): [string, GroupMeaning] {
  const [name = '', meaning = ''] = partsAt(pair, '=');
  const [kind, value = ''] = partsAt(meaning, ':');
  return [name.toLowerCase(), kind === 'role' ? { role: value } : { department: value }];
}

function partsAt(text: string, sign: string): string[] {
  const at = text.indexOf(sign);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
