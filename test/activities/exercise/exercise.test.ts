import type { StaffWebhooks } from '../../../src/activities';
import type { IncidentId } from '../../../src/domain/case/state';
import type { AlertEffect } from '../../../src/domain/effects/state';
import type { ExerciseId, ExerciseMark } from '../../../src/domain/exercise/mark';
import type { Report } from '../../../src/domain/triage/report';
import { customerOf, headline, House, inActivity, person } from '../house';

/* Settings as hostile as they come: a mail server that takes anything, real addresses of customers, and programs that page people. */

let house: House;
const paged: unknown[] = [];
const settled = () => Promise.resolve();
const webhooks: StaffWebhooks = { tell: (note) => void paged.push(note), settled, close: settled };

beforeAll(async () => {
  house = await House.open();
  const contacts = [
    { customer: 'alder', email: 'admin@alder.example' },
    { customer: 'birch', email: 'admin@birch.example', language: 'fr' },
  ];
  await house.stored.customers.store(contacts.map(customerOf));
  const { email, ...lead } = person('lead');
  await house.stored.people.add({ ...lead, email: `real-${email}` });
});
afterAll(() => house.close());

const MARK: ExerciseMark = {
  ...{ id: 'EXE-2026-0001' as ExerciseId, scenario: 'misdirected-list', nature: 'privacy' },
  pace: { origin: '2026-11-23T10:00:00.000Z' as ExerciseMark['pace']['origin'], factor: 72 },
};

async function exercise(request: string): Promise<IncidentId> {
  const at = house.now;
  const said = { channel: 'staff', reporter: 'lead', seen: 'A list.', detectedAt: at, reportedAt: at } as const;
  const report: Report = { ...said, exercise: MARK };
  return (await house.stored.reports.accept({ report, by: 'lead', receivedAt: at, request })).id;
}

async function planned(incident: IncidentId, customers: string[]) {
  const { activities } = house.worker({ webhooks });
  await house.stored.scope.resolve({
    ...{ incident, effect: `${incident}#1.1`, selection: { customers }, addedAt: house.now },
  });
  const facts = { nature: { status: 'known', value: 'A list went to the wrong address.' } } as const;
  const matter = { incident, notice: 1, kind: 'initial', facts, exercise: MARK, commitmentHours: 72 } as const;
  const { hash } = await inActivity(activities.composeNotice, matter);
  await inActivity(activities.planNotice, { incident, notice: 1, hash });
  return activities;
}

const textsOf = async (incident: IncidentId) =>
  (await house.stored.exercises.mails(incident, 0, 100)).map(({ address, mime }) => ({
    address,
    text: Buffer.from(mime).toString(),
  }));

test('a notice to real customers is kept beside the exercise, marked in subject, head and foot, and no byte of it leaves', async () => {
  const incident = await exercise('one');
  const activities = await planned(incident, ['alder', 'birch']);
  const batch = { incident, notice: 1, kind: 'initial' as const, exercise: MARK };
  expect(await inActivity(activities.sendBatch, batch)).toMatchObject({ finished: true, accepted: 2, told: 2 });
  expect(house.server.maxConnections).toBe(0);
  expect((await textsOf(incident)).map(({ address }) => address).sort()).toEqual([
    'admin@alder.example',
    'admin@birch.example',
  ]);
  const stored = await house.stored.notices.get(incident, 1);
  for (const [language, mark] of [
    ['en', 'EXERCISE – no real breach'],
    ['fr', 'EXERCICE – aucune violation réelle'],
  ] as const) {
    const { subject = '', text = '', html = '' } = stored?.texts[language] ?? {};
    expect(subject).toContain(`] ${mark}: `);
    expect(text.trimStart().startsWith(mark)).toBe(true);
    expect(text.trimEnd().endsWith(mark)).toBe(true);
    expect(html.split(mark).length).toBeGreaterThan(2);
  }
});

test('a batch that says nothing of an exercise is fenced all the same, by what the register has', async () => {
  const incident = await exercise('two');
  const activities = await planned(incident, ['alder']);
  await inActivity(activities.sendBatch, { incident, notice: 1, kind: 'initial' as const });
  expect(house.server.maxConnections).toBe(0);
  expect(await textsOf(incident)).toHaveLength(1);
});

test('a mailbox that the scenario has refuse is refused, and stays the customer’s mailbox', async () => {
  const incident = await exercise('three');
  const activities = await planned(incident, ['alder']);
  await inActivity(activities.breakEndpoint, { incident, customer: 'alder' });
  const batch = { incident, notice: 1, kind: 'initial' as const, exercise: MARK };
  expect(await inActivity(activities.sendBatch, batch)).toMatchObject({ refused: 1, told: 0 });
  const alder = await house.stored.customers.get('alder');
  expect(alder?.accounts[0]?.contacts[0]).toMatchObject({ email: 'admin@alder.example', stale: false });
});

test('an alert reaches its reader in the exercise alone: neither their mailbox nor a program that pages them', async () => {
  const incident = await exercise('four');
  const { activities } = house.worker({ webhooks });
  const effect = {
    ...{ id: `${incident}#1.1`, kind: 'alert', alertId: `${incident}#1.1`, alert: 'declared' },
    ...{ raisedAt: house.now, to: { roles: ['lead'] }, acknowledge: true },
    headline: headline(incident, { exercise: MARK }),
  } as unknown as AlertEffect;
  expect(await inActivity(activities.sendAlert, { effect, carriedOver: false })).toEqual({ reached: ['lead'] });
  expect(house.server.maxConnections).toBe(0);
  expect(paged).toEqual([]);
  const [mail] = await textsOf(incident);
  expect(mail?.address).toBe('real-lead@tocsin.example');
  const real = { ...effect, id: `${incident}#1.2`, headline: headline(incident) } as AlertEffect;
  await inActivity(activities.sendAlert, { effect: real, carriedOver: false });
  expect(house.server.to('real-lead@tocsin.example')).toHaveLength(1);
  expect(paged).toHaveLength(1);
});
