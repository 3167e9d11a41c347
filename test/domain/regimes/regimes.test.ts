import { HOUR, instantFrom, plus, type Instant } from '../../../src/domain/primitives/instant';
import { dueOfDuty, type Counting } from '../../../src/domain/regimes/regime';
import { regimeFiles } from '../../../src/process/regimes';
import { readRegime } from '../../../src/rules/regime';
import { declare, given, opened, say, START, triaged, until } from '../../support/story';

const REGIMES = regimeFiles.all(undefined);

function at(text: string): Instant {
  const instant = instantFrom(text);
  if (!instant) throw new Error(`No instant: ${text}`);
  return instant;
}

interface Vector {
  duty: string;
  aware?: string;
  detected?: string;
  classified?: string;
  done?: Record<string, string>;
  due: string | undefined;
}

/** Elapsed hours over clock changes, leap days and holidays; months that lack a day; caps; terms that wait for another duty. */
const VECTORS: [string, Vector][] = [
  [
    'holidays move nothing',
    { duty: 'gdpr-controller/authority', aware: '2020-12-22T12:17:00+01:00', due: '2020-12-25T12:17:00+01:00' },
  ],
  ['spring', { duty: 'uk-gdpr/ico', aware: '2026-03-27T10:20:00+01:00', due: '2026-03-30T11:20:00+02:00' }],
  ['autumn', { duty: 'nis2/notification', aware: '2026-10-23T10:20:00+02:00', due: '2026-10-26T09:20:00+01:00' }],
  ['leap day', { duty: 'gdpr-processor/tell-controllers', aware: '2024-02-27T23:59:00Z', due: '2024-03-01T23:59:00Z' }],
  ['24 hours', { duty: 'nis2/early-warning', aware: '2026-11-29T08:00:00Z', due: '2026-11-30T08:00:00Z' }],
  [
    'the final report waits for the notification',
    { duty: 'nis2/final-report', aware: '2026-01-30T08:00:00Z', due: undefined },
  ],
  [
    'a month from the 31st ends with February, on a Saturday with the next working day',
    {
      ...{ duty: 'nis2/final-report', aware: '2026-01-30T08:00:00Z', done: { notification: '2026-01-31T09:00:00Z' } },
      due: '2026-03-03T00:00:00+01:00',
    },
  ],
  [
    'four hours from classifying',
    {
      duty: 'dora/initial',
      aware: '2026-01-15T08:00:00Z',
      classified: '2026-01-15T10:00:00Z',
      due: '2026-01-15T14:00:00Z',
    },
  ],
  [
    'a day from awareness at most',
    {
      duty: 'dora/initial',
      aware: '2026-01-15T08:00:00Z',
      classified: '2026-01-16T06:00:00Z',
      due: '2026-01-16T08:00:00Z',
    },
  ],
  [
    'four hours again where it is classified after that day',
    {
      duty: 'dora/initial',
      aware: '2026-01-15T08:00:00Z',
      classified: '2026-01-17T06:00:00Z',
      due: '2026-01-17T10:00:00Z',
    },
  ],
  [
    'from the submission, not from awareness',
    {
      ...{ duty: 'dora/intermediate', aware: '2026-01-15T08:00:00Z', done: { initial: '2026-01-16T07:00:00Z' } },
      due: '2026-01-19T07:00:00Z',
    },
  ],
  [
    'a month from the report before, on a Sunday until noon of the Monday after',
    {
      ...{ duty: 'dora/final', aware: '2026-01-15T08:00:00Z', done: { intermediate: '2026-01-15T10:00:00Z' } },
      due: '2026-02-16T12:00:00+01:00',
    },
  ],
  [
    'a month from the report before, on a Monday until its end',
    {
      ...{ duty: 'dora/final', aware: '2026-01-16T08:00:00Z', done: { intermediate: '2026-01-16T10:00:00Z' } },
      due: '2026-02-17T00:00:00+01:00',
    },
  ],
  [
    'a bank reports on a Saturday, too',
    {
      ...{ duty: 'dora/initial', aware: '2026-01-17T08:00:00+01:00', classified: '2026-01-17T09:00:00+01:00' },
      due: '2026-01-17T13:00:00+01:00',
    },
  ],
  [
    'others until noon of the Monday',
    {
      ...{ duty: 'dora-weekends/initial', aware: '2026-01-17T08:00:00+01:00', classified: '2026-01-17T09:00:00+01:00' },
      due: '2026-01-19T12:00:00+01:00',
    },
  ],
  [
    'the end of a Friday is no Saturday',
    {
      ...{ duty: 'dora-weekends/initial', aware: '2026-01-16T08:00:00+01:00', classified: '2026-01-16T20:00:00+01:00' },
      due: '2026-01-17T00:00:00+01:00',
    },
  ],
  [
    'a day from awareness at most, which ends on a working day before its four hours are moved',
    {
      ...{ duty: 'dora-weekends/initial', aware: '2026-01-15T23:30:00+01:00', classified: '2026-01-16T21:00:00+01:00' },
      due: '2026-01-16T23:30:00+01:00',
    },
  ],
  [
    'noon of the day on which the clock was changed the night before',
    {
      ...{ duty: 'dora-weekends/intermediate', done: { initial: '2026-03-26T10:00:00+01:00' } },
      due: '2026-03-30T12:00:00+02:00',
    },
  ],
  [
    'a month, on a Saturday',
    {
      ...{ duty: 'dora-weekends/final', done: { intermediate: '2026-01-28T10:00:00Z' } },
      due: '2026-03-02T12:00:00+01:00',
    },
  ],
  ['their clients', { duty: 'dora-weekends/clients', aware: '2026-01-15T08:00:00Z', due: '2026-01-18T08:00:00Z' }],
  ['those who use it', { duty: 'nis2/recipients', aware: '2026-10-24T08:00:00Z', due: '2026-10-27T08:00:00Z' }],
  ['clients', { duty: 'dora/clients', aware: '2026-03-27T10:20:00+01:00', due: '2026-03-30T11:20:00+02:00' }],
  ['own figure', { duty: 'gdpr-persons/persons', aware: '2026-03-27T09:20:00Z', due: '2026-03-30T09:20:00Z' }],
  ['a day', { duty: 'contracts/tell-parties', aware: '2026-10-24T22:00:00Z', due: '2026-10-25T22:00:00Z' }],
  ['persons', { duty: 'hipaa/individuals', detected: '2026-01-15T08:00:00Z', due: '2026-03-16T08:00:00Z' }],
  ['some', { duty: 'hipaa-under-500/individuals', detected: '2026-06-15T08:00:00Z', due: '2026-08-14T08:00:00Z' }],
  ['60 days', { duty: 'hipaa/hhs', detected: '2026-01-15T08:00:00Z', due: '2026-03-16T08:00:00Z' }],
  ['after the year', { duty: 'hipaa-under-500/hhs', detected: '2026-06-15T08:00:00Z', due: '2027-03-02T00:00:00Z' }],
  [
    'New Year’s Eve in New York',
    { duty: 'hipaa-under-500/hhs', detected: '2027-01-01T03:00:00Z', due: '2027-03-02T00:00:00Z' },
  ],
];

