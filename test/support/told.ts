import { createNoticeActivities } from '../../src/activities/notices/notice';
import { createNoticeLinks } from '../../src/activities/notices/notice-links';
import { stateFacts, type Known } from '../../src/demo/facts';
import type { Effect } from '../../src/domain/effects/state';
import type { PersonCommand } from '../../src/domain/commands';
import type { IncidentId } from '../../src/domain/case/state';
import type { Role } from '../../src/domain/primitives/people';
import { LETTERS } from './letters';
import type { Service } from './api';

/** Customers with one administrator each, who read English. */
export async function addCustomers(
  service: Service,
  customers: readonly string[],
  nameOf = (customer: string) => customer,
): Promise<void> {
  for (const customer of customers) {
    await service
      .as('operator')
      .put(`/api/customers/${customer}`)
      .send(customerWith(customer, [], nameOf(customer)))
      .expect(200);
  }
}

/** One with an administrator, and beside it contacts for privacy at these addresses. */
export function customerWith(customer: string, privacy: readonly string[], name = customer): object {
  const administrator = { name: `Admin of ${customer}`, email: `${customer}@example.com`, role: 'administrator' };
  const others = privacy.map((email) => ({ name: `Privacy at ${customer}`, email, role: 'privacy' }));
  const contacts = [administrator, ...others].map((contact, nth) => ({ id: `${customer}-${nth + 1}`, ...contact }));
  const account = { id: `${customer}-a`, kind: 'subscription', name: 'One', product: 'mail', contacts };
  return { name, language: 'en', timeZone: 'UTC', accounts: [account] };
}

interface Told {
  facts?: Known;
  nameOf?: (customer: string) => string;
}

/** From facts to acceptance, as people and effects do it: the first notice of a declared incident, to these customers. */
export async function tellByNotice(
  service: Service,
  id: IncidentId,
  customers: readonly string[],
  told: Told = {},
): Promise<void> {
  const post = postTo(service, id);
  await readyForNotice(service, id, customers, told);
  const approval = await draftNotice(service, id, 1, 'initial');
  await post('legal', 'approve-notice', approval);
  await post('communications', 'approve-notice', approval);
  await post('lead', 'release-notice', approval);
  await noticeAccepted(service, id, approval);
}

/** What the workflow of the first notice does, until each server has taken it. */
export async function noticeAccepted(service: Service, id: IncidentId, approval: Approval): Promise<void> {
  const sending = owedOf(service, id, 'send-notice');
  await service.desk.system(id, 'notice-started', { effect: sending.id, notice: 1 });
  await activitiesOf(service).planNotice({ incident: id, ...approval });
  await acceptAll(service, id);
}

const postTo = (service: Service, id: IncidentId) => async (who: string, command: string, body: object) => {
  await service.as(who).post(`/api/incidents/${id}/${command}`).send(body).expect(200);
};

/** Its customers are in scope, and its facts are stated. */
export async function readyForNotice(
  service: Service,
  id: IncidentId,
  customers: readonly string[],
  { facts = { nature: 'A list went astray.' }, nameOf }: Told = {},
): Promise<void> {
  const post = postTo(service, id);
  await addCustomers(service, customers, nameOf);
  await post('lead', 'add-affected-customers', { customers });
  await scopeResolved(service, id);
  await factsStated(service, id, facts);
}

/** All facts that a notice needs. What requests would come to is given to the incident itself: they are many, and judged there alike. */
export async function factsStated(service: Service, id: IncidentId, facts: Known): Promise<void> {
  const say = async (_id: string, by: Role, command: PersonCommand, body: object) => {
    const { outcome } = await service.desk.update(id, command, { by, roles: [by], door: 'api', ...body });
    expect([command, body, outcome]).toEqual([command, body, 'done']);
  };
  await stateFacts({ say, hoursAgo: () => '2027-01-01T00:00:00Z' }, id, facts);
}

/** The register answers who was added. */
export async function scopeResolved(service: Service, id: IncidentId): Promise<void> {
  const { id: effect, ...owed } = owedOf(service, id, 'resolve-scope');
  const answer = await service.register.scope.resolve({ incident: id, effect, ...owed });
  await service.desk.system(id, 'scope-resolved', { effect, ...answer });
}

/** The register answers what a person told one of them. */
export async function scopeMarked(service: Service, id: IncidentId): Promise<void> {
  const { id: effect, kind: _, ...mark } = owedOf(service, id, 'mark-scope');
  const answer = await service.register.scope.mark({ incident: id, effect, ...mark });
  await service.desk.system(id, 'scope-marked', { effect, customer: mark.customer, ...answer });
}

/** Drafts a notice, and composes its text. @returns what an approval of it names */
export async function draftNotice(service: Service, id: IncidentId, notice: number, kind: string) {
  await service.as('lead').post(`/api/incidents/${id}/draft-notice`).send({ kind }).expect(200);
  return await noticeComposed(service, id, notice);
}

/** The text of a draft is composed. @returns what an approval of it names */
export async function noticeComposed(service: Service, id: IncidentId, notice: number) {
  const { id: effect, matter } = owedOf(service, id, 'compose-notice');
  const { texts: _, ...composed } = await activitiesOf(service).composeNotice(matter);
  await service.desk.system(id, 'notice-composed', { effect, notice, ...composed });
  return { notice, hash: composed.hash, recipientsHash: composed.recipientsHash };
}

type Approval = Awaited<ReturnType<typeof noticeComposed>>;

function activitiesOf({ register, now, deps }: Service) {
  const links = createNoticeLinks(register, deps.keyRing, deps.publicUrl);
  return createNoticeActivities({ register, clock: now, ...LETTERS, links });
}

async function acceptAll({ register, desk, now }: Service, incident: IncidentId): Promise<void> {
  const notice = { incident, notice: 1 };
  const fence = 'sender';
  const rows = await register.deliveries.claim({ ...notice, fence, limit: 1_000, now: now() });
  for (const { id } of rows) {
    await register.deliveries.hand(id, fence, now());
    await register.deliveries.finish(id, fence, { state: 'accepted', words: '250 2.0.0 queued as 4f1', at: now() });
  }
  const { finished, nextAt: _, paused: __, ...counts } = await register.deliveries.progress(incident, 1);
  const scope = await register.scope.counts(incident);
  await desk.system(incident, 'deliveries-rolled-up', { notice: 1, counts, finished, ...scope });
}

function owedOf<Kind extends Effect['kind']>(
  { desk }: Service,
  id: IncidentId,
  kind: Kind,
): Extract<Effect, { kind: Kind }> {
  const owed = desk.open.get(id)?.outbox.find((one) => one.kind === kind);
  if (!owed) throw new Error(`${id} owes no ${kind}`);
  return owed as Extract<Effect, { kind: Kind }>;
}
