import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import type { Service } from './api';

interface Source {
  id: string;
  secret: string;
}

/** Signed as its sender would. */
export function alarmTo(
  { server }: Pick<Service, 'server'>,
  { id, secret }: Source,
  body: object,
  { message, at }: { message: string; at: Date },
) {
  const bytes = JSON.stringify(body);
  return request(server)
    .post(`/api/detections/${id}`)
    .set('Content-Type', 'application/json')
    .set('webhook-id', message)
    .set('webhook-timestamp', String(Math.floor(at.getTime() / 1_000)))
    .set('webhook-signature', new Webhook(secret).sign(message, at, bytes))
    .send(bytes);
}

const AT_ONCE = 40;

/**
 * So many findings, each another, of one source at once: the cases that they became, how many were opened, and what the first one holds. What is
 * answered with 503 is sent again, as a sender does. `before` each part of it something may be done, and what that answers is done beside the part.
 */
export async function storm(
  service: Service,
  alarms: number,
  before: () => Promise<() => Promise<unknown>> = async () => async () => undefined,
) {
  const added = { id: `storm-of-${alarms}`, name: 'Gateway', owner: 'responder', channel: 'anomaly-alarm' };
  const { body: source } = await service.as('operator').post('/api/detection-sources').send(added).expect(201);
  const cases = new Set<string>();
  const answers = new Map<number, number>();
  const send = async (nth: number) => {
    const finding = { key: `finding ${nth}`, seen: `Finding ${nth}.` };
    for (;;) {
      const { status, body } = await alarmTo(service, source as Source, finding, {
        message: `m${nth}`,
        at: new Date(),
      });
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status === 503) continue;
      cases.add((body as { incident: string }).incident);
      return;
    }
  };
  for (let sent = 0; sent < alarms; sent += AT_ONCE) {
    const beside = await before();
    await Promise.all([
      ...Array.from({ length: Math.min(AT_ONCE, alarms - sent) }, (_, n) => send(sent + n)),
      beside(),
    ]);
  }
  await service.desk.recorded();
  const [incident = ''] = cases;
  const { body: findings } = await service.as('lead').get(`/api/incidents/${incident}/detections`).expect(200);
  return { cases, answers: Object.fromEntries(answers), findings: findings as { total: number; items: object[] } };
}
