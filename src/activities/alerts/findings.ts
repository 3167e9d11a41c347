import type { IncidentId } from '../../domain/case/state';
import { dutyNamed } from '../../domain/programme/duty';
import { membersOf } from '../../domain/visibility';
import { sha256 } from '../../primitives/hash';
import type { Person, Register, StandingFinding } from '../../register';
import type { Log } from '../log';
import { activeOf } from './people';
import { mailAllStaff, quietRound, type StaffMail, type StaffMailNeeds } from './staff-mail';
import { findingsMail } from '../templates/findings';

type Books = Pick<
  Register,
  'alerts' | 'audits' | 'dataStores' | 'findings' | 'incidents' | 'people' | 'programmeReviews'
>;

export interface FindingsNotifierNeeds extends StaffMailNeeds {
  register: Books;
  log: Log;
  publicUrl: string;
}

type Concerned = StandingFinding & {
  owners?: ReadonlySet<string>;
  /** Of a restricted incident: members hear which, operators that there is something, and whoever is excluded nothing. */
  restriction?: { members: ReadonlySet<string>; excluded: ReadonlySet<string> };
};

/**
 * Mails operators everything that was found, and leads and assignees what was found of incidents: each person one mail of all that is new. It
 * leaves also while this machine's clock is off: it holds no instant of ours that counts.
 */
export function createFindingsNotifier(needs: FindingsNotifierNeeds): (unreported: StandingFinding[]) => Promise<void> {
  const complaint = 'What the watch found could not be mailed to everybody; retried in a minute';
  return quietRound(needs.log, complaint, async (unreported) => {
    if (unreported.length === 0) return;
    const concerned = await Promise.all(unreported.map((finding) => withOwners(needs, finding)));
    const people = (await needs.register.people.byRoles([...TOLD])).concat(await ownersOf(needs, concerned));
    const each = new Map(people.map((person) => [person.id, person]));
    await mailAllStaff(
      needs,
      [...each.values()].flatMap((person) => mailFor(person, concerned, needs.publicUrl)),
    );
    await needs.register.findings.reported(unreported);
  });
}

const TOLD = ['operator', 'lead'] as const;

async function withOwners({ register }: FindingsNotifierNeeds, finding: StandingFinding): Promise<Concerned> {
  const owner = await ownerOf(register, finding.subject);
  if (owner) return { ...finding, owners: new Set([owner]) };
  const id = incidentIn(finding.subject);
  const incident = id && (await register.incidents.get(id));
  if (!incident) return finding;
  const { assignees, restriction } = incident.state;
  const shown = restriction && { members: new Set(membersOf(restriction)), excluded: new Set(restriction.excluded) };
  return { ...finding, owners: new Set(assignees), ...(shown && { restriction: shown }) };
}

async function ownerOf({ audits, dataStores, programmeReviews }: Books, subject: string): Promise<string | undefined> {
  const duty = dutyNamed(subject);
  switch (duty?.of) {
    case undefined:
      return undefined;
    case 'data-stores':
      return (await dataStores.get(duty.id))?.owner;
    case 'audits':
      return (await audits.get(duty.id))?.findings.find(({ number }) => number === duty.finding)?.owner;
    case 'programme-reviews':
      return (await programmeReviews.get(duty.id))?.actions.find(({ number }) => number === duty.action)?.owner;
  }
}

/** Its own id, or that of its post-mortem or of one of its notices. */
function incidentIn(subject: string): IncidentId | undefined {
  return /^(INC-\d+-\d+)(?:\/|$)/.exec(subject)?.[1] as IncidentId | undefined;
}

function ownersOf({ register }: FindingsNotifierNeeds, concerned: Concerned[]): Promise<Person[]> {
  const ids = [
    ...new Set(concerned.flatMap(({ owners = [], restriction }) => [...owners, ...(restriction?.members ?? [])])),
  ];
  return activeOf(register.people, ids);
}

/** One sentence stands for all that was found of restricted incidents: more would tell them apart. */
function findingsFor(person: Person, all: Concerned[]): StandingFinding[] {
  const hidden = all.find(({ restriction }) => restriction && hearsOfHidden(person, restriction));
  const shown = all.filter((finding) => isFor(person, finding));
  return hidden ? [...shown, { ...HIDDEN, since: hidden.since }] : shown;
}

function isFor({ id, roles }: Person, { owners, restriction }: Concerned): boolean {
  if (restriction) return restriction.members.has(id);
  return roles.includes('operator') || (owners !== undefined && (roles.includes('lead') || owners.has(id)));
}

function hearsOfHidden({ id, roles }: Person, { members, excluded }: NonNullable<Concerned['restriction']>): boolean {
  return roles.includes('operator') && !members.has(id) && !excluded.has(id);
}

const HIDDEN = {
  subject: 'An incident that is restricted to its members',
  kind: 'restricted',
  sentence: 'it has a fault, which its members were mailed',
};

function mailFor(person: Person, all: Concerned[], publicUrl: string): StaffMail[] {
  const findings = findingsFor(person, all);
  const [first] = findings;
  if (!first) return [];
  const names = findings.map(({ subject, kind, since, remedy = '' }) => [subject, kind, since, remedy]);
  const effect = `findings/${sha256(JSON.stringify(names))}`;
  const words = (possibleRepeat: boolean) => findingsMail(findings, person, publicUrl, possibleRepeat);
  return [{ effect, id: `${effect}/${person.id}`, person, at: first.since, words }];
}
