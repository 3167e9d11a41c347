import { createFolderReader } from '../../src/api/incidents/read-folder';
import { returnAddress } from '../../src/primitives/return-address';
import { House, LINK_KEYS, plannedNotice } from '../activities/house';
import { startMailPrograms, type MailPrograms } from '../support/mail-programs';
import { until } from '../support/until';
import { startService, type Service } from '../support/api';

const OURS = 'tocsin.example';
const BOUNCES = `bounces@${OURS}`;
const EACH = 40;

let house: House;
let service: Service;
let programs: MailPrograms;
beforeAll(async () => {
  house = await House.open();
  service = await startService();
  programs = await startMailPrograms(OURS, `[127.0.0.1]:${new URL(house.server.url).port}`);
}, 120_000);
afterAll(async () => {
  await programs.stop();
  await service.stop();
  await house.close();
});

/** Who gets it, and what of the others Postfix sends back. */
const KINDS = {
  taken: () => undefined,
  refused: (address: string) => house.server.answer(address, 550, '5.1.1 No such user here'),
  full: (address: string) => house.server.answer(address, 552, '5.2.2 Mailbox full'),
  deferred: (address: string) => house.server.answer(address, 451, '4.3.0 Try again'),
} as const;

test('every bounce of a real Postfix, read from a real IMAP folder, is matched to its delivery', async () => {
  const { activities, run } = house.worker({
    mail: { url: programs.smtpUrl, returnAddress: (id) => returnAddress(LINK_KEYS, BOUNCES, id) },
  });
  const recipients = Object.entries(KINDS).flatMap(([kind, prepare]) =>
    Array.from({ length: EACH }, (_, nth) => {
      const email = `${kind}${nth}@${kind}.example`;
      prepare(email);
      return { customer: `${kind}-${nth}`, email };
    }),
  );
  const { incident } = await plannedNotice(house, activities, recipients);
  const batch = { incident, notice: 1, kind: 'initial' as const };
  expect(await run(activities.sendBatch, batch)).toMatchObject({ finished: true, accepted: recipients.length });

  const rows = new Map(
    (await house.stored.deliveries.list(incident, { limit: 500 })).rows.map((row) => [row.customer, row.id]),
  );
  const bounced = recipients.filter(({ customer }) => !customer.startsWith('taken'));
  const deps = { ...service.deps, register: house.stored, keyRing: LINK_KEYS };
  const readFolder = createFolderReader(deps, programs.imapUrl);
  let read = 0;
  await until('all bounces are read', async () => (read += await readFolder()) >= bounced.length, 60_000);

  expect(read).toBe(bounced.length);
  expect(await house.stored.returnedMails.waiting()).toEqual([]);
  for (const { customer } of recipients) {
    const kinds = (await house.stored.answers.marks(rows.get(customer)!)).map(({ kind }) => kind);
    expect([customer, kinds.includes('bounced')]).toEqual([customer, !customer.startsWith('taken')]);
  }
  expect(house.server.taken.filter(({ to }) => to.endsWith('@taken.example'))).toHaveLength(EACH);
}, 180_000);
