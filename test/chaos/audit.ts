import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { mailboxOf, messageId } from '../../src/activities/channels/letter';
import { mailIdOf } from '../../src/domain/alerts/alerts';
import type { Event, Page } from '../../src/domain/events';
import type { Addressees } from '../../src/domain/alerts/state';
import type { IncidentId } from '../../src/domain/case/state';
import type { Person } from '../../src/register';
import type { Taken } from '../support/mailserver';
import type { Command } from './client';
import { pendingTimers } from './clocks';
import { dueOf, type Case, type Load } from './load';
import { MAIL_FROM, type Plant } from './plant';

/** What a scenario ended in. All of `lost` to `faults` must be nothing. */
export interface Findings {
  acknowledged: number;
  pages: number;
  mails: number;
  marked: number;
  /** Acknowledged and in no page, or in a page that says otherwise; customers without their notice; pages that are not whole. */
  lost: string[];
  /** Commands that stand in more than one page. */
  twice: string[];
  /** Milliseconds, of the clock that moved furthest. */
  moved: number;
  /** Alerts that the pages owe and somebody did not get. */
  forgotten: string[];
  /** Second copies that do not say so. */
  unmarked: string[];
  /** What no client should see, and what should not have ended. */
  faults: string[];
}

/** What there was when the scenario began. */
export interface Before {
  mails: number;
  reports: number;
  incidents: number;
}

type Place = Pick<Plant, 'cluster' | 'register' | 'temporal' | 'mail' | 'watch'>;

/** Compares what the clients were told with the register's pages, with the incidents as they live, and with the mail that came out since. */
export async function audit(place: Place, load: Load, before: Before): Promise<Findings> {
  const { register, mail, watch } = place;
  const findings: Findings = {
    ...{ acknowledged: 0, pages: 0, mails: 0, marked: 0, moved: 0 },
    ...{ lost: [], twice: [], forgotten: [], unmarked: [] },
    faults: [
      ...load.client.faults,
      ...watch.ended.splice(0).map(({ name, said }) => `${name} ended by itself:\n${said}`),
    ],
  };
  for (const { incident, sequence, fault } of await register.pages.verify())
    findings.lost.push(`page ${sequence} of ${incident}: ${fault}`);
  const people = await register.people.list({ limit: 100 });
  for (const known of load.cases) await auditCase(place, load, known, people.rows, findings);
  await auditReports(place, load, before, findings);
  auditCopies(mail.taken, before.mails, findings);
  return findings;
}

async function auditCase(place: Place, load: Load, known: Case, people: Person[], findings: Findings): Promise<void> {
  const stored = await place.register.pages.read(known.incident as IncidentId);
  const pages = stored.flatMap(({ page }) => page ?? []);
  findings.pages += pages.length;
  const commands = load.client.commands.filter(({ incident }) => incident === known.incident);
  for (const command of commands) auditCommand(command, pages, findings);
  const moves = [...movesInPages(pages, known), ...(await movesNow(place, known))];
  findings.moved = Math.max(findings.moved, ...moves.map(Math.abs));
  auditAlerts(place.mail.taken, pages, people, findings);
  await auditNotice(place, known, findings);
}

/** Each report that was acknowledged is one report and one incident, however often it was sent. */
async function auditReports({ cluster }: Place, { client }: Load, before: Before, findings: Findings): Promise<void> {
  for (const { status, body } of client.reports)
    if (status !== 201 && status !== 202) findings.lost.push(`a report was answered ${status} ${JSON.stringify(body)}`);
  const acknowledged = new Set(client.reports.filter(({ status }) => status !== undefined).map(({ key }) => key)).size;
  const now = await countsOf(cluster);
  for (const what of ['reports', 'incidents'] as const) {
    const more = now[what] - before[what];
    if (more < acknowledged)
      findings.lost.push(`${acknowledged} reports were acknowledged, and ${more} ${what} came of them`);
    if (more > acknowledged)
      findings.twice.push(`${acknowledged} reports were acknowledged, and ${more} ${what} came of them`);
  }
}

/** Past the register's own reading of itself. */
export async function countsOf({ query }: Plant['cluster']): Promise<Pick<Before, 'reports' | 'incidents'>> {
  const sql =
    'select (select count(*) from reports)::int as reports, (select count(*) from incidents)::int as incidents';
  const [counts] = await query<Pick<Before, 'reports' | 'incidents'>>(sql);
  return counts!;
}

