import { randomBytes } from 'node:crypto';
import { createNoticeLinks } from '../../src/activities/notices/notice-links';
import type { Known } from '../../src/demo/facts';
import type { IncidentId } from '../../src/domain/case/state';
import { HOUR, plus } from '../../src/domain/primitives/instant';
import type { PersonId } from '../../src/domain/primitives/people';
import { verificationMarks, verificationToken } from '../../src/primitives/verification-link';
import { ASSESSMENT, DECLARATION, OWN_ORIGIN, REPORT, type Service } from '../support/api';
import { takingOf } from '../support/taking';
import { tellByNotice } from '../support/told';

/** Something of all that the pages show. */
export interface Shown {
  /** Told by a notice, and with a post-mortem. */
  incident: IncidentId;
  customer: string;
  person: string;
  /** Of what other lists have, one each, by the address of the list. */
  listed: Partial<Record<string, string>>;
  /** The pages of a recipient, of one of the staff who takes a course, of a contact who is asked whether it is right, and of a form. */
  portal: Record<'/n/:token' | '/t/:token' | '/v/:token' | '/r/:source/:token', string>;
}

export interface Words {
  seen: string;
  facts: Known;
  customers: string[];
  nameOf: (customer: string) => string;
  /** One of the staff, the last of so many. */
  taker: [count: number, name: string];
  learnt: string;
}

/** From a report to a post-mortem, in these words. */
export async function showing(service: Service, words: Words): Promise<Shown> {
  const { customers, facts, nameOf, learnt } = words;
  const incident = await declaredIn(service, words.seen);
  await tellByNotice(service, incident, customers, { facts, nameOf });
  await service.as('responder').post(`/api/incidents/${incident}/move-stage`).send({ to: 'recovery' }).expect(200);
  await service.desk.openPostMortem(incident);
  for (const question of ['causes', 'went-well'])
    await service
      .as('lead')
      .post(`/api/incidents/${incident}/post-mortem/answer-question`)
      .send({ question, words: learnt })
      .expect(200);
  const [customer = ''] = customers;
  await around(service, incident, learnt);
  const listed = { '/procedures': await procedureOf(service, words), '/reviews': await reviewOf(service) };
  const portal = {
    '/n/:token': await noticePageOf(service, incident, customer),
    '/t/:token': await takingOf(service, ...words.taker),
    '/r/:source/:token': await formOf(service, words.taker[1]),
    '/v/:token': (await asking(service, customer)).path,
  };
  return { incident, customer, person: 'lead', listed, portal };
}

export async function declaredIn(service: Service, seen: string): Promise<IncidentId> {
  const { body } = await service
    .as('reporter')
    .post('/api/incidents')
    .send({ ...REPORT, seen })
    .expect(201);
  const id = body.id as IncidentId;
  await service.as('responder').post(`/api/incidents/${id}/assess`).send(ASSESSMENT).expect(200);
  await service.as('lead').post(`/api/incidents/${id}/declare`).send(DECLARATION).expect(200);
  return id;
}

/** A law that applies, and another incident. */
async function around(service: Service, incident: IncidentId, words: string): Promise<void> {
  const say = (who: string, command: string, body: object) =>
    service.as(who).post(`/api/incidents/${incident}/${command}`).send(body).expect(200);
  const other = await declaredIn(service, 'A second list went astray.');
  await say('privacy', 'judge-regime', { regime: 'nis2', applies: true, test: words });
  await say('lead', 'link-incident', { incident: other, reason: words });
}

/** A version that two people approved. */
async function procedureOf(service: Service, { taker: [, title], learnt: text }: Words): Promise<string> {
  const drafted = { name: `response-${randomBytes(4).toString('hex')}`, version: '1', title, text };
  const { body } = await service.as('lead').post('/api/procedures').send(drafted).expect(201);
  const path = `${drafted.name}/1`;
  for (const who of ['legal', 'privacy'])
    await service.as(who).post(`/api/procedures/${path}/approve`).send({ sha256: body.sha256 }).expect(200);
  return path;
}

/** Of the year that begins with the first post-mortem. */
export async function reviewOf({ register, now }: Service): Promise<string> {
  const yearly = { everyMonths: 12, withinDays: 30, tells: [] };
  const later = plus(now(), 400 * 24 * HOUR);
  await register.programmeReviews.openOwed(later, yearly, { person: 'system', at: later });
  const [newest] = await register.programmeReviews.list();
  return newest!.id;
}

/** The form of people without an account, by the name of somebody. */
async function formOf(service: Service, name: string): Promise<string> {
  const id = `form-${randomBytes(4).toString('hex')}`;
  const source = { id, name, owner: 'responder', channel: 'third-party' };
  const { body } = await service.as('operator').post('/api/detection-sources').send(source).expect(201);
  return new URL((body as { form: string }).form).pathname;
}

/** Asks a contact whether it is right: by this page, and by the reference of the mail. */
export async function asking({ register, deps, now }: Service, customer: string) {
  const { keyRing } = deps;
  const author = { person: 'operator' as PersonId, at: now() };
  const asked = { askedBefore: now(), customers: [customer] };
  const opened = await register.verification.asking.open(asked, verificationMarks(keyRing), author);
  const { round } = opened!;
  return { path: `/v/${verificationToken(keyRing, keyRing.current, round, `${customer}-1`)}`, round };
}

async function noticePageOf({ register, deps }: Service, incident: IncidentId, customer: string): Promise<string> {
  const links = createNoticeLinks(register, deps.keyRing, OWN_ORIGIN);
  const linkOf = await links.of({ incident, notice: 1 });
  return linkOf(`${incident}/1/${customer}-1`).slice(OWN_ORIGIN.length);
}
