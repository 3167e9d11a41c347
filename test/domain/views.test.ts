import { titleOf } from '../../src/domain/triage/title';
import { alarmsOf } from '../../src/domain/clocks/alarms';
import { detailsOf } from '../../src/domain/case/details';
import { headlineOf } from '../../src/domain/case/headline';
import { viewOf } from '../../src/domain/view';
import { affected, after, declare, given, hours, opened, throughJson, triaged } from '../support/story';

describe('The headline', () => {
  test('names class, stage, severity, product and the nearest promise', () => {
    given(opened({ severityHint: 'low', suspectedProduct: 'Mail' })).and((state) =>
      expect(headlineOf(state)).toEqual({
        id: 'INC-2026-0001',
        class: 'undetermined',
        stage: 'triage',
        severity: 'low',
        product: 'Mail',
        declaredAt: undefined,
        due: undefined,
        late: false,
      }),
    );
    given(opened({ severityHint: 'low' }), triaged(), ...affected({ 72: 1, 24: 1 }), declare()).and((state) =>
      expect(headlineOf(state)).toMatchObject({
        class: 'incident',
        severity: 'medium',
        declaredAt: '2026-11-23T08:00:00.000Z',
        due: '2026-11-24T08:00:00.000Z',
      }),
    );
  });
});

describe('The details on the page of the workflow', () => {
  test('show the chain from detection to declaration, the clock, and what stands open', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 3 })).and((state) => {
      const details = detailsOf(state);
      expect(details).toContain(
        'detected 2026-11-23T07:00:00.000Z → aware 2026-11-23T08:00:00.000Z → declared 2026-11-23T08:00:00.000Z',
      );
      expect(details).toContain('due **2026-11-26T08:00:00.000Z**');
      expect(details).toContain('0 of 3 told');
      expect(details).toContain('- commitment: not every affected customer is told');
      expect(details).not.toContain('LATE');
    });
  });

  test('say in capitals that it is late', () => {
    given(opened(), triaged(), declare(), ...affected({ 72: 3 }), after(hours(72))).and((state) =>
      expect(detailsOf(state)).toContain('**LATE**'),
    );
  });

  test('stay far below what Temporal takes', () => {
    given(
      opened(),
      declare(),
      ...Array.from({ length: 40 }, () => affected({ 72: 1, 48: 1, 36: 1, 24: 1 })).flat(),
      after(hours(80)),
    ).and((state) => expect(detailsOf(state).length).toBeLessThan(4_000));
  });
});

test('The summary of an alarm fits into what Temporal shows', () => {
  given(opened(), declare(), ...affected({ 72: 1, 24: 1 })).and((state) =>
    alarmsOf(state).forEach(({ summary }) => expect(summary.length).toBeLessThanOrEqual(120)),
  );
});

test('A reader sees what is missing and what stands open, and neither people nor rules nor keys', () => {
  given(opened(), declare(), ...affected({ 72: 1 })).and((state) => {
    const view = throughJson(viewOf(state));
    expect(view).toMatchObject({
      id: 'INC-2026-0001',
      sequence: 4,
      rules: '2026-11.2',
      scope: { asOf: 1 },
      headline: { class: 'incident' },
    });
    expect(view.triage.missing).toHaveLength(7);
    expect(view.standsOpen.length).toBeGreaterThan(7);
    expect(view).not.toHaveProperty('roster');
    expect(view).not.toHaveProperty('recentKeys');
  });
});

describe('the title of an incident', () => {
  test.each([
    ['A list was mailed. It had 320 names.', 'A list was mailed.'],
    [' One line\nand another ', 'One line'],
    ['v1.2 of it leaks', 'v1.2 of it leaks'],
    ['word '.repeat(40), `${'word '.repeat(27)}word…`],
    ['x'.repeat(200), `${'x'.repeat(140)}…`],
  ])('is the first sentence of its report, cut between words: %j', (seen, title) => {
    expect(titleOf(seen)).toBe(title);
  });
});
