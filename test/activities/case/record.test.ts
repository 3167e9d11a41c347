import { createLog } from '../../../src/process/log';
import { readFile } from 'node:fs/promises';
import { openingPage } from '../../../src/domain/open';
import { RULES_2026_11 } from '../../../src/domain/case/rules';
import { effectIdOf } from '../../../src/domain/effects/state';
import type { IncidentId } from '../../../src/domain/case/state';
import { withRedactedFailure } from '../../../src/activities/fault';
import { House, inActivity, person } from '../house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

function opening(id: IncidentId) {
  const at = house.now;
  const report = {
    channel: 'staff' as const,
    reporter: 'rita',
    seen: 'A mail went astray.',
    detectedAt: at,
    reportedAt: at,
  };
  return openingPage({ id, at, by: 'rita', door: 'api', roster: {}, rosterRevision: 1, rules: RULES_2026_11, report });
}

test('pages are stored once however often they are sent, and what is new of the roster comes along', async () => {
  await house.stored.people.upsertMany([person('lena')]);
  const { activities, run } = house.worker();
  const pages = [opening(house.nextIncident())];
  const { roster } = await run(activities.recordPages, { pages, rosterRevision: 0 });
  expect(roster).toEqual({ revision: 1, roster: { lena: ['lead'] } });
  expect(await readFile(house.peopleFile, 'utf8')).toContain('lena');
  expect(await run(activities.recordPages, { pages, rosterRevision: 1 })).toEqual({});
  await house.stored.people.upsertMany([person('max')]);
  expect(await run(activities.recordPages, { pages, rosterRevision: 1 })).toEqual({
    roster: { after: 1, revision: 2, changes: { max: ['lead'] } },
  });
  await house.stored.people.upsertMany([{ ...person('max'), email: 'new@tocsin.example' }]);
  expect(await run(activities.recordPages, { pages, rosterRevision: 2 })).toEqual({});
  expect(await readFile(house.peopleFile, 'utf8')).toContain('new@tocsin.example');
  expect(await house.stored.pages.read(pages[0]!.incident)).toHaveLength(1);
});

test('a page that contradicts a stored one is a failure with our own sentence, to be looked at', async () => {
  const { activities, run } = house.worker();
  const page = opening(house.nextIncident());
  await run(activities.recordPages, { pages: [page], rosterRevision: 0 });
  const other = { ...page, by: 'someone-else' };
  await expect(run(activities.recordPages, { pages: [other], rosterRevision: 0 })).rejects.toMatchObject({
    type: 'RegisterConflict',
    nonRetryable: false,
  });
});

test('scope is resolved and marked by effect id: a repeat adds and marks nothing', async () => {
  const { activities, run } = house.worker();
  await house.stored.customers.store([{ id: 'acme', name: 'Acme', language: 'en', timeZone: 'UTC', accounts: [] }]);
  const incident = house.nextIncident();
  const resolve = {
    incident,
    effect: {
      id: effectIdOf(incident, 2, 1),
      kind: 'resolve-scope' as const,
      selection: { customers: ['acme', 'nobody'] },
      addedAt: house.now,
      by: 'lena',
    },
  };
  expect(await run(activities.resolveScope, resolve)).toMatchObject({
    added: 1,
    unknown: ['nobody'],
    cohorts: [{ total: 1 }],
  });
  expect(await run(activities.resolveScope, resolve)).toMatchObject({ cohorts: [{ total: 1 }] });
  const mark = {
    incident,
    effect: {
      id: effectIdOf(incident, 3, 1),
      kind: 'mark-scope' as const,
      customer: 'acme',
      mark: 'waived' as const,
      reason: 'closed its doors',
      by: ['lena', 'eve'],
    },
  };
  expect(await run(activities.markScope, mark)).toMatchObject({
    outcome: 'marked',
    cohorts: [{ total: 0, waived: 1 }],
  });
  expect(await run(activities.markScope, mark)).toMatchObject({
    outcome: 'marked',
    cohorts: [{ total: 0, waived: 1 }],
  });
});

test('what goes wrong inside reaches Temporal, where it is encrypted, and the log without its words, which may hold names', async () => {
  const logged: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void logged.push(fields) };
  const effect = withRedactedFailure(
    'sendAlert',
    () => Promise.reject(new TypeError('duplicate key (email)=(ann@customer.example)')),
    log,
  );
  await expect(inActivity(effect, {})).rejects.toMatchObject({
    type: 'TypeError',
    message: 'duplicate key (email)=(ann@customer.example)',
    nonRetryable: false,
  });
  expect(logged).toEqual([{ activity: 'sendAlert', err: expect.any(TypeError) }]);
  const lines: string[] = [];
  createLog('error', { write: (line) => void lines.push(line) }).error(logged[0]);
  expect(lines.join()).toContain('TypeError');
  expect(lines.join()).not.toContain('customer.example');
});
