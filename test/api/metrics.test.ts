import request from 'supertest';
import { createApp } from '../../src/api/app';
import { operations } from '../../src/contract/administration/operations';
import { RegisterUnavailable } from '../../src/register';
import { addPerson, DECLARATION, declared, keyOf, REPORT, startService, UI_ORIGIN, type Service } from '../support/api';
import { until } from '../support/until';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const HOUR = 3_600_000;
/** As a scraper asks; each application reads the register anew. */
const scraped = async (app = createApp(service.deps)) => {
  const { text } = await request(app)
    .get('/metrics')
    .set('Authorization', `Bearer ${keyOf('operator')}`)
    .expect(200);
  return text;
};

function valueOf(text: string, name: string): number | undefined {
  const found = new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

test('is for operators and auditors', async () => {
  for (const who of ['operator', 'auditor']) await service.as(who).get('/metrics').expect(200);
  for (const who of ['lead', 'reporter', 'executive']) await service.as(who).get('/metrics').expect(403);
  await request(service.server).get('/metrics').expect(401);
});

test('says to people what it says to Prometheus, with the rules in force and where Temporal is looked at', async () => {
  const { body } = await service.as('operator').get('/api/operations').expect(200);
  expect(operations.safeParse(body).error).toBeUndefined();
  expect(body).toMatchObject({ isReady: true, checks: { register: 'up' }, reports: { waiting: 0 } });
  expect(body).toMatchObject({ temporal: { ui: UI_ORIGIN }, rules: { commitmentHours: 72 } });
  await service.as('reporter').get('/api/operations').expect(403);
});

test('without an incident nothing is due, and there is no sample of what there is none of', async () => {
  const text = await scraped();
  expect(valueOf(text, 'tocsin_register_up')).toBe(1);
  expect(valueOf(text, 'tocsin_commitments_open')).toBe(0);
  expect(valueOf(text, 'tocsin_oldest_unsent_seconds')).toBe(0);
  expect(valueOf(text, 'tocsin_commitment_seconds_to_nearest')).toBeUndefined();
  expect(valueOf(text, 'tocsin_check_faults')).toBeUndefined();
});

test('the nearest promise counts down, and on below nothing when it is late, though no timer strikes', async () => {
  await declared(service);
  const before = valueOf(await scraped(), 'tocsin_commitment_seconds_to_nearest') ?? 0;
  expect(before).toBeGreaterThan(71 * 3_600);
  expect(before).toBeLessThan(72 * 3_600);
  service.wait(73 * HOUR);
  const text = await scraped();
  expect(valueOf(text, 'tocsin_commitment_seconds_to_nearest')).toBeLessThan(-3_500);
  expect(valueOf(text, 'tocsin_commitments_open')).toBe(1);
  expect(valueOf(text, 'tocsin_commitments_late')).toBe(1);
});

test('a declaration long after awareness is counted, and says so in the list', async () => {
  const before = valueOf(await scraped(), 'tocsin_incidents_declared_late');
  const at = (hours: number) => new Date(Date.parse(service.now()) - hours * HOUR).toISOString();
  const { body } = await service
    .as('reporter')
    .post('/api/incidents')
    .send({ ...REPORT, detectedAt: at(40) });
  const { id } = body as { id: string };
  const declaration = { ...DECLARATION, awareAt: at(30) };
  const answer = await service.as('lead').post(`/api/incidents/${id}/declare`).send(declaration).expect(200);
  expect(answer.body).toMatchObject({ state: { declaredLate: { afterHours: 30, limitHours: 24 } } });
  expect(valueOf(await scraped(), 'tocsin_incidents_declared_late')).toBe((before ?? 0) + 1);
  const list = await service.as('lead').get('/api/incidents').expect(200);
  const { items } = list.body as { items: { id: string }[] };
  expect(items.find((item) => item.id === id)).toMatchObject({ declaredLate: true });
});

test('a report that waits while Temporal is away grows old', async () => {
  service.desk.isUp = false;
  await service.as('reporter').post('/api/incidents').send(REPORT).expect(202);
  service.wait(HOUR);
  const text = await scraped();
  expect(valueOf(text, 'tocsin_reports_waiting')).toBe(1);
  expect(valueOf(text, 'tocsin_reports_oldest_waiting_seconds')).toBeGreaterThanOrEqual(3_600);
  service.desk.isUp = true;
});

test('the last check is told with its faults and its time', async () => {
  await service.register.checks.keep({ at: '2026-11-23T10:00:00.000Z' as never, incidents: 1, pages: 2, faults: 3 });
  const text = await scraped();
  expect(valueOf(text, 'tocsin_check_faults')).toBe(3);
  expect(valueOf(text, 'tocsin_check_last_success_timestamp_seconds')).toBe(Date.UTC(2026, 10, 23, 10) / 1_000);
});

test('a scrape goes on while the register is away or hangs, for a key that was good before, and clocks go on', async () => {
  const { register, deps } = service;
  let answer: 'as usual' | 'away' | 'never' = 'as usual';
  const guarded = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const method = target[name as keyof Part] as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => {
          if (answer === 'away') return Promise.reject(new RegisterUnavailable('It is away.'));
          return answer === 'never' ? new Promise(() => undefined) : method.apply(target, args);
        };
      },
    });
  const { keys, standing } = register;
  const patience = { ...deps.patience, signIn: 100, figures: 100, freshFor: 0 };
  const app = createApp({
    ...deps,
    patience,
    register: { ...register, keys: guarded(keys), standing: guarded(standing) },
  });
  const nearest = await until('there are figures', async () =>
    valueOf(await scraped(app), 'tocsin_commitment_seconds_to_nearest'),
  );
  for (const how of ['away', 'never'] as const) {
    answer = how;
    service.wait(1_000);
    const text = await scraped(app);
    expect(valueOf(text, 'tocsin_register_up')).toBe(0);
    expect(valueOf(text, 'tocsin_commitment_seconds_to_nearest')).toBeLessThan(nearest);
    const other = request(app)
      .get('/metrics')
      .set('Authorization', `Bearer ${keyOf('auditor')}`);
    await other.expect(503);
  }
});

test('a key that was revoked is no longer good here, either', async () => {
  await addPerson(service.register, 'leaver', ['operator']);
  await service.as('leaver').get('/metrics').expect(200);
  await service.as('operator').patch('/api/people/leaver').send({ active: false }).expect(200);
  await service.as('leaver').get('/metrics').expect(401);
});

test('requests are counted by pattern and status, and no label holds what somebody wrote', async () => {
  await service.as('lead').get('/api/incidents/INC-2020-9876').expect(404);
  await service.as('lead').get('/nowhere/anna@company.example').expect(404);
  const { text } = await service.as('operator').get('/metrics').expect(200);
  expect(text).toContain(
    'tocsin_http_request_duration_seconds_count{method="GET",route="/api/incidents/:id",status="404"}',
  );
  expect(text).toContain('route="no route",status="404"');
  expect(text).not.toMatch(/INC-2020-9876|anna|lead/);
});
