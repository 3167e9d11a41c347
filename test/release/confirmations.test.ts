import { setTimeout as delay } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { createNoticeLinks } from '../../src/activities/notices/notice-links';
import { tellOfAnswers } from '../../src/api/incidents/answers-news';
import { hashOf } from '../../src/texts/hash';
import { noticeTexts } from '../../src/texts/notice';
import { LETTERS } from '../support/letters';
import { declared, OWN_ORIGIN, startService } from '../support/api';

const CUSTOMERS = 100;
const CONTACTS = 100;
/** As the API tells incidents. */
const TELLING_EVERY_MS = 3_000;
const AT_ONCE = 32;
const SIGNALS_A_MINUTE = 60;

test('ten thousand confirmations at once are all kept, and reach the incident as at most sixty signals', async () => {
  const service = await startService();
  const incident = await declared(service);
  const { customers, scope, notices, deliveries, answers } = service.register;
  const numbers = (count: number) => Array.from({ length: count }, (_, nth) => nth);
  const named = numbers(CUSTOMERS).map((nth) => `c${nth}`);
  const contactsOf = (customer: string) =>
    numbers(CONTACTS).map((nth) => ({
      ...{ id: `${customer}-${nth}`, name: 'Admin', email: `${customer}-${nth}@example.com` },
      role: 'administrator' as const,
    }));
  await customers.store(
    named.map((id) => ({
      ...{ id, name: id, language: 'en', timeZone: 'UTC' },
      accounts: [
        { id: `${id}-a`, kind: 'subscription' as const, name: 'One', product: 'mail', contacts: contactsOf(id) },
      ],
    })),
  );
  await scope.resolve({ incident, effect: `${incident}#1.1`, selection: { customers: named }, addedAt: service.now() });
  const notice = { incident, notice: 1 };
  const texts = noticeTexts(
    { matter: { ...notice, kind: 'initial', facts: {}, commitmentHours: 72 }, sender: LETTERS.sender },
    LETTERS.sets,
  );
  const hash = hashOf(texts);
  await notices.store({ ...notice, kind: 'initial', texts, facts: {}, hash, composedAt: service.now() });
  await deliveries.plan({ ...notice, hash });
  const links = createNoticeLinks({ answers }, service.deps.keyRing, OWN_ORIGIN);
  await links.issue(notice);
  const linkOf = await links.of(notice);
  const ids = named.flatMap((customer) => contactsOf(customer).map(({ id }) => `${incident}/1/${id}`));

  const counted: unknown[] = [];
  const incidents = {
    ...service.deps.incidents,
    signal: (...said: Parameters<typeof service.deps.incidents.signal>) => {
      counted.push(said[2]);
      return Promise.resolve({ outcome: 'sent' } as const);
    },
  };
  const ended = new AbortController();
  const telling = (async () => {
    while (!ended.signal.aborted) {
      await tellOfAnswers({ register: service.register, incidents });
      await delay(TELLING_EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
    await tellOfAnswers({ register: service.register, incidents });
  })();
  const { port } = service.server.address() as AddressInfo;
  const left = [...ids];
  const began = performance.now();
  const confirm = async () => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      const path = linkOf(id).slice(OWN_ORIGIN.length);
      const body = new URLSearchParams({ act: 'confirm', statement: 'yes', incident });
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, redirect: 'manual' });
      if (answer.headers.get('location') !== '?said=confirmed') throw new Error(`${id} was answered ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, confirm));
  const seconds = (performance.now() - began) / 1_000;
  ended.abort();
  await telling;
  process.stdout.write(`${ids.length} confirmations in ${seconds.toFixed(1)} s, ${counted.length} signals\n`);
  expect(counted.at(-1)).toMatchObject({ notices: [{ notice: 1, confirmed: CUSTOMERS * CONTACTS }] });
  // On a machine that other work slows down it takes longer than a minute: never more than one a second.
  expect(counted.length).toBeLessThanOrEqual(Math.max(SIGNALS_A_MINUTE, seconds));
  await service.stop();
}, 280_000);
