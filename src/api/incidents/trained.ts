import { personCommands, type PersonCommand } from '../../domain/commands';
import type { Role } from '../../domain/primitives/people';
import { trainingTokenOf } from '../../primitives/link-token';
import type { Lapsed, Person } from '../../register';
import type { ApiDeps } from '../deps';
import { Problem } from '../http/problem';

/**
 * What lets words out to customers, or lets a duty go. All else is open to everybody who may, trained or not: reporting, declaring, taking a case
 * up, finding out, drafting, telling a customer by telephone, and whatever stops or holds back. A lesson that was missed must delay no notice.
 */
const HELD: readonly PersonCommand[] = [
  ...(['approve-notice', 'release-notice', 'approve-withholding', 'waive-customer', 'waive-promise'] as const),
  ...(['withdraw-declaration', 'close'] as const),
];

/** @throws Problem of what `whyUntrained` says */
export async function requireTrained(deps: ApiDeps, command: PersonCommand, person: Person): Promise<void> {
  const why = await whyUntrained(deps, command, person);
  if (why !== undefined) throw new Problem('not-permitted', why, { isWhole: true });
}

/**
 * Whoever acts by a role for which a company asks for a course must have passed it, and it must not have run out, as long as somebody else is there
 * whose course stands. @returns the course, since when, and where it is taken
 */
export async function whyUntrained(deps: ApiDeps, command: PersonCommand, person: Person): Promise<string | undefined> {
  if (!HELD.includes(command)) return undefined;
  const permitting = personCommands[command].roles as readonly Role[];
  const [lapsed] = await lapsedOf(deps, person, permitting);
  if (!lapsed || !(await hasStandIn(deps, person, permitting))) return undefined;
  const { course, since } = lapsed;
  return `${command} is for those whose course ${course} stands; yours has not since ${since}. ${whereOf(deps, lapsed)}`;
}

/** Of the courses that all of their permitting roles ask for; nothing where one of these roles asks for none. */
async function lapsedOf(deps: ApiDeps, { roles, email }: Person, permitting: readonly Role[]): Promise<Lapsed[]> {
  const { courses, register, clock } = deps;
  const acting = roles.filter((role) => permitting.includes(role));
  const neededBy = acting.map((role) =>
    courses.filter((course) => course.neededBy?.includes(role)).map(({ id }) => id),
  );
  const wanted = [...new Set(neededBy.flat())];
  if (wanted.length === 0) return [];
  const lapsed = await register.training.evidence.lapsed(email, wanted, clock());
  const isHeld = (needed: string[]) => lapsed.some(({ course }) => needed.includes(course));
  return neededBy.every(isHeld) ? lapsed : [];
}

async function hasStandIn(deps: ApiDeps, person: Person, permitting: readonly Role[]): Promise<boolean> {
  for (const other of await deps.register.people.byRoles([...permitting]))
    if (other.id !== person.id && (await lapsedOf(deps, other, permitting)).length === 0) return true;
  return false;
}

function whereOf({ keyRing, publicUrl }: ApiDeps, { wave, staff, ringKey, isOpen }: Lapsed): string {
  const key = ringKey === undefined ? undefined : keyRing.keys.get(ringKey);
  if (!isOpen || !key) return 'You are mailed a link to it within the hour: take it there.';
  return `Take it at ${publicUrl}/t/${trainingTokenOf(key, wave, staff)}`;
}
