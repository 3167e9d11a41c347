import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/api/app';
import { createEvents } from '../../src/api/http/events';
import { serverOf } from '../../src/api/http/server';
import { declared, keyOf, reported, startService, type Service } from '../support/api';
import { gate } from '../support/gate';
import { until } from '../support/until';

let service: Service;
const open: Stream[] = [];
beforeAll(async () => {
  service = await startService();
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(() => service.stop());

interface Stream {
  status?: number;
  text: () => string;
  events: () => { name: string; id: string; data: { id?: string; sequence?: number; subject?: string } }[];
  close: () => void;
}

function listen(person: string, after?: string): Promise<Stream> {
  const { port } = service.server.address() as AddressInfo;
  const headers = { Authorization: `Bearer ${keyOf(person)}`, ...(after && { 'Last-Event-ID': after }) };
  return new Promise((resolve, reject) => {
    const asked = ask({ port, host: '127.0.0.1', path: '/api/events', headers }, (answer: IncomingMessage) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('error', () => undefined);
      const stream = {
        ...{ status: answer.statusCode, text: () => text, events: () => eventsIn(text) },
        close: () => asked.destroy(),
      };
      open.push(stream);
      resolve(stream);
    });
    asked.on('error', reject).end();
  });
}

function eventsIn(text: string) {
  return [...text.matchAll(/event: (.*)\nid: (.*)\ndata: (.*)\n\n/g)].map(([, name = '', id = '', data = '{}']) => ({
    ...{ name, id },
    data: JSON.parse(data) as { id?: string; sequence?: number; subject?: string },
  }));
}

const heard = (stream: Stream, id: string) =>
  until('the change is heard', () => stream.events().some(({ name, data }) => name === 'incident' && data.id === id));

describe('News of incidents', () => {
  test('reach a second viewer as soon as what changed is stored', async () => {
    const viewer = await listen('auditor');
    expect(viewer.status).toBe(200);
    const id = await declared(service);
    await heard(viewer, id);
    const sequences = viewer.events().flatMap(({ data }) => (data.id === id ? [data.sequence] : []));
    expect(sequences).toEqual([...sequences].sort());
  });

  test('go on from where one was, without what one had', async () => {
    const viewer = await listen('auditor');
    const other = await listen('lead');
    const first = await reported(service);
    await heard(viewer, first);
    const place = viewer.events().at(-1)!.id;
    viewer.close();
    const second = await reported(service);
    await heard(other, second);
    const again = await listen('auditor', place);
    await heard(again, second);
    expect(again.events().map(({ name, data }) => [name, data.id])).toEqual([['incident', second]]);
  });

  test('say that some may be missed, to whoever comes first or from elsewhere', async () => {
    for (const after of [undefined, 'elsewhere.7']) {
      const viewer = await listen('auditor', after);
      await until('it is heard', () => viewer.events().length > 0);
      expect(viewer.events()[0]).toMatchObject({ name: 'missed' });
    }
  });

  test('say so to whoever comes again after a while in which nobody listened', async () => {
    const events = createEvents(service.register, service.deps.log);
    const missed: string[] = [];
    const listener = { changed: () => undefined, missed: (cursor: string) => void missed.push(cursor) };
    for (const after of [undefined, () => missed[0]]) (await events.join(listener, after?.()))!();
    expect(missed).toHaveLength(2);
  });

  test('name no incident that one may not see', async () => {
    const [outsider, lead, stranger] = [await listen('responder'), await listen('lead'), await listen('reporter')];
    const id = await reported(service, 'lead');
    await heard(outsider, id);
    const body = { members: ['lead', 'privacy', 'legal', 'executive'], reason: 'An insider.' };
    await service.as('lead').post(`/api/incidents/${id}/restrict`).send(body).expect(200);
    const before = lead.events().length;
    await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Seen.' }).expect(200);
    await until('it is heard', () => lead.events().length > before);
    const open = await reported(service, 'lead');
    await heard(outsider, open);
    const known = outsider.events().filter(({ data }) => data.id === id);
    expect(known.map(({ data }) => data.sequence)).toEqual([1]);
    expect(stranger.events().every(({ data }) => data.id !== id && data.id !== open)).toBe(true);
  });

  test('tell of other subjects that changed, to whoever may read them alone', async () => {
    const [auditor, responder, reporter] = [
      await listen('auditor'),
      await listen('responder'),
      await listen('reporter'),
    ];
    const subjectsOf = (stream: Stream) => stream.events().flatMap(({ data }) => data.subject ?? []);
    const draft = { name: 'incident-response', version: '9.1', title: 'Incident response', text: 'Report it.' };
    await service.as('lead').post('/api/procedures').send(draft).expect(201);
    const audit = { standard: 'ISO/IEC 27001:2022', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    await service.as('auditor').post('/api/audits').send(audit).expect(201);
    const store = { name: 'CRM', kind: 'online', product: 'crm', methods: ['staff-reports'], checkDays: 90 };
    await service
      .as('privacy')
      .put('/api/data-stores/crm')
      .send({ ...store, owner: 'lead' })
      .expect(200);
    await until('all is heard', () =>
      [auditor, responder, reporter].every((one) => subjectsOf(one).includes('data-stores')),
    );
    expect([auditor, responder, reporter].map((one) => [...new Set(subjectsOf(one))])).toEqual([
      ['procedures', 'administration', 'audits', 'data-stores'],
      ['procedures', 'data-stores'],
      ['data-stores'],
    ]);
  });

  test('are forgotten for whoever left while joining', async () => {
    let [hasAsked, hasLeft] = [false, false];
    const joined = gate();
    const events = {
      ...service.deps.events,
      join: async () => {
        hasAsked = true;
        await joined.opened;
        return () => void (hasLeft = true);
      },
    };
    const server = serverOf(createApp({ ...service.deps, events })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${keyOf('lead')}` };
    const asked = ask({ port, host: '127.0.0.1', path: '/api/events', headers }).on('error', () => undefined);
    asked.end();
    await until('it is asked', () => hasAsked);
    const logged = service.logged.length;
    asked.destroy();
    await until('it is gone', () => service.logged.length > logged);
    joined.open();
    await until('it is forgotten', () => hasLeft);
    server.close();
  });

  test('are for those who are signed in, and for so many at once', async () => {
    await service.as('nobody').get('/api/events').expect(401);
    const events = createEvents(service.register, service.deps.log, 1);
    const listener = { changed: () => undefined, missed: () => undefined };
    const leave = await events.join(listener);
    expect(await events.join({ ...listener })).toBeUndefined();
    leave!();
    const next = await events.join({ ...listener });
    expect(next).toBeDefined();
    next!();
  });
});
