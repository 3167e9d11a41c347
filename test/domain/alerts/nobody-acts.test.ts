import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { FACT_FIELDS } from '../../../src/domain/notices/facts';
import { elapsed } from '../../../src/domain/primitives/instant';
import { linesOf, parsed, TABLE } from '../../support/mail-tables';
import {
  acknowledge,
  affected,
  after,
  approve,
  composed,
  declare,
  draft,
  given,
  hours,
  minutes,
  opened,
  explain,
  reject,
  release,
  sent,
  setFact,
  START,
  told,
  triaged,
  type Step,
  type Story,
} from '../../support/story';

/** Whatever a notice must say. */
const facts = FACT_FIELDS.map((field) => setFact({ field, status: 'known', value: `Words on ${field}.` }));

test('Reported, and nobody acts: all levels in an hour, the triage and each day the decision', () => {
  given(opened({}, SHIPPED_RULES), after(hours(72))).and((_, story) =>
    expect(linesOf(story.mails, START)).toEqual(parsed(TABLE.reported)),
  );
});

test('Declared, and nobody acts: five warnings, of which the last climbs, the expiry, and a reason every four hours', () => {
  given(
    opened({}, SHIPPED_RULES),
    acknowledge(),
    triaged(),
    declare(),
    acknowledge(),
    ...affected({ 72: 2 }),
    after(hours(81)),
  ).and((_, story) => expect(linesOf(story.mails, START)).toEqual(parsed(TABLE.declared)));
});

test('Drafted, and nobody approves: it is asked for every four hours, and approved it is asked for its release', () => {
  const ready = [opened({}, SHIPPED_RULES), acknowledge(), triaged(), declare(), acknowledge(), ...affected({ 72: 2 })];
  given(
    ...ready,
    ...facts,
    draft(),
    composed(),
    after(hours(5.5)),
    approve('legal'),
    approve('lead'),
    after(hours(3.5)),
  ).and((_, story) => expect(linesOf(story.mails, START)).toEqual(parsed(TABLE.drafted)));
});

test('Everybody acts, and each too late', () => {
  const story = given(...tooLate()).story;
  expect(linesOf(story.mails, START)).toEqual(parsed(TABLE.late));
  const open = story.state.obligations.filter(({ status }) => status === 'open').map(({ kind }) => kind);
  expect(open.filter((kind) => /await|tell|triage|decision/.test(kind))).toEqual([]);
});

function tooLate(): Step[] {
  return [
    opened({}, SHIPPED_RULES),
    ...[until(0, 20), acknowledge()],
    ...[until(4, 40), triaged()],
    ...[until(29), declare({ awareAt: START })],
    ...[until(29, 20), acknowledge()],
    ...[until(60), ...affected({ 72: 2 }), ...facts, draft(), composed()],
    ...[until(64, 20), acknowledge(), approve('legal')],
    ...[until(65), setFact({ value: 'Two mails to the wrong customer.' }), draft(), composed()],
    ...[until(66), reject({ notice: 2 })],
    ...[until(67), draft(), composed()],
    ...[until(71, 10), approve('legal', { notice: 3 }), approve('communications', { notice: 3 })],
    ...[until(73, 10), acknowledge()],
    ...[until(99, 20), acknowledge()],
    ...[until(101, 20), release({ notice: 3 }), begun],
    ...[until(101, 30), told(2), sent()],
    ...[until(101, 40), explain()],
    until(110),
  ];
}

/** Until so long after the report, with every alarm. */
function until(hour: number, minute = 0): Step {
  return (story) => story.pass(hours(hour) + minutes(minute) - elapsed(START, story.now));
}

function begun(story: Story): void {
  story.answer('notice-started', { effect: story.owed('send-notice').id, notice: 3 });
}
