import { MockActivityEnvironment } from '@temporalio/testing';
import request from 'supertest';
import { createTrainingActivities, openMailChannel, type MailChannel } from '../../../src/activities';
import type { Role } from '../../../src/domain/primitives/people';
import type { Course } from '../../../src/domain/training/course';
import { HOUR } from '../../../src/domain/primitives/instant';
import { returnAddress } from '../../../src/primitives/return-address';
import { OWN_ORIGIN, startService, type Service } from '../../support/api';
import { MailServer } from '../../support/mailserver';
import { DECLARATION } from '../../support/messages';
import { answersTo, csvOf, staffOf } from '../../support/staff';

let service: Service;
let server: MailServer;
let mail: MailChannel;
let course: Course;
let activities: ReturnType<typeof createTrainingActivities>;
const DAY = 24 * HOUR;

beforeAll(async () => {
  service = await startService();
  server = await MailServer.start();
  const returned = (id: string) => returnAddress(service.deps.keyRing, 'bounces@tocsin.example', id);
  mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>', returnAddress: returned });
  [course] = service.deps.courses as [Course];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { register, now, deps } = service;
  const needs = { register, courses: deps.courses, mail, log, clock: now, linkKeys: deps.keyRing };
  activities = createTrainingActivities({ ...needs, publicUrl: OWN_ORIGIN, mailsPerCall: 10 });
});
afterAll(async () => {
  mail.close();
  await server.down();
  await service.stop();
});

const run = <Input, Answer>(activity: (input: Input) => Promise<Answer>, input: Input): Promise<Answer> =>
  new MockActivityEnvironment().run(activity, input);
const imported = (text: string, query = '') =>
  service.as('operator').post(`/api/staff/import${query}`).set('Content-Type', 'text/csv').send(text);

/** Takes one step of a wave, by as many calls as it needs. */
async function step(wave: string, number: number): Promise<void> {
  for (;;) if ((await run(activities.takeStep, { wave, number })).finished) return;
}

function linkOf(address: string): string {
  const text = server.taken.filter(({ to }) => to === address).at(-1)?.mail.text ?? '';
  return /https?:\/\/\S+(\/t\/[\w-]{43})/.exec(text)?.[1] ?? '';
}

async function reportedAndDeclared(): Promise<{ id: string }> {
  const said = { channel: 'staff', seen: 'A list went astray.', detectedAt: service.now() };
  const { body } = await service.as('reporter').post('/api/incidents').send(said).expect(201);
  const { declaredAt: _, ...declaration } = DECLARATION as Record<string, unknown>;
  const at = { awareAt: service.now() };
  const declared = await service
    .as('privacy')
    .post(`/api/incidents/${body.id}/declare`)
    .send({ ...declaration, ...at });
  expect(declared.status).toBe(200);
  return body as { id: string };
}

const STAFF = staffOf(24);
const answer = (path: string, form: object) => request(service.server).post(path).type('form').send(form);
const formOf = (link: string, kind: 'quiz' | 'check', staff: string, wave: string, number: number, isRight = true) => ({
  act: kind,
  attempt: String(number),
  lang: 'en',
  statement: 'yes',
  ...Object.fromEntries(
    Object.entries(answersTo(course, kind, { wave, staff }, number, isRight)).map(([id, options]) => [
      `q.${id}`,
      options,
    ]),
  ),
});

describe('The staff list', () => {
  test('is checked row by row before anything of it is stored', async () => {
    const [head, first, second] = csvOf(STAFF).split('\n');
    const faulty = [
      head,
      first,
      second?.replace('e-1@staff.example', 'no-address'),
      first,
      'e-9,X,x@staff.example,D,nobody,en,',
    ];
    const { body } = await imported(faulty.join('\n')).expect(422);
    expect(body.errors).toEqual([{ pointer: '/3/email', detail: expect.stringMatching(/mail address/) }]);
    const again = await imported([head, first, first, 'e-9,X,x@staff.example,D,nobody,en,'].join('\n')).expect(422);
    expect(again.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/3/staff_id',
      '/3/email',
      '/4/manager',
    ]);
  });

  test('is tried dry, stored, and later says who joined, changed and left', async () => {
    const dry = await imported(csvOf(STAFF), '?dryRun=true').expect(200);
    expect(dry.body).toMatchObject({ dryRun: true, joined: { count: 24 }, left: { count: 0 } });
    expect((await service.as('lead').get('/api/staff').expect(200)).body.items).toEqual([]);
    await imported(csvOf(STAFF)).expect(200);
    const changed = STAFF.slice(0, 23).map((one) => (one.id === 'e-3' ? { ...one, department: 'Elsewhere' } : one));
    const { body } = await imported(csvOf(changed)).expect(200);
    expect(body).toMatchObject({
      joined: { count: 0 },
      changed: { count: 1, first: ['e-3'] },
      left: { count: 1, first: ['e-23'] },
      unchanged: 22,
    });
    expect((await service.as('auditor').get('/api/staff/e-23').expect(200)).body).toHaveProperty('leftAt');
    await imported(csvOf(STAFF)).expect(200);
    expect((await service.as('auditor').get('/api/staff/e-23').expect(200)).body).not.toHaveProperty('leftAt');
  });

  test('that would end many is asked about first', async () => {
    const part = csvOf(STAFF.slice(0, 2));
    const { body } = await imported(part).expect(409);
    expect(body).toMatchObject({
      type: '/problems/many-leave',
      detail: expect.stringMatching(/22 people have left.*\?leavers=22/),
    });
  });

  test.each(['lead', 'reporter', 'auditor'])('is not for a %s to import', async (person) => {
    await service.as(person).post('/api/staff/import').set('Content-Type', 'text/csv').send(csvOf(STAFF)).expect(403);
  });
});

