import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { HOUR, plus } from '../../../src/domain/primitives/instant';
import { RULES_2026_11, type Rules } from '../../../src/domain/case/rules';
import { declare, given, opened, START, triaged, type Step } from '../../support/story';

const newer: Rules = {
  ...RULES_2026_11,
  version: '2027-01',
  commitmentHours: 48,
  commitmentWarnings: [{ hoursBefore: 36, tell: ['executive'] }],
};
const adopted: Step = (story) => void story.answer('adopt-rules', { rules: newer, operator: 'operator' });

test('an open incident goes on by newer rules, and the page says by whose act', () => {
  given(opened(), triaged())
    .when(adopted)
    .then({ type: 'rules-adopted', from: RULES_2026_11.version, operator: 'operator', rules: newer });
});

test('no due instant moves; what is still to come follows the newer rules', () => {
  given(opened(), triaged(), declare()).and((before) =>
    given(opened(), triaged(), declare(), adopted).and((after) => {
      expect(after.obligations).toEqual(before.obligations);
      expect(after.rules).toEqual(newer);
      const due = plus(START, 72 * HOUR);
      expect(alarmsOf(after).map(({ at }) => at)).toContain(due);
      expect(after.obligations.find(({ id }) => id === 'commitment')?.due).toBe(due);
    }),
  );
});

test('the same rules again are nothing', () => {
  given(opened(), triaged(), adopted).when(adopted).then();
});
