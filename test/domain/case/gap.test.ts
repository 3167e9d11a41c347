import { detailsOf } from '../../../src/domain/case/details';
import { headlineOf } from '../../../src/domain/case/headline';
import { RULES_2026_11, SHIPPED_RULES } from '../../../src/domain/case/rules';
import { viewOf } from '../../../src/domain/view';
import { after, Command, correct, declare, given, hours, minutes, opened, say, START } from '../../support/story';

/** Detected at 07:00, reported at 08:00. */
const reported = [opened({}, SHIPPED_RULES)];
const WHY = 'The customer telephoned before our alarm went off.';
const corrected = (anchor: 'detected' | 'aware' | 'declared', at: string, beforeDetection?: string) =>
  say('correct-anchor', 'privacy', { anchor, at, reason: 'The log says so.', beforeDetection });

describe('Aware or declared before it was detected', () => {
  test.each([
    ['aware', { awareAt: '2026-11-23T06:00:00Z' }, /^aware would lie before 2026-11-23T07:00/],
    ['declared', { declaredAt: '2026-11-20T10:00:00Z' }, /^aware and declared would lie before/],
  ])('asks for the reason: %s', (_name, instants, words) => {
    given(...reported)
      .when(declare(instants))
      .refuses('missing', words, ['/beforeDetection'])
      .when(declare({ ...instants, beforeDetection: WHY }))
      .then({ type: 'declared', declaration: expect.objectContaining({ beforeDetection: WHY }) });
  });

  test('is within two minutes the same instant by two clocks', () => {
    given(...reported)
      .when(declare({ awareAt: '2026-11-23T06:58:30Z' }))
      .then('declared');
  });

  test('is not asked about by the rules of before', () => {
    given(opened({}, RULES_2026_11))
      .when(declare({ declaredAt: '2026-11-20T10:00:00Z' }))
      .then('declared');
  });

  test('cannot come about by a correction either, in whatever order, and the reason is kept with it', () => {
    const declared = [...reported, declare({ awareAt: '2026-11-23T07:30:00Z' })];
    given(...declared)
      .when(corrected('aware', '2026-11-23T06:00:00Z'))
      .refuses('missing', /beforeDetection/, ['/beforeDetection'])
      .when(corrected('detected', '2026-11-23T07:45:00Z'))
      .refuses('missing', /aware would lie before 2026-11-23T07:45/)
      .when(corrected('aware', '2026-11-23T06:00:00Z', WHY))
      .then('anchor-corrected')
      .and(({ anchors }) => expect(anchors.aware?.corrections).toMatchObject([{ beforeDetection: WHY }]));
  });

  test('is said once where two persons correct: the second confirms what the first gave as the reason', () => {
    given(...reported, declare({ awareAt: '2026-11-23T07:30:00Z' }), corrected('detected', '2026-11-23T07:45:00Z', WHY))
      .when(corrected('detected', '2026-11-23T07:45:00Z').by('legal'))
      .then({ type: 'anchor-corrected', beforeDetection: WHY, askedBy: 'privacy' });
  });
});

describe('Two clocks that are less than two minutes apart', () => {
  test('do not make us aware after declaring', () => {
    given(...reported)
      .when(declare({ declaredAt: START, awareAt: '2026-11-23T08:00:02Z' }))
      .then({ type: 'declared', declaredAt: START, awareAt: START });
    given(...reported, after(minutes(10)))
      .when(declare({ declaredAt: START, awareAt: '2026-11-23T08:02:01Z' }))
      .refuses('impossible-instant', /aware after declaring/);
  });

  test('nor in a confirmation of the same', () => {
    const said = { declaredAt: START, awareAt: '2026-11-23T08:00:02Z' };
    given(...reported, new Command('declare', declare(said).payload, 'lead', 'signal'))
      .when(declare(said))
      .then('declaration-confirmed');
  });

  test('nor in a correction', () => {
    const declared = [...reported, after(minutes(10)), declare({ awareAt: '2026-11-23T08:00:00Z' })];
    given(...declared)
      .when(corrected('declared', '2026-11-23T07:59:00Z'))
      .then({ type: 'anchor-corrected', to: START });
    given(...declared)
      .when(corrected('declared', '2026-11-23T07:57:00Z'))
      .refuses('impossible-instant');
  });
});

describe('A declaration long after awareness', () => {
  const late = [...reported, after(hours(30)), declare({ awareAt: '2026-11-23T08:00:00Z' })];

  test('says so in the view, the headline, the page of the workflow and the alert', () => {
    given(...late).and((state, { mails }) => {
      expect(viewOf(state).declaredLate).toEqual({ afterHours: 30, limitHours: 24 });
      expect(headlineOf(state).declaredLate).toBe(true);
      expect(detailsOf(state)).toContain('**30 h after becoming aware** (at most 24 h)');
      expect(mails.filter(({ alert }) => alert === 'declared').at(-1)?.detail).toMatchObject({ lateHours: 30 });
    });
  });

  test('is no longer one where a correction shows that it was not', () => {
    given(...late, correct('aware', '2026-11-24T10:00:00Z'), correct('aware', '2026-11-24T10:00:00Z').by('legal')).and(
      (state) => expect(headlineOf(state).declaredLate).toBeUndefined(),
    );
  });

  test('is none at the figure itself', () => {
    given(...reported, after(hours(24)), declare({ awareAt: '2026-11-23T08:00:00Z' })).and((state) =>
      expect(viewOf(state).declaredLate).toBeUndefined(),
    );
  });
});
