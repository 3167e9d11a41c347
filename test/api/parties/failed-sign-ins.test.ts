import request from 'supertest';
import { startService, type Service } from '../../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

test('who fails again and again is told to wait, and a right key is never kept out', async () => {
  const attempt = (key: string) =>
    request(service.server).get('/api/people').set('Authorization', `Bearer ${key}`).set('X-Forwarded-For', key);
  const statuses: number[] = [];
  for (let number = 1; number <= 105; number += 1) statuses.push((await attempt(`wrong-${number}`)).status);
  expect(statuses).toEqual([...Array<number>(100).fill(401), ...Array<number>(5).fill(429)]);

  const refused = await attempt('wrong')
    .expect(429)
    .expect('Content-Type', /problem\+json/);
  expect(refused.headers['retry-after']).toBe('300');
  expect(refused.body).toMatchObject({ type: '/problems/too-many-attempts', detail: expect.stringContaining('Wait') });
  await request(service.server).get('/api/incidents').expect(429);
  await service.as('lead').get('/api/people').expect(200);
  expect(service.logged.join()).not.toContain('wrong-');
});
