import type { Role } from '../../domain/primitives/people';
import type { Person } from '../parties/people-store';
import type { Act } from './story';
import type { Hearers } from './witnesses';

/** Who hears of what concerns a person or a key, beside that person. */
export const WITNESSES: readonly Role[] = ['privacy', 'auditor'];

/** The pages of people who were added or changed; none of somebody who is as before. */
export function peopleActs(before: readonly Person[], after: readonly Person[], source?: string): Act[] {
  const known = new Map(before.map((person) => [person.id, person]));
  return after.flatMap((person) => {
    const was = known.get(person.id);
    const act = was ? changed(was, person) : added(person);
    if (!act) return [];
    return [source === undefined ? act : { ...act, change: { ...act.change, import: source } }];
  });
}

function added({ id, roles, active, ...details }: Person): Act {
  const hears = { persons: [{ person: id, email: details.email }], roles: WITNESSES };
  return { act: 'person-added', subject: subjectOf(id), change: { roles, active }, details, concerns: [id], hears };
}

const PERSONAL = ['name', 'email', 'timeZone', 'language'] as const;

function changed(was: Person, is: Person): Act | undefined {
  const personal = PERSONAL.filter((field) => was[field] !== is[field]);
  const change = {
    ...(sorted(was.roles) !== sorted(is.roles) && { roles: { was: was.roles, is: is.roles } }),
    ...(was.active !== is.active && { active: { was: was.active, is: is.active } }),
    ...(personal.length > 0 && { fields: personal }),
  };
  if (Object.keys(change).length === 0) return undefined;
  const details = Object.fromEntries(personal.map((field) => [field, { was: was[field], is: is[field] }]));
  return {
    ...{ act: 'person-changed', subject: subjectOf(is.id), change, concerns: [is.id] },
    ...(personal.length > 0 && { details }),
    ...(('roles' in change || 'active' in change || personal.includes('email')) && { hears: hearersOf(was, is) }),
  };
}

/** Also at an address that was theirs until then. */
function hearersOf(was: Person, is: Person): Hearers {
  const emails = [...new Set([was.email, is.email])];
  return { persons: emails.map((email) => ({ person: is.id, email })), roles: WITNESSES };
}

export function subjectOf(person: string): string {
  return `people/${person}`;
}

function sorted(roles: readonly string[]): string {
  return [...roles].sort().join();
}
