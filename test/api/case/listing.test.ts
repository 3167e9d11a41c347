import { incidentList } from '../../../src/contract/answers';
import { declared, REPORT, reported, startService, type Service } from '../../support/api';
import { factsStated } from '../../support/told';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
afterEach(async () => {
  jest.restoreAllMocks();
  service.desk.isUp = true;
  service.deps.patience.catchUp = 2_000;
  await service.desk.recorded();
});

const list = async (person = 'auditor', query = '') => {
  const { body } = await service.as(person).get(`/api/incidents${query}`).expect(200);
  expect(incidentList.safeParse(body).error).toBeUndefined();
  return body as { asOf: string; items: { id: string; severity?: string }[]; pending?: { id: string }[] };
};
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

describe('a list read after a write', () => {
  test('shows a report that was just taken, as soon as the register has its page', async () => {
    const catchUp = service.desk.holdUp();
    const id = await reported(service);
    afterTheFirstLook(catchUp);
    const seen = await list();
    expect(idsOf(seen)).toContain(id);
    expect(seen.pending).toBeUndefined();
  });

  test('shows the outcome of a command that was just answered', async () => {
    const id = await reported(service);
    const catchUp = service.desk.holdUp();
    const severity = { level: 'high', reason: 'Many people.' };
    await service.as('responder').post(`/api/incidents/${id}/assess`).send({ severity }).expect(200);
    afterTheFirstLook(catchUp);
    expect((await list()).items.find((item) => item.id === id)).toMatchObject({ severity: 'high' });
  });

  test('names the reports that it cannot show yet', async () => {
    service.deps.patience.catchUp = 50;
    const catchUp = service.desk.holdUp();
    const id = await reported(service);
    const seen = await list();
    catchUp();
    expect(idsOf(seen)).not.toContain(id);
    expect(seen.pending).toMatchObject([{ id, reporter: 'reporter' }]);
  });

  test('names the reports that wait for Temporal, a reporter being told of their own', async () => {
    service.desk.isUp = false;
    const { body } = await service.as('reporter').post('/api/incidents').send(REPORT).expect(202);
    expect((await list()).pending).toMatchObject([{ id: body.id }]);
    expect((await list('reporter')).pending).toMatchObject([{ id: body.id }]);
    await service.as('responder').post('/api/incidents').send(REPORT).expect(202);
    expect((await list('reporter')).pending).toHaveLength(1);
    expect((await list()).pending).toHaveLength(2);
  });

  test('is as of the instant before the first answered command that it lacks', async () => {
    const id = await declared(service);
    service.deps.patience.catchUp = 50;
    const before = service.now();
    const catchUp = service.desk.holdUp();
    await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Something new.' }).expect(200);
    const between = service.now();
    await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'And more.' }).expect(200);
    const { asOf } = await list();
    expect(asOf > before && asOf < between).toBe(true);
    expect((await list()).asOf).toBe(asOf);
    catchUp();
    await service.desk.recorded();
    expect((await list()).asOf > between).toBe(true);
  });
});

describe('the filters of the list', () => {
  const asked = (query: string, person = 'auditor') => service.as(person).get(`/api/incidents?${query}`);

  test('narrow it by what is asked for', async () => {
    const id = await reported(service);
    await service
      .as('responder')
      .post(`/api/incidents/${id}/assign`)
      .send({ persons: ['legal'] })
      .expect(200);
    expect(idsOf(await list('auditor', '?owner=legal'))).toEqual([id]);
    expect(idsOf(await list('auditor', `?q=${id}&owes=assess&reporter=reporter`))).toEqual([id]);
    expect(idsOf(await list('auditor', '?reportedFrom=2026-11-23T00:00:00Z'))).toContain(id);
    expect(idsOf(await list('auditor', '?reportedTo=2026-11-23T01:00:00%2B01:00'))).toEqual([]);
    expect(idsOf(await list('auditor', '?declaredFrom=2026-11-23T00:00:00Z'))).not.toContain(id);
  });

  test.each(['owes=sing', 'reportedFrom=monday', 'q=', 'q=a%00b', 'owner=A B', 'customer=', 'form=2026'])(
    '%s is refused by name',
    async (query) => {
      const { body } = await asked(query).expect(400);
      expect(body.errors).toEqual([{ parameter: query.split('=')[0], detail: expect.any(String) }]);
    },
  );

  test('tell a reporter nothing of the inquiry', async () => {
    const { body } = await asked('q=mailed&owner=legal', 'reporter').expect(403);
    expect(body.errors).toMatchObject([{ parameter: 'owner' }, { parameter: 'q' }]);
    await asked('reporter=lead&late=false', 'reporter').expect(200);
  });
});