function auditCommand(command: Command, pages: Page[], findings: Findings): void {
  const { by, path, key, status, body } = command;
  const what = `${path} by ${by}`;
  const id = createHash('sha256')
    .update(JSON.stringify([by, 'POST', `/api${path}`, key]))
    .digest('hex');
  const [page, ...others] = pages.filter((candidate) => candidate.key?.key === id);
  if (others.length > 0) findings.twice.push(`${what} stands in ${others.length + 1} pages`);
  if (status !== 200) {
    if (page) findings.lost.push(`${what} was answered ${status} and stands in page ${page.sequence}`);
    return;
  }
  findings.acknowledged += 1;
  if (!page) findings.lost.push(`${what} was acknowledged as ${body?.sequence} and is in no page`);
  else if (page.sequence !== body?.sequence)
    findings.lost.push(`${what} was acknowledged as ${body?.sequence} and is page ${page.sequence}`);
  // Where an earlier try was done and its answer lost, the events are left out.
  else if (body.events.length > 0 && !isDeepStrictEqual(page.events, body.events))
    findings.lost.push(`${what} is page ${page.sequence}, with other events than were acknowledged`);
}

/** Every instant that any page ever gave for the promise to customers, against the one that was said at the declaration. */
function movesInPages(pages: Page[], known: Case): number[] {
  const dues = pages.flatMap(({ events }) => events).flatMap(duesIn);
  return dues.length > 0 ? dues.map((due) => Date.parse(due) - dueOf(known)) : [Infinity];
}

function duesIn(event: Event): string[] {
  switch (event.type) {
    case 'declared':
      return event.dues.map(({ due }) => due);
    case 'obligation-opened':
      return event.kind === 'tell-customers' ? [event.due] : [];
    case 'cohorts-counted':
      return event.cohorts.flatMap(({ due }) => due ?? []);
    default:
      return [];
  }
}

/** The incident as it lives and as it is stored, and the timer that Temporal has pending for it. */
async function movesNow({ register, temporal }: Place, known: Case): Promise<number[]> {
  const due = dueOf(known);
  const stored = await register.incidents.get(known.incident as IncidentId);
  const promises = (stored?.state.obligations ?? []).filter(({ kind }) => kind === 'tell-customers');
  const open = promises.filter(({ status }) => status === 'open').length;
  const timers = await pendingTimers(temporal.client, known.incident);
  const nearest = Math.min(...timers.map((fires) => Math.abs(fires - due)));
  return [...promises.map((promise) => Date.parse(promise.due) - due), nearest, open > 0 ? 0 : Infinity];
}

function auditAlerts(taken: Taken[], pages: Page[], people: Person[], findings: Findings): void {
  const events = pages.flatMap(({ events: told, at }) => told.map((event) => ({ event, at })));
  const delivered = new Set(events.flatMap(({ event }) => (event.type === 'alert-delivered' ? [event.effect] : [])));
  for (const { event, at } of events) {
    if (event.type !== 'alert-raised' && event.type !== 'alert-escalated') continue;
    const level = event.type === 'alert-raised' ? -1 : event.level;
    const effect = mailIdOf({ id: event.alert, level }, at);
    if (!delivered.has(effect)) findings.forgotten.push(`${effect} never ended`);
    for (const { id, email } of people.filter((person) => isFor(event.to, person))) {
      const message = messageId(mailboxOf(MAIL_FROM), `${effect}/${id}`);
      if (!taken.some(({ to, mail }) => to === email && mail.messageId === message))
        findings.forgotten.push(`${effect} never reached ${id}`);
    }
  }
}

function isFor(to: Addressees, { id, roles, active }: Person): boolean {
  return active && ('persons' in to ? to.persons.includes(id) : roles.some((role) => to.roles.includes(role)));
}

async function auditNotice({ register, mail }: Place, known: Case, findings: Findings): Promise<void> {
  const { incident, administrators } = known;
  const { rows } = await register.deliveries.list(incident as IncidentId, { limit: 200 });
  for (const email of administrators) {
    const [row, ...others] = rows.filter((delivery) => delivery.email === email);
    const copies = mail.to(email);
    if (row?.state !== 'accepted') findings.lost.push(`the delivery to ${email} is ${row?.state ?? 'not there'}`);
    if (copies.length === 0) findings.lost.push(`${email} has no mail`);
    if (others.length > 0 || copies.some((copy) => copy.mail.messageId !== row?.messageId))
      findings.unmarked.push(`${email} has a mail under another Message-ID`);
  }
  if (rows.length !== administrators.length) findings.lost.push(`${incident} has ${rows.length} deliveries`);
}

/** All but one copy of a message must say that they may be repeats; also a copy of one that is older than the scenario. */
function auditCopies(taken: Taken[], before: number, findings: Findings): void {
  const fresh = taken.slice(before);
  const isMarked = ({ mail }: Taken) => mail.headers.has('x-tocsin-possible-repeat');
  const nameOf = ({ mail, to }: Taken) => `${mail.messageId} to ${to}`;
  for (const name of new Set(fresh.map(nameOf))) {
    const unmarked = taken.filter((copy) => nameOf(copy) === name && !isMarked(copy));
    if (unmarked.length > 1)
      findings.unmarked.push(`${unmarked.length} unmarked copies of ${name}: ${unmarked[0]?.mail.subject}`);
  }
  findings.mails = fresh.length;
  findings.marked = fresh.filter(isMarked).length;
}
