import type { Response as Answer } from 'supertest';
import type { IncidentId } from '../../../src/domain/case/state';
import { sha256 } from '../../../src/primitives/hash';
import { declared, startService, type Service } from '../../support/api';

let service: Service;
let id: IncidentId;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  id = await declared(service);
});
afterEach(() => service.desk.recorded());
afterAll(() => service.stop());

const COLLECTED = '2026-11-20T08:00:00Z';
const said = { title: 'Access log', name: 'access.log', collectedAt: COLLECTED };
const keep = (content: Buffer, person = 'responder', query: object = said) =>
  service
    .as(person)
    .post(`/api/incidents/${id}/evidence`)
    .query(query)
    .set('Content-Type', 'text/html')
    .send(content.toString('latin1'));
const fileOf = (person: string, number = 1) =>
  service.as(person).get(`/api/incidents/${id}/evidence/${number}/file`).buffer(true).parse(inBytes);

function inBytes(answer: Answer, done: (fault: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  const stream = answer as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}

test('a file is kept sealed, comes back byte for byte as something to save, and who read it is known', async () => {
  const content = Buffer.from('<script>alert(1)</script>\nlines of the log');
  const { body } = await keep(content).expect(200);
  const file = { name: 'access.log', sha256: sha256(content), bytes: content.length };
  expect(body.state.evidence).toMatchObject([{ number: 1, title: 'Access log', file, collectedBy: 'responder' }]);
  const read = await fileOf('auditor').expect(200);
  expect(read.body).toEqual(content);
  expect(read.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename=access.log',
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  });
  await fileOf('executive').expect(403);
  await fileOf('responder', 2).expect(404);
  const { body: looked } = await service.as('privacy').get(`/api/access?incident=${id}`).expect(200);
  expect(JSON.stringify(looked)).toContain('evidence 1');
});

test('the same file is one piece of evidence, and an empty one is none', async () => {
  await keep(Buffer.from('once')).expect(200);
  const again = await keep(Buffer.from('once')).expect(409);
  expect(again.body).toMatchObject({ type: '/problems/already-so', detail: 'Evidence 1 is this file already.' });
  await keep(Buffer.alloc(0)).expect(422);
  await keep(Buffer.from('x'), 'responder', { ...said, collectedAt: '2199-01-01T00:00:00Z' }).expect(422);
  await keep(Buffer.from('x'), 'reporter').expect(403);
});
