import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openRegister, type Register } from '../../../src/register';
import type { Instant } from '../../../src/domain/primitives/instant';
import { INITIAL } from '../../../src/register/database/migrations/0001-initial';
import { TOLD_BY_A_PERSON } from '../../../src/register/database/migrations/0002-told-by-a-person';
import { RULES_VERSIONS } from '../../../src/register/database/migrations/0003-rules-versions';
import { CUSTOMERS_ENDED } from '../../../src/register/database/migrations/0004-customers-ended';
import { ADMINISTRATION } from '../../../src/register/database/migrations/0005-administration';
import { APPEND_ONLY } from '../../../src/register/database/migrations/0006-append-only';
import { KEYS_AND_SESSIONS } from '../../../src/register/database/migrations/0007-keys-and-sessions';
import { WATCH_AND_BUDGETS } from '../../../src/register/database/migrations/0008-watch-and-budgets';
import { DATA_KEYS_AND_ERASURE } from '../../../src/register/database/migrations/0009-data-keys';
import { RESTRICTED_AND_READINGS } from '../../../src/register/database/migrations/0010-restricted-and-readings';
import { PROMISES_KEPT_BY_A_PERSON } from '../../../src/register/database/migrations/0011-promises-kept-by-a-person';
import { LEDGER } from '../../../src/register/database/migrations/0012-ledger';
import { SCOPE_FACTS } from '../../../src/register/database/migrations/0013-scope-facts';
import { ANSWERS_OF_RECIPIENTS } from '../../../src/register/database/migrations/0014-answers-of-recipients';
import { RETURNED_MAIL } from '../../../src/register/database/migrations/0015-returned-mail';
import { NOTICE_TEXTS } from '../../../src/register/database/migrations/0016-notice-texts';
import { ERASED_WORDS } from '../../../src/register/database/migrations/0017-erased-words';
import { DETECTIONS } from '../../../src/register/database/migrations/0018-detections';
import { SNAPSHOTS } from '../../../src/register/database/migrations/0019-snapshots';
import { WITHHELD_WORDS } from '../../../src/register/database/migrations/0020-withheld-words';
import { TRAINING } from '../../../src/register/database/migrations/0021-training';
import { EVIDENCE_FILES } from '../../../src/register/database/migrations/0022-evidence-files';
import { WITHHELD_OF_NOTICES } from '../../../src/register/database/migrations/0023-withheld-of-notices';
import { EXERCISES } from '../../../src/register/database/migrations/0024-exercises';
import { AUDITS } from '../../../src/register/database/migrations/0025-audits';
import { CONTACT_WEBHOOKS } from '../../../src/register/database/migrations/0026-contact-webhooks';
import { DATA_STORES } from '../../../src/register/database/migrations/0027-data-stores';
import { NARROW_SENDING } from '../../../src/register/database/migrations/0028-narrow-sending';
import { CONTACT_VERIFICATION } from '../../../src/register/database/migrations/0029-contact-verification';
import { LETTER_TESTS } from '../../../src/register/database/migrations/0030-letter-tests';
import { SCIM } from '../../../src/register/database/migrations/0031-scim';
import { CALENDAR_FEEDS } from '../../../src/register/database/migrations/0032-calendar-feeds';
import { ASSISTANCE_FILES } from '../../../src/register/database/migrations/0033-assistance-files';
import { PROGRAMME } from '../../../src/register/database/migrations/0034-programme';
import { REPORT_MAIL } from '../../../src/register/database/migrations/0035-report-mail';
import { STORMS } from '../../../src/register/database/migrations/0036-storms';
import { PAST_INCIDENTS } from '../../../src/register/database/migrations/0037-past-incidents';
import { REVIEW_ACTIONS } from '../../../src/register/database/migrations/0038-review-actions';
import { KEPT_EVIDENCE } from '../../../src/register/database/migrations/0039-kept-evidence';
import { STORMS_TOLD } from '../../../src/register/database/migrations/0040-storms-told';
import { STAFF_GROUPS } from '../../../src/register/database/migrations/0041-staff-groups';
import { SNAPSHOTS_CUSTOMER_FIRST } from '../../../src/register/database/migrations/0042-snapshots-customer-first';
import { EMPLOYEE_NUMBERS } from '../../../src/register/database/migrations/0043-employee-numbers';
import { NEWS_OF_SUBJECTS } from '../../../src/register/database/migrations/0044-news-of-subjects';
import { OPEN_RECIPIENTS } from '../../../src/register/database/migrations/0045-open-recipients';
import { READ_TABLES, READ_TABLES_VERSION } from '../../../src/register/journal/read-tables';
import { STATE_VERSION } from '../../../src/domain/upgraded';
import { eachPlace, type Place } from '../registers';
import { newIncident, notePage, openingPage } from '../stories';