test.each(VECTORS)('%s', (_, { duty: name, due, done = {}, ...anchors }) => {
  const [regime = '', id] = name.split('/');
  const duty = REGIMES.get(regime)!.duties.find((one) => one.id === id)!;
  const { aware = '2026-01-15T08:00:00Z', detected = aware, classified = aware } = anchors;
  const counting: Counting = {
    anchors: { aware: at(aware), detected: at(detected) },
    classifiedAt: at(classified),
    done: Object.fromEntries(Object.entries(done).map(([key, text]) => [key, at(text)])),
    calendars: {},
  };
  expect(dueOfDuty(duty, counting)?.due).toBe(due && at(due));
});

test('each duty of each regime has a vector, a source, and the day on which that was checked', () => {
  const duties = [...REGIMES.values()].flatMap(({ name, duties: all }) => all.map(({ id }) => `${name}/${id}`));
  const counted = new Set(VECTORS.map(([, { duty }]) => duty));
  expect(duties.filter((duty) => !counted.has(duty))).toEqual([]);
  expect(REGIMES.size).toBe(10);
  for (const { source, checkedOn } of REGIMES.values())
    expect([source, checkedOn]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^20\d\d-\d\d-\d\d$/)]);
});

const judged = (applies: boolean, over = {}) =>
  say('judge-regime', 'legal', {
    regime: 'nis2',
    applies,
    test: 'Important entity.',
    content: REGIMES.get('nis2'),
    ...over,
  });
