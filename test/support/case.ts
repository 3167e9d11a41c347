import { IMPORT_COLUMNS } from '../../src/contract/parties/customer-columns';
import { stateFacts } from '../../src/demo/facts';
import { assessment } from '../../src/demo/stories';
import type { Event } from '../../src/domain/events';
import { HOUR } from '../../src/domain/primitives/instant';
import type { Language } from '../../src/texts/page';
import { filled, type NoticeText, type Recipient } from '../../src/texts/notice';
import type { DeliveryRow, TimelineRow } from '../../src/register';
import type { Taken } from './mailserver';
import { until, type Town } from './town';

/** A customer with one account, and one administrator who reads its language. */
export interface Customer {
  id: string;
  name: string;
  language: Language;
  account: string;
  admin: string;
}

export function customers(prefix: string, languages: Language[]): Customer[] {
  return languages.map((language, index) => {
    const id = `${prefix}-${index + 1}`;
    return { id, name: `Customer ${id}`, language, account: `Account of ${id}`, admin: `admin@${id}.example` };
  });
}

export function bothLanguages(count: number): Language[] {
  return Array.from({ length: count }, (_, index) => (index % 3 === 0 ? 'fr' : 'en'));
}

/** Imports customers as an operator does, from a table. Each also has a privacy contact, who gets each notice, too. */
export async function imported(town: Town, list: Customer[], product = list[0]?.id ?? ''): Promise<Customer[]> {
  const rows = list.flatMap(({ id, name, language, account, admin }) =>
    [`${id}-admin,The admin,${admin},administrator,`, `${id}-dpo,The DPO,dpo@${id}.example,privacy,`].map(
      (contact) => `${id},${name},${language},Europe/Paris,,,${id}-a,subscription,${account},${product},${contact}`,
    ),
  );
  const table = [IMPORT_COLUMNS.join(','), ...rows].join('\r\n');
  const answer = await town.ask('operator', 'POST', '/customers/import', table, { 'content-type': 'text/csv' });
  expect(answer.body).toMatchObject({ customers: list.length, accounts: list.length, contacts: 2 * list.length });
  return list;
}

export const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** An incident reported by staff. */
export function reported({ tell }: Town, seen = 'An export of contacts went to a wrong address.'): Promise<string> {
  return tell.report({ channel: 'staff', seen, detectedAt: hoursAgo(2), severityHint: 'medium' });
}

/** An incident reported and triaged, as far as people can do it. */
export async function triaged(town: Town, malicious: 'yes' | 'no' = 'no'): Promise<string> {
  const id = await reported(town);
  await town.tell.say(id, 'responder', 'assess', {
    ...assessment({
      effects: ['disclosure'],
      manner: malicious === 'yes' ? 'unlawful' : 'accidental',
      severity: malicious === 'yes' ? 'very-high' : 'medium',
      scenario: malicious === 'yes' ? 'ransomware' : 'misdirected-email',
      malicious,
    }),
    evaluation: 'One export, one recipient.',
    findings: 'Names and business addresses.',
  });
  await town.tell.until(id, 'triage has ended', ({ triage }) => triage.endedAt !== undefined);
  return id;
}

/** A declared incident with its affected customers in scope. */
export async function declared(town: Town, affected: Customer[], declaredAt?: string): Promise<string> {
  const id = await triaged(town);
  await town.tell.say(id, 'lead', 'declare', { ...DECLARATION, awareAt: declaredAt ?? hoursAgo(1), declaredAt });
  await affectedAre(town, id, affected);
  return id;
}

export const DECLARATION = { basis: 'likely', facts: 'The export was opened by a stranger.', gdpr: 'yes' } as const;

export async function affectedAre({ tell }: Town, id: string, affected: Customer[]): Promise<void> {
  const before = (await tell.see(id)).scope.cohorts.reduce((sum, { total }) => sum + total, 0);
  await tell.say(id, 'responder', 'add-affected-customers', { customers: affected.map((customer) => customer.id) });
  await tell.until(
    id,
    'the customers are in scope',
    ({ scope }) => scope.cohorts.reduce((sum, { total }) => sum + total, 0) === before + affected.length,
  );
}

export const NATURE = 'An export of contacts was mailed to one wrong address.';

/** What a notice must say is known, and nothing is left open. */
export async function factsKnown({ tell }: Town, id: string): Promise<void> {
  await stateFacts(tell, id, { nature: NATURE });
}

/** The approved text, filled in for this customer. */
export async function approvedText({ ask }: Town, id: string, notice: number, customer: Customer): Promise<NoticeText> {
  const { body } = await ask('lead', 'GET', `/incidents/${id}/notices/${notice}`);
  const named = { customer: customer.name, account: customer.account, contact: 'The admin' };
  const recipient: Recipient = { ...named, timeZone: 'Europe/Paris' };
  return filled((body.texts as Record<Language, NoticeText>)[customer.language], recipient);
}

/** The text as it was written: mail transport changes line endings. */
export function plainText({ mail }: Taken): string {
  return (mail.text ?? '').replaceAll('\r\n', '\n').trimEnd();
}

/** As it was approved: with the place of the address of its own page. */
export function plainTextWithoutLink(taken: Taken): string {
  return plainText(taken).replace(/\S+\/n\/[\w-]{43}/, '{{link}}');
}

export const deliveriesOf = ({ all }: Town, id: string) => all<DeliveryRow>(`/incidents/${id}/deliveries`);
export const timelineOf = ({ all }: Town, id: string) => all<TimelineRow>(`/incidents/${id}/timeline`);

export function eventsOf<Type extends Event['type']>(rows: TimelineRow[], type: Type) {
  return rows.flatMap(({ event }) => (event.type === type ? [event as Extract<Event, { type: Type }>] : []));
}

/** Waits until the workflow has completed; it ends after its last page is stored. */
export async function completed({ temporal }: Town, id: string): Promise<void> {
  const handle = temporal.client.workflow.getHandle(id);
  await until(`the workflow of ${id} is completed`, async () => (await handle.describe()).status.name === 'COMPLETED');
}
