import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { adviceOn, EDPB_CASES, traitsOf } from '../../../src/domain/severity/edpb';
import {
  AVAILABILITY,
  CONFIDENTIALITY,
  decimalOf,
  IDENTIFICATION,
  INTEGRITY,
  scoreOf,
  type DataCategory,
  type Scoring,
} from '../../../src/domain/severity/enisa';
import { viewOf } from '../../../src/domain/view';
import { Command, given, opened, triaged } from '../../support/story';

const CATEGORIES: DataCategory[] = ['simple', 'behavioural', 'financial', 'sensitive'];
const mild: Scoring = {
  data: [{ category: 'simple', context: 1 }],
  ...{ identification: 'maximum', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' },
  malicious: 'no',
};

const grid = CATEGORIES.flatMap((category, index) =>
  IDENTIFICATION.flatMap((identification) =>
    CONFIDENTIALITY.flatMap((confidentiality) =>
      INTEGRITY.flatMap((integrity) =>
        AVAILABILITY.flatMap((availability) =>
          (['yes', 'no'] as const).map((malicious): Scoring => ({
            ...{ data: [{ category, context: index + 1 }], identification, confidentiality, integrity, availability },
            malicious,
          })),
        ),
      ),
    ),
  ),
);

describe("ENISA's method", () => {
  test('gives 273 low, 295 medium, 170 high and 126 very high of all 864 combinations, and 24 scores', () => {
    const levels = grid.map((one) => scoreOf(one).level);
    const count = (level: string) => levels.filter((one) => one === level).length;
    expect(grid).toHaveLength(864);
    expect(['low', 'medium', 'high', 'very-high'].map(count)).toEqual([273, 295, 170, 126]);
    expect(new Set(grid.map((one) => scoreOf(one).quarters)).size).toBe(24);
  });

  test.each([
    [1, 'known-recipients', 'no', '1.25', 'low'],
    [3, 'known-recipients', 'no', '3.25', 'high'],
    [4, 'unknown-recipients', 'yes', '5.00', 'very-high'],
    [2, 'none', 'no', '2.00', 'medium'],
  ] as const)('context %i, %s, malicious %s is %s, %s', (context, confidentiality, malicious, score, level) => {
    const category = CATEGORIES[context - 1]!;
    const scored = scoreOf({ ...mild, data: [{ category, context }], confidentiality, malicious });
    expect([decimalOf(scored.quarters), scored.level]).toEqual([score, level]);
  });

  test('the margins lead to the next bands exactly, in whole quarters', () => {
    for (const one of grid) {
      const { quarters, level, toNextBand, toBandBelow } = scoreOf(one);
      const levelAt = (at: number) => (at < 8 ? 'low' : at < 12 ? 'medium' : at < 16 ? 'high' : 'very-high');
      expect(level).toBe(levelAt(quarters));
      if (toNextBand)
        expect([levelAt(quarters + toNextBand - 1), levelAt(quarters + toNextBand) === level]).toEqual([level, false]);
      if (toBandBelow)
        expect([levelAt(quarters - toBandBelow + 1), levelAt(quarters - toBandBelow) === level]).toEqual([
          level,
          false,
        ]);
    }
  });

  test('the highest of several categories counts, and flags change no figure', () => {
    const two = { ...mild, data: [mild.data[0]!, { category: 'sensitive' as const, context: 4 }] };
    expect(scoreOf(two).context).toBe(4);
    const { flags, ...score } = scoreOf({ ...mild, individuals: 101, unintelligible: true });
    expect(flags).toEqual(['many-individuals', 'unintelligible']);
    expect(score).toEqual({ ...scoreOf(mild), flags: undefined });
  });
});

describe('The 18 cases of the EDPB', () => {
  test.each(EDPB_CASES.map((one) => [one.number, one] as const))('%i is nearest to itself', (_, { number, traits }) => {
    const has = (trait: string) => (traits as readonly string[]).includes(trait);
    const category = CATEGORIES.find((one) => has(`data:${one}`)) ?? 'simple';
    const scoring: Scoring = {
      data: [{ category, context: CATEGORIES.indexOf(category) + 1 }],
      identification: 'maximum',
      confidentiality: has('confidentiality:known')
        ? 'known-recipients'
        : has('confidentiality:unknown')
          ? 'unknown-recipients'
          : 'none',
      integrity: has('integrity') ? 'altered-recoverable' : 'none',
      availability: has('availability:permanent') ? 'permanent' : has('availability:temporary') ? 'temporary' : 'none',
      malicious: has('malicious') ? 'yes' : 'no',
      individuals: has('many') ? 1_000 : 20,
      unintelligible: has('unintelligible'),
    };
    const scenario = traits.find((trait) => trait.startsWith('how:'))!.slice(4) as never;
    expect([...traitsOf(scoring, scenario)].sort()).toEqual([...traits].sort());
    expect(adviceOn(scoring, scoreOf(scoring), scenario).nearest).toMatchObject({ number, differing: [] });
  });

  test('their outcomes are those of the guidelines', () => {
    const told = (which: 'authority' | 'persons') => EDPB_CASES.filter((one) => one[which]).map(({ number }) => number);
    expect(told('authority')).toEqual([2, 3, 4, 5, 7, 8, 11, 12, 14, 16, 17, 18]);
    expect(told('persons')).toEqual([3, 4, 5, 7, 11, 12, 14, 17, 18]);
  });
});

describe('Scoring an incident', () => {
  const score = (over: object = {}) => new Command('score-severity', () => ({ ...mild, ...over }), 'responder');

  test('enters the level in the triage, with how it came about; each scoring is a version', () => {
    given(opened({}, SHIPPED_RULES), score(), score({ malicious: 'yes' })).and((state) => {
      expect(state.triage.severity).toEqual({ level: 'low', reason: 'ENISA: 1 × 1.00 + 0.75 = 1.75, low.' });
      expect(viewOf(state).scoring).toMatchObject({
        version: 2,
        score: { quarters: 7, toNextBand: 1, isNearBand: true },
      });
    });
  });

  test('wants a reason for a context that is not the one of its category, and for another level', () => {
    given(opened({}, SHIPPED_RULES))
      .when(score({ data: [{ category: 'simple', context: 3 }] }))
      .refuses('missing', /needs the reason/, ['/data/0/adjustments'])
      .when(score({ override: { level: 'high', reason: 'Rivals have it.' } }))
      .then('severity-scored', 'assessed', 'stakeholders-named', 'alert-raised')
      .and(({ triage }) =>
        expect(triage.severity).toMatchObject({ level: 'high', reason: expect.stringContaining('Rivals') }),
      );
  });

  test('holds up no notice: what is owed to customers does not change', () => {
    given(opened({}, SHIPPED_RULES), triaged(), score()).and((state) =>
      expect(viewOf(state).standsOpen.join()).not.toContain('severity'),
    );
  });
});