/** SHA-256 of the statements as they were released. None is ever changed: a new thought is a new migration, and a new line here. */
const RELEASED: [string, readonly string[], string][] = [
  ['0001-initial', INITIAL, '475aafe627fe2ba693355e49d8b30987ec2bc9e6f4ed15304034859c7434239a'],
  ['0002-told-by-a-person', TOLD_BY_A_PERSON, 'afa7b4b793c6f243a36289bff3747fe47cbd150a887ef2b058bab62e6ede4718'],
  ['0003-rules-versions', RULES_VERSIONS, '5ee6f07d34d74c7067f4fddafc38ac5f94f891523312d37e73a2cd3935895a73'],
  ['0004-customers-ended', CUSTOMERS_ENDED, 'd589548c73974bedef1a0c60422d40c55115112f51ca250377bfa28f13fb8b7d'],
  ['0005-administration', ADMINISTRATION, '079afe88a1404e1b77a45b6a2d2ebf26378b3dcda32b025f9e34e0e49027c665'],
  ['0006-append-only', APPEND_ONLY, '520d802a98e6a041590249f8d9b9e65ff09a0f1681f205fdcaa36efca8ac47a0'],
  ['0007-keys-and-sessions', KEYS_AND_SESSIONS, '35c8e365bcc02c9e9663fe7f1ccfaf970b21bbcd7c38c81928ee1802fc90b01b'],
  ['0008-watch-and-budgets', WATCH_AND_BUDGETS, '622cc22f278074fbc4d3989e8cb2cbe6dbbcd9040160952e41ce7e64e8d19045'],
  ['0009-data-keys', DATA_KEYS_AND_ERASURE, 'd244916dcea300b47f4f4f9b28e1c0f9a5dbcf31e917cbb921c32e94d6b8fc83'],
  [
    '0010-restricted-and-readings',
    RESTRICTED_AND_READINGS,
    '1a4fdac02073646d4cc27660601ce919377006957e8167fd7c9fe528877d4d34',
  ],
  [
    '0011-promises-kept-by-a-person',
    PROMISES_KEPT_BY_A_PERSON,
    '6366b559f3d43e6eddbab3162603c0d539c936c853120218b61a57d4bf185384',
  ],
  ['0012-ledger', LEDGER, 'abb772a77b9e9237d10596dd3d9a1ea5e268b58d12c16180673605774c2835cd'],
  ['0013-scope-facts', SCOPE_FACTS, 'd5796043c8c909462dc9f68c18e1b6cd7a31d0531fe29e7cb539a973b0fdabd5'],
  [
    '0014-answers-of-recipients',
    ANSWERS_OF_RECIPIENTS,
    '5c2cae6f5ff2745fd95c0e1d4f37e2462e0876091d7a5605532159b2e7b90749',
  ],
  ['0015-returned-mail', RETURNED_MAIL, '3b520e6aafced1c2ba9c289358c69b4e1fe125519cba20ae9b2399456fb4d6c3'],
  ['0016-notice-texts', NOTICE_TEXTS, 'fe10d0de06dcf1d79ea525dd7a06ab0fb5f86a2864caa27c1bab9b54ef16e3fc'],
  ['0017-erased-words', ERASED_WORDS, '7935dbc729a654781687a0de83079fd8c8e57d1871bc26a1b6290769bdac71b7'],
  ['0018-detections', DETECTIONS, 'c9b35a64db301acd36c9309941f48740b0292c463972ef228f0436543a73c0fc'],
  ['0019-snapshots', SNAPSHOTS, '9ee196e68d057b05f2d6db4bc71727249eaafc05e092761702d28896bf5c1d70'],
  ['0020-withheld-words', WITHHELD_WORDS, 'b96fbfa002f8e87cf1174cb723aa4424811846b443e87966fc61268ab736eb6c'],
  ['0021-training', TRAINING, '3b98b46a3a3ca84ae14d24b2defe8b0e98f7725b1573cb754959176978a87540'],
  ['0022-evidence-files', EVIDENCE_FILES, '248a2f0998ed19aa919b0e0061dcd69b92156f8385c138f9150831f80e3803d1'],
  ['0023-withheld-of-notices', WITHHELD_OF_NOTICES, '6faa730c99044bc039c00ffa66b55fd23da1b0f30e5079def638b2a4aeccf34b'],
  ['0024-exercises', EXERCISES, '3a9941a989b7e4dc04217809cefd5905b594dce94ba6014cd01c027f9f4523fd'],
  ['0025-audits', AUDITS, '923d9e90c51ea94213023c6321e5d7c115e63578104f706c1a34be8306f31697'],
  ['0026-contact-webhooks', CONTACT_WEBHOOKS, 'd20b322e5eeed8d42bf064107258523f9d2df637c7ae6a52070fc1f6da70492d'],
  ['0027-data-stores', DATA_STORES, '3d8e8420fb15f0990e76fc985c6eb543e5fc3111f14bfa5e75c60e330b463654'],
  ['0028-narrow-sending', NARROW_SENDING, '760114fc1a398d27ef93f4dea13799a1efd70a0168f91e8b166370ac6a6bc9bf'],
  [
    '0029-contact-verification',
    CONTACT_VERIFICATION,
    '677cf838ed500bb75a030fad876eec1891c982558f543b67f89fdccb0c5bf865',
  ],
  ['0030-letter-tests', LETTER_TESTS, '4a29d98e79eccc803bd4ad3361bd6a902e199b31c2d765ddbbc36c22eafb362e'],
  ['0031-scim', SCIM, '87352d30e1025c588651a477b912cba8cb59b4815aab0229257ce181b35fb514'],
  ['0032-calendar-feeds', CALENDAR_FEEDS, '7c072d675c1f8a8a9c22df326a013caae04e65f06098b98044c6389dc41800c2'],
  ['0033-assistance-files', ASSISTANCE_FILES, '6393ac8947bf386bb6b302cad3ef525c35430e3e31d499187ce729c1d2040094'],
  ['0034-programme', PROGRAMME, '2eca9fa8e1b244e82eefcdd8c6fb64042d6772b3221cb592f9033d23b12e3156'],
  ['0035-report-mail', REPORT_MAIL, '32fae2b9ec481373ee48437e1512af50662056f0a28a563ed5e6f272f84398ae'],
  ['0036-storms', STORMS, '2804d3c46574bdcff08f57546dae2dc1b751d348e34985c8f1fa1de2cacb6aff'],
  ['0037-past-incidents', PAST_INCIDENTS, 'fe80ed3ed0a50dbd471757134efd2ddc1e6f9c22aab45e48f135f75683aee4a0'],
  ['0038-review-actions', REVIEW_ACTIONS, 'd17e123de936241b397b297f24e47aa07ece1dd48a86984dba468df40f261e9d'],
  ['0039-kept-evidence', KEPT_EVIDENCE, '4364d05e0077d8102b1fc3390edbe36a35f71a809df486ba3d5ce7f0ce79aeaa'],
  ['0040-storms-told', STORMS_TOLD, '70952d9030d7e889794cb8bafcefc2355c4b8211aba5151e38bb64a13b995560'],
  ['0041-staff-groups', STAFF_GROUPS, '19e9b1f4791839988dfa6ff9ca3be42d80c7a5ca394ef18e742b2abfed623078'],
  [
    '0042-snapshots-customer-first',
    SNAPSHOTS_CUSTOMER_FIRST,
    '18168e4ab77378ecd41ee7089c370e9a0136fdf720c14cf572600ed6a53a3521',
  ],
  ['0043-employee-numbers', EMPLOYEE_NUMBERS, '400459a718dde6d15a6c8e9610f75058dc370e38886339aaa65e2121899cb6b9'],
  ['0044-news-of-subjects', NEWS_OF_SUBJECTS, 'c6623f3e666ff9516bf291e746bc8004d1cf4eb30e2da8baf519f4ce9101a458'],
  ['0045-open-recipients', OPEN_RECIPIENTS, 'ec0544d590c892d70d3e1988f35000d9fa9cbb4a8243988e5811bd83978f1c09'],
];
/** SHA-256 of the read tables as each version had them, with the version of the state; a new line for each. */
const READ_TABLES_RELEASED = [
  '5b3c041caf1624dafb6aa469d5b405e579932f2e5f2b5ceeea73c4af3e9ed586',
  'd37a677a2eb7ae975b89db26a07bf61032031162a17d0cb5f360f0c104f15968',
  '770c6810abf117b4864792bf9cbfb46d479d8e1368b942a88511f63805bd5b07',
  '717467bfc0ca78063817ce3d51a5626e461b23e517802d7cd3c7212940e42f2c',
  '99727d4a883b43fe894d9f8e588d0c35ce7f8fe0fa45ac45b601659e6b6df327',
];