describe('a row for the board', () => {
  type Row = { id: string; owners?: string[]; clock?: object; awaits?: { command: string; otherwise: object } };
  const row = async (id: string, person = 'auditor') =>
    ((await list(person, `?q=${id}`)) as { items: Row[] }).items.find((item) => item.id === id)!;
  const inView = async (person: string, view: string) => idsOf(await list(person, `?view=${view}&sort=clock`));

  test('says what was reported, who has it in hand, which clock runs out first, and what it waits for', async () => {
    const id = await reported(service);
    const persons = ['responder'];
    await service.as('responder').post(`/api/incidents/${id}/assign`).send({ persons }).expect(200);
    expect(await row(id)).toMatchObject({
      title: REPORT.seen,
      owners: ['responder'],
      restricted: false,
      clock: { kind: 'triage' },
      awaits: { command: 'assess', otherwise: { then: 'alerts', to: { persons: ['responder'] } } },
    });
  });

  test('is in the views of those whom it concerns', async () => {
    const fresh = await reported(service);
    const id = await reported(service);
    await service
      .as('responder')
      .post(`/api/incidents/${id}/assign`)
      .send({ persons: ['responder'] })
      .expect(200);
    expect(await inView('responder', 'mine')).toContain(id);
    expect(await inView('lead', 'mine')).not.toContain(id);
    expect(await inView('lead', 'unassigned')).toContain(fresh);
    expect(await inView('lead', 'unassigned')).not.toContain(id);
    expect(await inView('lead', 'due-soon')).toContain(id);
    expect(await inView('lead', 'closed')).not.toContain(id);
    expect(await inView('lead', 'late')).not.toContain(id);
  });

  test('awaits the approval of those who may give it and did not yet', async () => {
    const id = await declared(service);
    await factsStated(service, id, { nature: 'A list went astray.' });
    const drafted = await service.as('lead').post(`/api/incidents/${id}/draft-notice`).send({ kind: 'initial' });
    const effect = drafted.body.state.owed.find((one: { kind: string }) => one.kind === 'compose-notice').id;
    expect(await inView('legal', 'awaiting-my-approval')).not.toContain(id);
    const hash = 'b'.repeat(64);
    await service.desk.system(id, 'notice-composed', { effect, notice: 1, hash });
    await service.desk.recorded();
    expect(await inView('legal', 'awaiting-my-approval')).toContain(id);
    expect(await inView('lead', 'awaiting-my-approval')).not.toContain(id);
    expect(await inView('responder', 'awaiting-my-approval')).not.toContain(id);
    await service.as('legal').post(`/api/incidents/${id}/approve-notice`).send({ notice: 1, hash }).expect(200);
    expect(await inView('legal', 'awaiting-my-approval')).not.toContain(id);
    expect(await inView('communications', 'awaiting-my-approval')).toContain(id);
  });

  test('says nothing of the inquiry to whoever reported it', async () => {
    const id = await reported(service);
    const { body } = await service.as('reporter').get('/api/incidents').expect(200);
    const own = body.items.find((item: Row) => item.id === id);
    for (const name of ['title', 'owners', 'clock', 'awaits', 'restricted']) expect(own).not.toHaveProperty(name);
    await service.as('reporter').get('/api/incidents?view=mine').expect(403);
  });
});

/** Lets the register catch up only once somebody has looked and found it behind. */
function afterTheFirstLook(catchUp: () => void): void {
  const { incidents, reports } = service.register;
  const { sequences } = incidents;
  const { unlisted } = reports;
  const behind = async <T>(answer: Promise<T>) => {
    const given = await answer;
    catchUp();
    return given;
  };
  jest.spyOn(incidents, 'sequences').mockImplementationOnce((ids) => behind(sequences(ids)));
  jest.spyOn(reports, 'unlisted').mockImplementationOnce((since) => behind(unlisted(since)));
}
