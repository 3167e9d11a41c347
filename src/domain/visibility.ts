import type { AlertKind } from './alerts/state';
import type { Instant } from './primitives/instant';
import type { PersonId, Role } from './primitives/people';
import { refuse, type Refusal } from './primitives/refusal';
import type { Member, Restriction } from './restriction/state';

/*
 * Visibility 1. Who is excluded sees nothing, whatever else is said of them.
 * Visibility 2. A restricted incident is there for its members alone, and for whoever broke the glass, until that ends. Who reported it reads the
 *   status of the own report.
 * Visibility 3. What somebody may not see is answered as what does not exist.
 */

export interface Reader {
  id: PersonId;
  roles: readonly Role[];
}

/** As much of a state, or of its view, as says who may see it. */
export interface Seen {
  report: { reporter: PersonId };
  restriction?: Pick<Restriction, 'members' | 'excluded' | 'glass'>;
}

/** `status`: the own report and where it stands, without the inquiry. */
export type Sight = 'whole' | 'status' | 'none';

export function sightOf(reader: Reader, incident: Seen, now: Instant): Sight {
  const isReporter = incident.report.reporter === reader.id;
  const others = isReporter ? 'status' : 'none';
  const { restriction } = incident;
  if (!restriction) return isReporterOnly(reader) ? others : 'whole';
  if (restriction.excluded.includes(reader.id)) return 'none';
  return readersAt(restriction, now).includes(reader.id) ? 'whole' : others;
}

/** A person who may only report, and read their own reports. */
export function isReporterOnly({ roles }: Pick<Reader, 'roles'>): boolean {
  return roles.every((role) => role === 'reporter');
}

/** Whether somebody who sees nothing of a restricted incident may let themselves in. */
export function mayBreakGlass(reader: Reader, { restriction }: Seen): boolean {
  return reader.roles.includes('executive') && restriction?.excluded.includes(reader.id) === false;
}

export function membersOf({ members }: Pick<Restriction, 'members'>): PersonId[] {
  return members.map(({ person }) => person);
}

function readersAt({ members, glass }: Pick<Restriction, 'members' | 'glass'>, now: Instant): PersonId[] {
  return [...membersOf({ members }), ...glass.filter(({ until }) => now < until).map(({ person }) => person)];
}

const COUNSEL: readonly Role[] = ['legal', 'privacy', 'executive'];

/** Legal, privacy and executives, and members who were named counsel. To be asked of whoever sees the whole incident. */
export function readsPrivileged({ id, roles }: Reader, { restriction }: Partial<Seen>): boolean {
  const isNamed = ({ person, counsel }: Member) => person === id && counsel === true;
  return roles.some((role) => COUNSEL.includes(role)) || (restriction?.members.some(isNamed) ?? false);
}

/** Whom a mail may go to, of those it is addressed to: only these, or all but these. */
export type Audience = { only: PersonId[] } | { not: PersonId[] };

/** Say the incident's number and nothing of its contents; for people who are no members. */
export const TO_OUTSIDERS: readonly AlertKind[] = ['members-silent', 'glass-witness'];
const TO_THE_REPORTER: readonly AlertKind[] = ['report-received', 'report-closed'];

export function audienceOf({ restriction }: Partial<Seen>, alert: AlertKind): Audience | undefined {
  if (!restriction) return undefined;
  if (TO_THE_REPORTER.includes(alert)) return { not: restriction.excluded };
  if (TO_OUTSIDERS.includes(alert)) return { not: [...restriction.excluded, ...membersOf(restriction)] };
  return { only: membersOf(restriction) };
}

export function isInAudience(person: PersonId, audience: Audience | undefined): boolean {
  if (!audience) return true;
  return 'only' in audience ? audience.only.includes(person) : !audience.not.includes(person);
}

/** Nobody is given work in an incident that they may not see. */
export function outsidersFault(
  { restriction }: Partial<Seen>,
  persons: readonly PersonId[],
  pointer: string,
): Refusal | undefined {
  if (!restriction) return undefined;
  const outside = persons.filter((person) => !membersOf(restriction).includes(person));
  if (outside.length === 0) return undefined;
  return refuse('missing', `No member of this restricted incident: ${outside.join(', ')}. Add them first.`, [pointer]);
}

/** The same answer as for an incident that does not exist. */
export function unknownIncident(): Refusal {
  return refuse('unknown-incident', 'There is no incident with this id.');
}

/** Any JSON as this reader may have it: of what is privileged others than counsel are told that it is there, and no word of it. */
export function readableBy<T>(reader: Reader, incident: Partial<Seen>, value: T): T {
  return readsPrivileged(reader, incident) ? value : (withoutPrivileged(value) as T);
}

export function withoutPrivileged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrivileged);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const isPrivileged = fields.some(([name, one]) => name === 'section' && one === 'privileged');
  if (isPrivileged) return Object.fromEntries(fields.filter(([name]) => SHOWN_TO_ALL.includes(name)));
  return Object.fromEntries(fields.map(([name, one]) => [name, withoutPrivileged(one)]));
}

const SHOWN_TO_ALL = ['type', 'section', 'field', 'by', 'door'];