test('all that were released are held to their words', () => {
  const files = readdirSync(join(__dirname, '../../../src/register/database/migrations'));
  expect(RELEASED.map(([name]) => `${name}.ts`)).toEqual(files.sort());
});

test.each(RELEASED)('migration %s is as it was released', (_name, statements, sha256) => {
  expect(hashOf(statements)).toBe(sha256);
});

test('read tables, or a state, of another shape have another version', () => {
  expect(READ_TABLES_RELEASED).toHaveLength(READ_TABLES_VERSION);
  expect(hashOf([STATE_VERSION, READ_TABLES])).toBe(READ_TABLES_RELEASED.at(-1));
});

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

// Either kind of database tells it; PostgreSQL is the faster to set up.
describe.each(eachPlace.slice(-1))('The tables of a register (%s)', (_kind, makePlace) => {
  let place: Place;
  let tables: Awaited<ReturnType<typeof tablesOf>>;
  beforeAll(async () => {
    place = await makePlace();
    await (await migrated(place, openRegister)).close();
    tables = await tablesOf(place);
  });
  afterAll(() => place.remove());

  test('are the same after a rebuild', async () => {
    const register = await place.open();
    await register.pages.rebuild();
    await register.close();
    expect(await tablesOf(place)).toEqual(tables);
  });
});

