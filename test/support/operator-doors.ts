import request from 'supertest';
import { Webhook } from 'standardwebhooks';
import type { Service } from './api';

interface Attempted {
  service: Service;
  /** The incident with a draft, and the hash of its first notice. */
  incident: string;
  hash: string;
}

type Way = [string, () => Promise<unknown>];

const EVIL = 'evil@elsewhere.example';

/** What else an operator opens, or may ask for, beside people and keys. */
export function waysByOtherDoors({ service, incident, hash }: Attempted): Way[] {
  const as = (who: string) => service.as(who);
  const post = (path: string, body: object = {}) => as('operator').post(path).send(body);
  const said = (command: string, body: object) => post(`/api/incidents/${incident}/${command}`, body).expect(403);
  const by = (token: string, path = `/api/incidents/${incident}/approve-notice`) =>
    request(service.server).post(path).set('Authorization', `Bearer ${token}`);
  const approval = { notice: 1, hash };
  const provider = async (id: string): Promise<string> => {
    const { body } = await post('/api/scim-clients', { id, name: 'Ours' }).expect(201);
    return (body as { token: string }).token;
  };
  const provision = (token: string, user: object) =>
    by(token, '/scim/v2/Users').set('Content-Type', 'application/scim+json').send(JSON.stringify(user));
  const source = async (id: string, channel: string, also: object = {}) => {
    const { body } = await post('/api/detection-sources', { id, name: 'Ours', owner: 'legal', channel, ...also });
    return body as { secret: string; form: string };
  };
  return [
    [
      'signs in by the token of an identity provider',
      async () =>
        by(await provider('idp-a'))
          .send(approval)
          .expect(401),
    ],
    [
      'has an identity provider bring somebody of legal',
      async () => {
        const user = { userName: EVIL, displayName: 'Evil', emails: [{ value: EVIL }], roles: ['legal', 'lead'] };
        await provision(await provider('idp-b'), user).expect(201);
        await post(`/api/people/${EVIL}/keys`).expect(404);
      },
    ],
    [
      'has it bring the lead, at another address',
      async () => {
        const token = await provider('idp-c');
        await provision(token, { userName: 'lead', externalId: 'lead', emails: [{ value: EVIL }], roles: ['lead'] });
        await post('/api/people/lead/keys').expect(202);
      },
    ],
    [
      'has it call the API',
      async () =>
        by(await provider('idp-d'), '/api/people')
          .send({})
          .expect(401),
    ],
    [
      'names themselves legal in the list of the staff',
      async () => {
        const row = 'operator,Operator,operator@tocsin.example,Legal,en,legal';
        const file = `staff_id,name,email,department,language,roles\n${row}\n`;
        await as('operator').post('/api/staff/import').query({ leavers: 9 }).type('text/csv').send(file).expect(200);
        await said('approve-notice', approval);
      },
    ],
    [
      'takes the address of a calendar for a key',
      async () => {
        const { body } = await post('/api/calendar-feed').expect(201);
        await by(String((body as { url: string }).url.split('/').at(-1)))
          .send(approval)
          .expect(401);
      },
    ],
    [
      'opens a form whose reports are from legal, and approves by it',
      async () => {
        const { form } = await source('form-a', 'customer-portal');
        const { pathname } = new URL(form);
        const words = { seen: `approve-notice ${JSON.stringify(approval)}`, name: 'legal', answerTo: EVIL };
        await request(service.server)
          .post(pathname)
          .type('form')
          .send({ act: 'report', once: 'once', ...words });
        await by(pathname.split('/').at(-1) ?? '')
          .send(approval)
          .expect(401);
      },
    ],
    [
      'has mails to legal taken for reports',
      () => source('form-b', 'third-party', { address: 'legal@tocsin.example' }),
    ],
    [
      'has a machine of legal say it',
      async () => {
        const { secret } = await source('machine', 'anomaly-alarm');
        const body = JSON.stringify({ key: 'approve', seen: 'approve-notice', by: 'legal', ...approval });
        const at = new Date();
        await request(service.server)
          .post('/api/detections/machine')
          .set({ 'webhook-id': 'm-1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) })
          .set('webhook-signature', new Webhook(secret).sign('m-1', at, body))
          .type('json')
          .send(body)
          .expect(422);
        await by(secret).send(approval).expect(401);
      },
    ],
    [
      'returns a mail as legal',
      async () => {
        const { body } = await as('operator').get('/api/returned-mail/secret').expect(200);
        const mail = `From: legal@tocsin.example\r\nTo: notices@tocsin.example\r\nSubject: Approved\r\n\r\n${hash}\r\n`;
        await by((body as { secret: string }).secret, '/api/returned-mail')
          .type('message/rfc822')
          .send(mail)
          .expect(200);
        await by((body as { secret: string }).secret)
          .send(approval)
          .expect(401);
      },
    ],
    [
      'makes a customer whose contact they are, and has it asked',
      async () => {
        const contact = { id: 'evil-1', name: 'legal', email: EVIL, role: 'administrator' };
        const account = { id: 'evil-a', kind: 'subscription', name: 'One', product: 'mail', contacts: [contact] };
        const customer = { name: 'Evil', language: 'en', timeZone: 'UTC', accounts: [account] };
        await as('operator').put('/api/customers/evil').send(customer).expect(200);
        await post('/api/customers/verification', { customers: ['evil'] }).expect(201);
        await by('evil-1').send(approval).expect(401);
      },
    ],
    [
      'has the program of that contact say it',
      async () => {
        const path = '/api/customers/evil/contacts/evil-1/webhook';
        const { body } = await as('operator').put(path).send({ url: 'https://elsewhere.example/hook' }).expect(200);
        await by((body as { secret: string }).secret)
          .send(approval)
          .expect(401);
      },
    ],
    [
      'accepts what no contact proposed',
      async () => {
        await post('/api/customers/proposals/1/accept').expect(404);
      },
    ],
    [
      'plans an exercise in which they are legal',
      () => post('/api/exercises', { scenario: 'misdirected-list' }).expect(403),
    ],
    [
      'enters words as a translator',
      () =>
        as('operator')
          .post(`/api/incidents/${incident}/translations`)
          .query({ language: 'fr' })
          .type('text/csv')
          .send('unit,source,target\nnature,A list went astray.,Payez\n')
          .expect(403),
    ],
    [
      'offers a customer a file of their own',
      () =>
        as('operator')
          .post(`/api/incidents/${incident}/assistance`)
          .query({ customer: 'evil', kind: 'other', name: 'a.txt' })
          .type('application/octet-stream')
          .send('Pay 3 bitcoin')
          .expect(403),
    ],
    [
      'keeps it as evidence',
      () =>
        as('operator')
          .post(`/api/incidents/${incident}/evidence`)
          .query({ title: 'A mail', name: 'a.txt', collectedAt: '2026-11-23T08:00:00Z' })
          .type('application/octet-stream')
          .send('Approved by legal')
          .expect(403),
    ],
    ['merges the case into another', () => said('merge-into', { incident: 'INC-2026-0099', reason: 'The same' })],
    ['links it to another', () => said('link-incident', { incident: 'INC-2026-0099', reason: 'Alike' })],
    [
      'has the letter sent to themselves',
      () => post(`/api/incidents/${incident}/notices/1/tests`, { customer: 'evil' }).expect(403),
    ],
    ['makes themselves a member', () => said('add-member', { person: 'operator', reason: 'I help' })],
    ['breaks the glass', () => said('break-glass', { reason: 'I help' })],
    ['withholds what legal would read', () => said('withhold', { words: [{ lang: 'en', text: 'astray' }] })],
    [
      'lets the name of a customer stand',
      () => said('allow-name', { notice: 1, customer: 'evil', reason: 'They know' }),
    ],
    [
      'drafts a procedure by which one approves',
      () => post('/api/procedures', { name: 'alone', version: '1', title: 'Alone', text: 'One approves.' }).expect(403),
    ],
    ['approves a procedure', () => post('/api/procedures/incident-response/1/approve', { sha256: hash }).expect(403)],
    [
      'decides a review of the programme',
      () => post('/api/programme-reviews/REV-2026-11/decide', { decisions: 'One approves.' }).expect(403),
    ],
    ['approves it', () => post('/api/programme-reviews/REV-2026-11/approve', { sha256: hash }).expect(403)],
    [
      'closes an audit with a statement',
      () => post('/api/audits/AUD-2026-0001/close', { statement: 'All is well.' }).expect(403),
    ],
    [
      'places a legal hold as counsel',
      () => post(`/api/incidents/${incident}/legal-holds`, { reason: 'Counsel' }).expect(403),
    ],
    ['approves the lessons', () => post(`/api/incidents/${incident}/post-mortem/approve-post-mortem`, {}).expect(403)],
    ['lets a demo company in, whose keys are known', () => post('/api/demo').expect(404)],
  ];
}
