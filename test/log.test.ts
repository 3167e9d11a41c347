import { createLog, scrubbed } from '../src/process/log';
import { RegisterUnavailable } from '../src/register';

function logged(log: (logger: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  log(createLog('trace', { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line is one JSON object with level, time and msg', () => {
  expect(logged((log) => log.warn({ incident: 'INC-2026-0001' }, 'so it is'))).toEqual([
    { level: 'warn', time: expect.stringMatching(/^\d{4}-.*Z$/), incident: 'INC-2026-0001', msg: 'so it is' },
  ]);
});

test('fields that are made for keys, names and addresses are blanked', () => {
  const request = { headers: { authorization: 'Bearer abc' }, body: { seen: 'x' } };
  const [line] = logged((log) => log.info({ request, email: 'e', person: { name: 'Ann' }, password: 'p' }, 'm'));
  expect(line).toMatchObject({
    request: { headers: '[redacted]', body: '[redacted]' },
    email: '[redacted]',
    person: { name: '[redacted]' },
    password: '[redacted]',
  });
});

test.each([
  ['postgres://tocsin:s3cr%25et@db:5432/x is away', 'postgres://[redacted]@db:5432/x is away'],
  ['smtps://only-a-user@mail.example:465', 'smtps://[redacted]@mail.example:465'],
  ['sent Bearer tocsin_abc.def~+/= along', 'sent Bearer [redacted] along'],
  ['key tocsin_0123456789abcdefghij_-KLMNOPQRST, said', 'key [redacted], said'],
  ["550 <zoë.o'neil+x@bücher.example>: no", '550 <[redacted]>: no'],
  ['line\\nann@company.example', 'line\\n[redacted]'],
  ['\\u0007ann@company.example', '\\u0007[redacted]'],
  ['worker 123@host polls tocsin of INC-2026-0001', 'worker 123@host polls tocsin of INC-2026-0001'],
  ['http://127.0.0.1:8080/api/incidents', 'http://127.0.0.1:8080/api/incidents'],
])('in a finished line %s becomes %s', (before, after) => {
  expect(scrubbed(before)).toBe(after);
});

test('every line goes out like that, and is whole', () => {
  const [line] = logged((log) => log.warn({ why: 'says\n"ann@company.example"' }, 'smtp://u:p@mail.example'));
  expect(line).toMatchObject({ why: 'says\n"[redacted]"', msg: 'smtp://[redacted]@mail.example' });
});

// Were the effort to grow with the square of the length, these would take longer than any test may.
test.each([
  ['a', 1_000_000],
  ['a://', 250_000],
])('a long line of nothing but %s is scrubbed to the end', (bit, times) => {
  expect(scrubbed(bit.repeat(times))).toHaveLength(bit.length * times);
});

test('of an error its kind, code and place are told, and words only where nobody else made them', () => {
  const ofDatabase = Object.assign(new Error('duplicate key: Ann'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Ann',
  });
  const ofNetwork = Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect', code: 'ECONNREFUSED' });
  const [one, other, last] = logged((log) => {
    log.error({ err: new RegisterUnavailable('It is away.', { cause: ofDatabase }) }, 'm');
    log.error({ err: new SyntaxError('Unexpected token:\n    at Ann') }, 'm');
    log.error({ err: ofNetwork }, 'm');
  });
  expect(one).toMatchObject({
    err: { message: 'It is away.', stack: expect.stringMatching(/^ +at /), cause: { code: '23505' } },
  });
  expect(last).toMatchObject({ err: { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' } });
  expect(JSON.stringify([one, other])).not.toContain('Ann');
});