describe.each(eachPlace.slice(-1))('Read tables that stand (%s)', (_kind, makePlace) => {
  const first = newIncident();
  let place: Place;
  beforeEach(async () => {
    place = await makePlace();
    const register = await place.open();
    await register.migrate();
    await register.pages.append([openingPage(first), notePage(first, 2, 'two')]);
    await register.close();
    await place.query(`update incidents set stage = 'review'`);
  });
  afterEach(() => place.remove());

  test('of an older version are folded again from the pages, in the shape of the newer one', async () => {
    const pages = await pagesIn(place);
    const register = await migrated(place, openingWithOneColumnMore(READ_TABLES_VERSION + 1));
    expect(await register.schemaVersion()).toEqual({
      found: `${RELEASED.length}.${READ_TABLES_VERSION + 1}`,
      wanted: expect.anything(),
    });
    await register.close();
    expect(await place.query('select id, stage, sequence::int as sequence, of_tomorrow from incidents')).toEqual([
      { id: first, stage: 'triage', sequence: 2, of_tomorrow: 'new' },
    ]);
    expect(await place.query('select count(*)::int as rows, min(of_tomorrow) as of_tomorrow from timeline')).toEqual([
      { rows: 2, of_tomorrow: 'new' },
    ]);
    expect(await pagesIn(place)).toEqual(pages);
  });

  test('of the same version are left as they are', async () => {
    const tables = await tablesOf(place);
    await (await migrated(place, openingWithOneColumnMore(READ_TABLES_VERSION))).close();
    expect(await tablesOf(place)).toEqual(tables);
    expect(await place.query('select stage from incidents')).toEqual([{ stage: 'review' }]);
  });

  test('of a newer version are left alone, with a sentence that says so', async () => {
    await (await migrated(place, openingWithOneColumnMore(READ_TABLES_VERSION + 1))).close();
    const older = await place.open();
    await expect(older.migrate()).rejects.toThrow(
      new RegExp(
        `version ${RELEASED.length}\\.${READ_TABLES_VERSION + 1}, and this program knows them up to ${RELEASED.length}\\.${READ_TABLES_VERSION}\\. Run the newer`,
      ),
    );
    await older.close();
  });

  test('are as they were where folding them again fails', async () => {
    const tables = await tablesOf(place);
    await place.query(`alter table pages disable trigger user; update pages set bytes = 'no page'`);
    const register = await place.open(openingWithOneColumnMore(READ_TABLES_VERSION + 1));
    await expect(register.migrate()).rejects.toThrow();
    await register.close();
    expect(await tablesOf(place)).toEqual(tables);
    expect(await place.query('select stage from incidents')).toEqual([{ stage: 'review' }]);
  });
});

