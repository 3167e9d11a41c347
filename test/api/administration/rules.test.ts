import { SHIPPED_RULES, type Rules } from '../../../src/domain/case/rules';
import { HOUR, plus, type Instant } from '../../../src/domain/primitives/instant';
import { REPORT, reported, startService, type Service } from '../../support/api';

const { FR } = SHIPPED_RULES.calendars;
const ACME: Rules = {
  ...SHIPPED_RULES,
  version: 'acme-2027-01',
  triageHours: 2,
  futureToleranceSeconds: 0,
  calendars: { FR: FR!, 'DE-BY': FR! },
};

let service: Service;
beforeAll(async () => {
  service = await startService(ACME);
});
afterAll(() => service.stop());

describe("a company's own rules", () => {
  test('are those of an incident that is reported, from its first page on', async () => {
    const id = await reported(service);
    const { body } = await service.as('lead').get(`/api/incidents/${id}`).expect(200);
    expect(body.rules).toBe('acme-2027-01');
    const triage = body.obligations.find(({ kind }: { kind: string }) => kind === 'triage');
    expect(triage.due).toBe(plus(triage.since as Instant, 2 * HOUR));
  });

  test('say which calendars a contract may count by', async () => {
    const customer = (id: string, calendar: string) => ({
      ...{ id, name: id, language: 'en', timeZone: 'Europe/Paris', accounts: [] },
      contractTerms: [{ anchor: 'declared', clock: { unit: 'business-days', count: 2, calendar }, source: 'Clause 9' }],
    });
    const put = (calendar: string) => service.as('operator').post('/api/customers').send(customer('c1', calendar));
    const refused = await put('AT').expect(422);
    expect(refused.body).toMatchObject({
      type: '/problems/bad-rows',
      errors: [{ pointer: '/contractTerms/0/clock/calendar', detail: expect.stringContaining('FR, DE-BY') }],
    });
    await put('DE-BY').expect(201);
  });

  test('judge what a report says, too', async () => {
    const detectedAt = plus(service.now(), 60_000);
    await service
      .as('reporter')
      .post('/api/incidents')
      .send({ ...REPORT, detectedAt })
      .expect(422);
  });
});