const recorded = (duty: string, over = {}) =>
  say('record-regime-duty', 'privacy', { regime: 'nis2', duty, evidence: 'Receipt.', ...over });
const base = [opened(), triaged(), declare({ awareAt: START })];
const clocks = (state: ReturnType<typeof given>['story']['state']) =>
  state.obligations
    .filter(({ kind }) => kind === 'obey-regime')
    .map(({ subject, due, status }) => [subject, due, status]);

test('what applies is on the clocks, is warned of and asked for, and its next duty begins with its record', () => {
  const [warning, notification] = [plus(START, 24 * HOUR), plus(START, 72 * HOUR)];
  const begun = given(...base, judged(true));
  expect(clocks(begun.story.state)).toEqual([
    ['nis2/early-warning', warning, 'open'],
    ['nis2/notification', notification, 'open'],
    ['nis2/recipients', notification, 'open'],
  ]);
  const warned = given(...base, judged(true), until(plus(START, 12 * HOUR))).story.state;
  expect(warned.alerts.map(({ kind }) => kind)).toContain('regime-soon');
  const late = given(...base, judged(true), until(warning));
  expect(late.story.state.alerts.map(({ kind }) => kind)).toContain('regime-overdue');
  late.when(recorded('early-warning')).refuses('missing');
  const told = given(...base, judged(true), recorded('early-warning'), recorded('notification')).story.state;
  expect(clocks(told).map(([subject, , status]) => [subject, status])).toEqual([
    ['nis2/early-warning', 'met'],
    ['nis2/notification', 'met'],
    ['nis2/recipients', 'open'],
    ['nis2/final-report', 'open'],
  ]);
});

test('nothing is called not required without a person and a test, and what was judged otherwise ends its clocks', () => {
  given(...base)
    .when(recorded('early-warning'))
    .refuses('nothing-open');
  given(...base)
    .when(judged(false, { content: undefined }))
    .refuses('missing');
  const { state } = given(...base, judged(true), judged(false, { test: 'Too small.' })).story;
  expect(state.regimes).toMatchObject([{ applies: false, test: 'Too small.', by: 'legal' }]);
  expect(clocks(state).map(([, , status]) => status)).toEqual(['void', 'void', 'void']);
});

test('noon of the next working day passes holidays of the place that it names', () => {
  const nextWorkingDay = { untilHour: 12, timeZone: 'Europe/Paris', calendar: 'FR' };
  const counting = {
    ...{ anchors: {}, classifiedAt: at('2026-04-30T20:00:00+02:00'), done: {} },
    calendars: {
      FR: { source: 'Code du travail', checkedOn: '2026-11-30', yearly: ['05-01'], fromEaster: [], dates: [] },
    },
  };
  const term = { from: 'classified' as const, period: { unit: 'hours' as const, count: 12 }, nextWorkingDay };
  const duty = { id: 'report', title: 'Report', recipient: 'Us', terms: [term], evidence: 'Receipt' };
  expect(dueOfDuty(duty, counting)?.due).toBe(at('2026-05-04T12:00:00+02:00'));
});

test('a file that counts from no duty before is refused with its place', () => {
  const text = 'name: x\nduties:\n  - terms:\n      - after: later\n';
  expect(readRegime(text)).toMatchObject({ faults: expect.any(Array) });
});
