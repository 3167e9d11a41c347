import request from 'supertest';
import { createApp } from '../../src/api/app';
import { reportBudgetsOf } from '../../src/api/deps';
import { keyOf, REPORT, startService } from '../support/api';
import { storm } from '../support/storm';

jest.setTimeout(300_000);

const REPORTS_PER_MINUTE = 100;
const MINUTE_MS = 60_000;

test('of 1,000 reports that one person makes within ten minutes over two processes, sixty are taken and opened', async () => {
  const service = await startService();
  const deps = { ...service.deps, reportBudgets: reportBudgetsOf(60) };
  const processes = [createApp(deps), createApp(deps)];
  const answers = new Map<number, number>();
  for (let minute = 0; minute < 10; minute += 1) {
    const reports = Array.from({ length: REPORTS_PER_MINUTE }, (_, n) =>
      request(processes[n % 2]!)
        .post('/api/incidents')
        .set('Authorization', `Bearer ${keyOf('reporter')}`)
        .send(REPORT),
    );
    for (const { status } of await Promise.all(reports)) answers.set(status, (answers.get(status) ?? 0) + 1);
    service.wait(MINUTE_MS);
  }
  expect(Object.fromEntries(answers)).toEqual({ 201: 60, 429: 940 });
  expect(service.desk.open.size).toBe(60);
  const { rows } = await service.register.access.list({
    ...{ person: 'reporter', reader: 'auditor', now: service.now(), limit: 1_000 },
  });
  expect(rows.filter(({ status }) => status === 429)).toHaveLength(300);
  await service.stop();
});

test('of 10,000 alarms that one source raises at once none is lost, and they are one case', async () => {
  const service = await startService();
  const { cases, answers, findings } = await storm(service, 10_000);
  expect([cases.size, answers, findings.total]).toEqual([1, { 201: 1, 200: 9_999 }, 10_000]);
  await service.stop();
});