describe.each(eachPlace.slice(-1))('What the release before the ledger sent (%s)', (_kind, makePlace) => {
  const incident = newIncident();
  let place: Place;
  let register: Register;
  beforeAll(async () => {
    place = await makePlace();
    const statements = RELEASED.slice(0, 11).flatMap(([_name, released]) => released);
    await place.query([MIGRATIONS_OF_THEN, ...statements, SENT_THEN(incident)].join(';'));
    register = await migrated(place, openRegister);
  });
  afterAll(async () => {
    await register.close();
    await place.remove();
  });

  test('is on the ledger, with what a server said of it', async () => {
    expect((await register.deliveries.list(incident, { limit: 9 })).rows).toMatchObject([
      { incident, notice: 1, contact: 'k1', email: 'k1@x.example', state: 'accepted', serverWords: '250 ok' },
      { incident, notice: 1, contact: 'k2', email: 'k2@x.example', state: 'planned' },
    ]);
    expect(await place.query('select delivery, outcome from attempts')).toEqual([
      { delivery: `${incident}/1/k1`, outcome: 'accepted' },
    ]);
  });

  test('goes on from there, and no alert goes out twice', async () => {
    const claim = { incident, notice: 1, fence: 'f', limit: 9, now: NOON };
    expect((await register.deliveries.claim(claim)).map(({ contact }) => contact)).toEqual(['k2']);
    const { alerts } = register;
    const begun = [await alerts.begin('e1', 'anna', NOON), await alerts.begin('e1', 'ben', NOON)];
    expect(begun).toEqual(['done', 'possible-repeat']);
  });

  test('and that release goes on beside it, by the tables that it knows', async () => {
    await place.query(`insert into deliveries (id, incident, notice, customer, account, contact, email, mail, name, language, state)
      values ('d3', '${incident}', 2, 'c1', 'a1', 'k3', 'K3@X.example', 'm3', 'Three', 'en', 'planned')
      on conflict (incident, notice, contact) do update set state = 'planned' where deliveries.state = 'cancelled';
      update deliveries set state = 'handed', fence = 'f' where id = 'd3'`);
    expect((await register.deliveries.list(incident, { notice: 2, limit: 9 })).rows).toMatchObject([
      { id: 'd3', contact: 'k3', state: 'handed' },
    ]);
    expect(await place.query(`select subject, number, kind from sendings order by 1, 2`)).toEqual([
      { subject: incident, number: 1, kind: 'notice' },
      { subject: incident, number: 2, kind: 'notice' },
      { subject: 'e1', number: 0, kind: 'alert' },
    ]);
    expect(await place.query(`select person from alerts_sent where done_at is not null`)).toEqual([{ person: 'anna' }]);
  });
});

const NOON = '2026-03-01T12:00:00.000Z' as Instant;

const MIGRATIONS_OF_THEN = `create table migrations (number integer primary key, name text not null, applied_at timestamptz not null default now());
  insert into migrations (number, name) select n, 'released' from generate_series(1, 11) n`;

const SENT_THEN = (incident: string) => `
  insert into notices (incident, notice, kind, texts, facts, hash, composed_at) values ('${incident}', 1, 'initial', '{}', '{}', 'h', now());
  insert into deliveries (id, incident, notice, customer, account, contact, email, name, language, state, finished_at, server_words)
    values ('${incident}/1/k1', '${incident}', 1, 'c1', 'a1', 'k1', 'k1@x.example', 'One', 'en', 'accepted', now(), '250 ok'),
      ('${incident}/1/k2', '${incident}', 1, 'c1', 'a1', 'k2', 'k2@x.example', 'Two', 'en', 'planned', null, null);
  insert into attempts (delivery, number, fence, outcome, ended_at) values ('${incident}/1/k1', 1, 'f', 'accepted', now());
  insert into alerts_sent (effect, person, begun_at, done_at) values ('e1', 'anna', now(), now()), ('e1', 'ben', now(), null)`;

async function migrated(place: Place, opening: typeof openRegister) {
  const register = await place.open(opening);
  await register.migrate();
  return register;
}

/** The program of a day on which each read table has a column more. */
function openingWithOneColumnMore(version: number): typeof openRegister {
  const path = '../../../src/register/journal/read-tables';
  const grown = READ_TABLES.map(({ name, create }) => ({
    name,
    create: [...create, `alter table ${name} add column of_tomorrow text default 'new'`],
  }));
  jest.doMock(path, () => ({ READ_TABLES: grown, READ_TABLES_VERSION: version }));
  let opening = openRegister;
  jest.isolateModules(() => {
    opening = jest.requireActual<{ openRegister: typeof openRegister }>('../../../src/register').openRegister;
  });
  jest.dontMock(path);
  return opening;
}

/** What nobody changes who folds again. */
async function pagesIn(place: Place): Promise<Record<string, unknown>[]> {
  return await place.query(`select p::text from pages p order by incident, sequence`);
}

async function tablesOf(place: Place): Promise<Record<string, unknown>[]> {
  return await place.query(`
    select table_name::text as name, concat_ws(' ', ordinal_position, column_name, data_type, udt_name, collation_name,
      is_nullable, column_default, is_identity) as what
    from information_schema.columns where table_schema = 'public'
    union all select tablename, indexdef from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    order by 1, 2`);
}