describe('A course', () => {
  let wave: string;
  beforeAll(async () => {
    const { waves } = await run(activities.giveCourses, {});
    [wave] = waves as [string];
    await run(activities.prepareWave, { wave });
    await step(wave, 1);
  });

  test('is given to all who joined, once, each with a link of their own in their language', async () => {
    expect((await run(activities.giveCourses, {})).waves).toEqual([]);
    expect(server.taken).toHaveLength(24);
    expect(new Set(STAFF.map(({ email }) => linkOf(email))).size).toBe(24);
    expect(server.taken.find(({ to }) => to === 'e-3@staff.example')?.mail.subject).toMatch(
      /^\[Tocsin\] Une formation pour vous/,
    );
    const { body } = await service.as('auditor').get(`/api/training/waves/${wave}`).expect(200);
    expect(body).toMatchObject({
      reason: 'joining',
      openedBy: 'system',
      counts: { assigned: 24, open: 24, passed: 0 },
    });
  });

  test('whose mail comes back says whom it did not reach, and nothing waits for a person', async () => {
    const { from } = server.taken.find(({ to }) => to === 'e-22@staff.example') ?? { from: '' };
    const counts = async () =>
      (await service.as('auditor').get(`/api/training/waves/${wave}`).expect(200)).body.counts as { unreached: number };
    const { secret } = (await service.as('operator').get('/api/returned-mail/secret').expect(200)).body;
    const bounce = (to: string, whom: string) =>
      request(service.server)
        .post('/api/returned-mail')
        .set('Authorization', `Bearer ${secret}`)
        .set('Content-Type', 'message/rfc822')
        .send(
          Buffer.from(
            `From: MAILER-DAEMON@x.example\r\nTo: ${to}\r\nSubject: failure\r\n\r\n<${whom}>: 550 no such user\r\n`,
          ),
        )
        .expect(200);
    // Of somebody else's mail, and made up: neither says anything of this one.
    await bounce(from, 'e-21@staff.example');
    await bounce('bounces+0123@tocsin.example', 'e-22@staff.example');
    expect((await counts()).unreached).toBe(0);
    await bounce(from, 'e-22@staff.example');
    expect((await counts()).unreached).toBe(1);
    const waiting = await service.as('auditor').get('/api/returned-mail').expect(200);
    expect(waiting.body.items).toHaveLength(2);
  });

  test('is taken on a page without a script, in both languages, kept nowhere and shown to nobody else', async () => {
    const link = linkOf('e-1@staff.example');
    const { text, headers } = await request(service.server).get(link).expect(200);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('For Person 1.');
    expect(text).not.toMatch(/<script|\/t\/|\{\{/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    for (const { id } of course.parts)
      expect((await request(service.server).get(`${link}?part=${id}`).expect(200)).text).toContain('<h2>');
    const french = await request(service.server).get(`${link}?lang=fr&part=reporting`).expect(200);
    expect(french.text).toMatch(/<html lang="fr">.*Signalez tout de suite/s);
    expect(french.text).toContain(OWN_ORIGIN);
    await request(service.server)
      .get(`/t/${'A'.repeat(43)}`)
      .expect(404);
    await request(service.server).get('/t/short').expect(404);
  });

  test('is failed, explained and passed; what is sent twice counts once', async () => {
    const link = linkOf('e-1@staff.example');
    const wrong = formOf(link, 'quiz', 'e-1', wave, 1, false);
    await answer(link, wrong)
      .expect(303)
      .expect('Location', /said=not-passed/);
    await answer(link, wrong)
      .expect(303)
      .expect('Location', /said=answered-before/);
    const { text } = await request(service.server).get(`${link}?said=not-passed`).expect(200);
    expect(text).toMatch(/Your last answers – 0 %/);
    expect(text).toMatch(/Read again/);
    await answer(link, { ...formOf(link, 'quiz', 'e-1', wave, 2), statement: '' }).expect(
      'Location',
      /said=not-ticked/,
    );
    await answer(link, { act: 'quiz', attempt: '2', statement: 'yes' }).expect('Location', /said=not-all-answered/);
    await answer(link, formOf(link, 'quiz', 'e-1', wave, 2)).expect('Location', /said=passed/);
    const { body } = await service.as('auditor').get('/api/training/evidence?staff=e-1').expect(200);
    expect(body.items).toMatchObject([{ state: 'passed', attempts: 2, percent: 100, version: '1', reason: 'joining' }]);
    const months = body.items[0].validUntil.slice(0, 10);
    expect(months).toBe('2027-11-23');
  });

  test('ends for who used all attempts', async () => {
    const link = linkOf('e-2@staff.example');
    for (const number of [1, 2, 3]) await answer(link, formOf(link, 'quiz', 'e-2', wave, number, false)).expect(303);
    await answer(link, formOf(link, 'quiz', 'e-2', wave, 4)).expect('Location', /answered-before/);
    expect((await request(service.server).get(link).expect(200)).text).toContain('All attempts are used.');
  });

  test('asks what they think of it, and keeps no name with the answer', async () => {
    for (const nth of [4, 5, 6, 7, 8]) {
      const link = linkOf(`e-${nth}@staff.example`);
      await answer(link, formOf(link, 'quiz', `e-${nth}`, wave, 1)).expect('Location', /said=passed/);
      const form = { act: 'survey', lang: 'en', 's.useful': '4', 's.missing': nth === 4 ? 'A <b>picture</b>' : '' };
      await answer(link, form).expect('Location', /said=thanks/);
      await answer(link, form).expect('Location', /said=answered-before/);
    }
    const { body } = await service.as('lead').get(`/api/training/waves/${wave}`).expect(200);
    expect(body.survey).toMatchObject({ useful: { answers: 5, mean: 4 }, missing: { words: ['A <b>picture</b>'] } });
  });

  test('reminds who has not passed, and tells managers whom of theirs', async () => {
    server.taken.length = 0;
    await step(wave, 2);
    expect(server.taken.map(({ to }) => to)).not.toContain('e-1@staff.example');
    expect(server.taken).toHaveLength(24 - 7);
    server.taken.length = 0;
    await step(wave, 4);
    expect(server.taken.map(({ to }) => to).sort()).toEqual(['e-0@staff.example', 'e-20@staff.example']);
    const text = server.taken.find(({ to }) => to === 'e-20@staff.example')?.mail.text ?? '';
    expect(text).toMatch(/3 people:\s+Person 21\s+Person 22\s+Person 23/);
    expect(text).not.toContain('/t/');
  });

  test('asks later whether it was understood, and is given again to who has forgotten, failed or said nothing', async () => {
    service.wait(31 * DAY);
    server.taken.length = 0;
    await step(wave, 5);
    expect(server.taken).toHaveLength(6);
    const [one, other] = [linkOf('e-4@staff.example'), linkOf('e-5@staff.example')];
    expect((await request(service.server).get(`${one}?paper=check`).expect(200)).text).toContain('Question 4 of 4');
    await answer(one, formOf(one, 'check', 'e-4', wave, 1)).expect('Location', /said=check-passed/);
    await answer(other, formOf(other, 'check', 'e-5', wave, 1, false)).expect('Location', /said=check-failed/);
    await step(wave, 6);
    const { waves } = await run(activities.giveCourses, {});
    const { body } = await service.as('lead').get(`/api/training/evidence?wave=${waves[0]}`).expect(200);
    expect(body.items.map(({ staff }: { staff: string }) => staff)).toEqual(['e-1', 'e-2', 'e-5', 'e-6', 'e-7', 'e-8']);
    expect(body.items[0].reason).toBe('follow-up');
  });

  test('is given to whom somebody chooses, and stopped', async () => {
    const { body } = await service
      .as('privacy')
      .post('/api/training/waves')
      .send({ course: course.id, audience: { staff: ['e-4'] } })
      .expect(201);
    expect(body).toMatchObject({ reason: 'by-hand', openedBy: 'privacy', counts: { assigned: 1 } });
    await service
      .as('privacy')
      .post('/api/training/waves')
      .send({ course: course.id, audience: { staff: ['e-4'] } })
      .expect(409);
    await service.as('privacy').post(`/api/training/waves/${body.id}/stop`).send({}).expect(200);
    await service.as('privacy').post(`/api/training/waves/${body.id}/stop`).send({}).expect(409);
  });

  test('is shown by department, and proven as a table', async () => {
    const { body } = await service.as('executive').get(`/api/training/figures?course=${course.id}`).expect(200);
    const staff = (body.items as { staff: number }[]).reduce((sum, one) => sum + one.staff, 0);
    expect(staff).toBe(24);
    const csv = await service.as('auditor').get('/api/training/evidence').set('Accept', 'text/csv').expect(200);
    expect(csv.text.split('\n')[1]).toMatch(/^e-0,Person 0,/);
    expect(csv.text.trim().split('\n').length).toBeGreaterThan(30);
    await service.as('communications').get('/api/training/evidence').expect(403);
  });

  test('says of who caused an incident what they had been taught by then', async () => {
    const { id } = await reportedAndDeclared();
    const of = (staff: string, person = 'privacy') =>
      service.as(person).get(`/api/incidents/${id}/training?staff=${staff}`);
    const { body } = await of('e-1').expect(200);
    expect(body).toMatchObject({ staff: 'e-1', department: STAFF[0]!.department, items: [{ course: course.id }] });
    expect(body.items[0]).toMatchObject({ standing: 'trained', passedAt: expect.any(String) as string });
    expect((await of('e-2').expect(200)).body.items).toMatchObject([
      { standing: expect.not.stringMatching('trained') as string },
    ]);
    await of('nobody').expect(404);
    await of('e-1', 'responder').expect(403);
  });

  test('and sessions that were held are recorded, with who was there', async () => {
    const held = {
      title: 'Misdirected mail',
      heldAt: '2026-11-20T09:00:00Z',
      ledBy: 'Privacy',
      attended: ['e-1', 'e-2'],
    };
    await service
      .as('privacy')
      .post('/api/training/sessions')
      .send({ ...held, attended: ['nobody'] })
      .expect(422);
    await service.as('privacy').post('/api/training/sessions').send(held).expect(201);
    const { body } = await service.as('auditor').get('/api/training/sessions').expect(200);
    expect(body.items).toMatchObject([{ title: 'Misdirected mail', attended: ['e-1', 'e-2'], recordedBy: 'privacy' }]);
  });

  test('that a role is held by, and has lapsed, holds up approvals and says where it is taken, and no declaration', async () => {
    const roles: Role[] = ['legal', 'privacy', 'lead', 'communications', 'executive', 'responder', 'operator'];
    const people = roles.map((person) => ({
      ...STAFF[0]!,
      ...{ id: `p-${person}`, name: person, email: `${person}@tocsin.example` },
    }));
    await imported(csvOf([...STAFF, ...people])).expect(200);
    course.neededBy = roles;
    const { waves } = await run(activities.giveCourses, {});
    for (const one of waves) await run(activities.prepareWave, { wave: one });
    service.wait((course.due.days + 1) * DAY);
    const { id } = await reportedAndDeclared();
    const approve = (by: string) =>
      service
        .as(by)
        .post(`/api/incidents/${id}/approve-notice`)
        .send({ notice: 1, hash: 'a'.repeat(64) });
    // While it is nobody's, no notice waits for it.
    expect((await approve('legal')).body.type).not.toContain('not-permitted');
    course.neededBy = ['legal'];
    const refused = await approve('legal').expect(403);
    expect(refused.body.detail).toMatch(
      /approve-notice is for those whose course \S+ stands; yours has not since 20\d\d-/,
    );
    const { body: acts } = await service.as('legal').get(`/api/incidents/${id}/acts`).expect(200);
    const waiving = (acts.items as { command: string }[]).find(({ command }) => command === 'waive-customer');
    expect(waiving).toMatchObject({
      allowed: false,
      refusal: {
        code: 'not-permitted',
        why: expect.stringContaining('waive-customer is for those whose course') as string,
      },
    });
    const [, link = ''] = /Take it at https?:\/\/[^/]+(\/t\/[\w-]{43})/.exec(refused.body.detail as string) ?? [];
    await request(service.server).get(link).expect(200);
    await service.as('legal').post(`/api/incidents/${id}/note-progress`).send({ text: 'Read.' }).expect(200);
    delete course.neededBy;
  });

  // Last, for by then the keys of those who sign in have run out, too.
  test('is given anew when it runs out', async () => {
    service.wait(340 * DAY);
    const { waves } = await run(activities.giveCourses, {});
    const last = await service.register.training.waves.get(waves.at(-1) ?? '');
    expect(last).toMatchObject({ reason: 'yearly' });
    expect(await service.register.training.waves.counts(last?.id ?? '', service.now())).toMatchObject({ assigned: 1 });
  });
});
