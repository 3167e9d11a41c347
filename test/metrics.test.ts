import { alertRules } from './support/alert-rules';
import { parsePromQl } from './support/promql';

const rules = alertRules();

test('every alert says how grave it is, what is wrong, and what to do now', () => {
  expect(rules.length).toBeGreaterThan(10);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations } of rules) {
    expect([alert, labels.severity, annotations.summary, annotations.now]).toEqual([
      expect.stringMatching(/^Tocsin[A-Z]\w+$/),
      expect.stringMatching(/^(page|ticket)$/),
      expect.stringMatching(/^\S.*[^.]$/),
      expect.stringMatching(/^\S.*\.$/),
    ]);
  }
});

test.each(rules)('$alert asks in PromQL, and waits for a length of time', ({ expr, for: wait = '0s' }) => {
  expect(() => parsePromQl(expr)).not.toThrow();
  expect(wait).toMatch(/^\d+[smhd]$/);
});

test.each([
  ['min(a{b="c"} < 1', ') is wanted, and the end is there'],
  ['minimum(a)', 'there is no function minimum'],
  ['a === 1', 'a value is wanted, and = is there'],
  ['rate(a)', '[ is wanted, and ) is there'],
  ['a b', '"b" follows a whole expression'],
  ['a{b=c}', 'a text is wanted'],
  ['a ?? 1', 'nothing begins like this:  ?? 1'],
  ['sum by le (a)', '( is wanted, and le is there'],
])('%s would be found out', (expr, fault) => {
  expect(() => parsePromQl(expr)).toThrow(fault);
});
