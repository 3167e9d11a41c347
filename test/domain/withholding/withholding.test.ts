import { openActionsOf } from '../../../src/domain/open-actions';
import { matterOf } from '../../../src/domain/notices/notice-matter';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { Payload } from '../../../src/domain/commands';
import {
  affected,
  approve,
  close,
  composed,
  declare,
  draft,
  given,
  opened,
  release,
  say,
  setFact,
  sheet,
  START,
  triaged,
  until,
  withhold,
} from '../../support/story';

const REVIEW = '2026-11-26T08:00:00.000Z';
const base = [opened({}, SHIPPED_RULES), triaged(), declare(), ...affected({ 72: 2 }), ...sheet()];
const judged = (person: 'legal' | 'executive', over: Partial<Payload<'approve-withholding'>> = {}) =>
  say('approve-withholding', person, { withholding: 1, reason: 'He would know.', ...over });
const WORDS = [
  { lang: 'en', text: 'He used the account svc-backup.' },
  { lang: 'fr', text: 'Il a utilisé le compte svc-backup.' },
];
const freed = () =>
  say('release-withheld', 'legal', { withholding: 1, reason: 'The account is closed.', words: WORDS });

test('takes legal and an executive, two people, neither of whom asked', () => {
  const asked = given(...base, withhold({ reviewBy: REVIEW }));
  asked.when(judged('legal')).then('withholding-approved');
  given(...base, withhold(), judged('legal'))
    .when(judged('legal'))
    .refuses('second-person');
  given(...base, withhold(), judged('legal'))
    .when(judged('executive'))
    .then('withholding-approved');
  const own = { field: 'nature', ground: 'law-enforcement', seal: 'b'.repeat(64), reviewBy: REVIEW } as const;
  given(...base, say('withhold', 'legal', own))
    .when(judged('legal'))
    .refuses('second-person');
});

test('the ground "other" says which, and no review lies in the past', () => {
  given(...base)
    .when(withhold({ ground: 'other' }))
    .refuses('missing');
  given(...base)
    .when(withhold({ reviewBy: START }))
    .refuses('impossible-instant');
  given(...base, withhold())
    .when(withhold())
    .refuses('already-so');
});

test('makes an open draft stale, and no notice that leaves it out is released before both approved it', () => {
  const steps = [...base, draft(), composed()];
  given(...steps, withhold())
    .when(approve('legal').by('legal-2'))
    .refuses('stale-text');
  const again = [
    ...base,
    withhold(),
    draft(),
    composed(),
    approve('legal').by('legal-2'),
    approve('lead').by('lead-2'),
  ];
  given(...again)
    .when(release())
    .refuses('missing');
  given(...again, judged('legal'), judged('executive'))
    .when(release())
    .then('notice-released');
});

test('its review comes back until it is released, declined or put off; the incident is not closed over it', () => {
  const { state } = given(...base, withhold({ reviewBy: REVIEW }), judged('legal'), judged('executive')).story;
  expect(state.obligations.find(({ kind }) => kind === 'withholding-review')).toMatchObject({ due: REVIEW });
  const due = given(...base, withhold({ reviewBy: REVIEW }), until(REVIEW)).story;
  expect(due.state.alerts.map(({ kind }) => kind)).toContain('withholding-overdue');
  expect(openActionsOf(due.state).map(({ command }) => command)).toContain('release-withheld');
  const later = say('review-withholding', 'legal', {
    withholding: 1,
    reason: 'Not yet.',
    reviewBy: '2026-12-20T00:00:00Z',
  });
  const put = given(...base, withhold({ reviewBy: REVIEW }), later).story.state;
  expect(
    put.obligations.filter(({ kind, status }) => kind === 'withholding-review' && status === 'open'),
  ).toMatchObject([{ due: '2026-12-20T00:00:00.000Z' }]);
  given(...base, withhold())
    .when(close())
    .refuses('still-open');
});

test('released, its words join the fact, each language in its own, so that the next update says them', () => {
  const known = setFact({
    ...{ field: 'nature', status: 'known', value: 'An employee copied data.' },
    translations: [{ lang: 'fr', text: 'Un employé a copié des données.' }],
  });
  const { state } = given(...base, known, withhold(), freed()).story;
  expect(state.facts.nature).toMatchObject({
    value: 'An employee copied data.\n\nHe used the account svc-backup.',
    translations: [{ lang: 'fr', text: 'Un employé a copié des données.\n\nIl a utilisé le compte svc-backup.' }],
  });
  expect(state.withholdings).toMatchObject([{ status: 'released' }]);
  given(...base, withhold(), freed())
    .when(freed())
    .refuses('already-so');
  const alone = given(...base, withhold({ field: 'howFound' }), freed()).story.state;
  expect(alone.facts.howFound).toMatchObject({ status: 'known', value: WORDS[0]!.text });
});

test('a draft says of which field something is not disclosed', () => {
  const { state } = given(...base, withhold({ field: 'howFound' })).story;
  const matter = matterOf(state, {
    type: 'notice-drafted',
    effect: 'INC-2026-0001#9.1',
    notice: 1,
    kind: 'initial',
  } as never);
  expect(matter.withheld).toEqual(['howFound']);
});
