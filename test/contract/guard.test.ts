import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { guardCode } from '../../scripts/guard';
import { messages } from '../../src/contract/messages';
import { PERSON_COMMANDS, SYSTEM_COMMANDS, type CommandName } from '../../src/domain/commands';
import { RULES_2026_11 } from '../../src/domain/case/rules';
import { guard } from '../../src/workflows/guard.generated';
import { GOOD_MESSAGES } from './good-messages';
import { hostile, messageLike } from './arbitrary';
import { testSeed } from '../support/seed';
import { isRelease } from '../support/turns';

fc.configureGlobal({ seed: testSeed('guard') });
const GENERATED = readFileSync(join(__dirname, '../../src/workflows/guard.generated.js'), 'utf8');
const RUNS = isRelease ? 100 : 12;

const NAMES = [...PERSON_COMMANDS, ...SYSTEM_COMMANDS];

const zodAccepts = (name: CommandName, message: unknown) => messages[name].safeParse(message).success;
const overTheWire = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

describe('the guard', () => {
  test.each(NAMES)('takes the good examples of %s, as zod does', (name) => {
    for (const message of GOOD_MESSAGES[name]) {
      expect(guard(name, message)).toEqual({ ok: true });
      expect(zodAccepts(name, message)).toBe(true);
    }
  });

  test.each(NAMES)('agrees with zod on whatever comes for %s', (name) => {
    fc.assert(
      fc.property(messageLike(GOOD_MESSAGES[name]), (value) => {
        const message = overTheWire(value);
        fc.pre(!hasStrangeKey(message));
        expect({ message, ok: guard(name, message).ok }).toEqual({ message, ok: zodAccepts(name, message) });
      }),
      { numRuns: 4 * RUNS },
    );
  });

  test.each(NAMES)('agrees with zod on what is no message at all for %s', (name) => {
    fc.assert(
      fc.property(hostile, (value) => {
        const message = overTheWire(value);
        expect(guard(name, message).ok).toBe(zodAccepts(name, message));
      }),
      { numRuns: 2 * RUNS },
    );
  });

  test('tells both outcomes apart often enough to mean something', () => {
    const verdicts = PERSON_COMMANDS.flatMap((name) =>
      fc.sample(messageLike(GOOD_MESSAGES[name]), 50).map((value) => guard(name, overTheWire(value)).ok),
    );
    const accepted = verdicts.filter(Boolean).length;
    expect(accepted).toBeGreaterThan(verdicts.length * 0.1);
    expect(accepted).toBeLessThan(verdicts.length * 0.9);
  });

  test('is stricter than zod in one point: no person and no calendar is called __proto__', () => {
    const message: unknown = JSON.parse('{"by":"system","door":"system","revision":1,"roster":{"__proto__":["lead"]}}');
    expect(zodAccepts('adopt-roster', message)).toBe(true);
    expect(guard('adopt-roster', message)).toMatchObject({ ok: false, pointer: '/roster' });
    const rules = { ...RULES_2026_11, calendars: JSON.parse('{"__proto__":{}}') as object };
    const adopting = { by: 'system', door: 'system', operator: 'operator', rules };
    expect(zodAccepts('adopt-rules', adopting)).toBe(true);
    expect(guard('adopt-rules', adopting)).toMatchObject({ ok: false });
  });

  test.each([
    ['declare', { by: 'lead' }, '/basis', 'basis is missing.'],
    ['close', { by: 'lead', outcome: 'Done.', colour: 'red' }, '/colour', 'colour is not known here; leave it out.'],
    ['move-stage', { by: 'lead', to: 'lunch' }, '/to', /^to must be one of: triage, investigation/],
    ['approve-notice', { by: 'lead', notice: 1.5, hash: 'a'.repeat(64) }, '/notice', 'notice must be a whole number.'],
    ['close', { by: 'Anna L.', outcome: 'Done.' }, '/by', /^by must be a person's id/],
    [
      'reclassify',
      { by: 'legal', why: 'x', classification: { class: 'incident' } },
      '/classification/class',
      /must be one of: undetermined, event/,
    ],
    [
      'declare',
      {
        by: 'lead',
        basis: 'likely',
        facts: 'x',
        gdpr: 'yes',
        awareAt: '2026-02-30T00:00:00Z',
        declaredAt: '2026-02-28T00:00:00Z',
      },
      '/awareAt',
      /such as 2026/,
    ],
    [
      'adopt-rules',
      {
        by: 'system',
        operator: 'operator',
        rules: { ...RULES_2026_11, escalation: { ...RULES_2026_11.escalation, levels: [] } },
      },
      '/rules/escalation/levels',
      /levels/,
    ],
    ['close', [], '', 'The message must be an object.'],
    ['ring-the-bell', {}, '', 'There is no command ring-the-bell.'],
    ['constructor', {}, '', 'There is no command constructor.'],
  ])('says of %s %j what is wrong and where', (name, message, pointer, why) => {
    expect(guard(name, message)).toEqual({
      ok: false,
      pointer,
      why: expect.stringMatching(why instanceof RegExp ? why : literal(why)),
    });
  });

  test('is what its script makes of the schemas of today, the same to the byte', () => {
    expect(GENERATED).toBe(guardCode());
  });

  test('runs where there is nothing but the language', () => {
    const exports: { guard?: typeof guard } = {};
    runInNewContext(GENERATED, { exports }, { contextCodeGeneration: { strings: false, wasm: false } });
    expect(exports.guard?.('close', { by: 'lead', outcome: 'Done.' })).toEqual({ ok: true });
  });
});

function hasStrangeKey(message: unknown): boolean {
  const { roster, changes, rules } = recordOf(message);
  return [roster, changes, recordOf(rules)['calendars']].some((one) => Object.hasOwn(recordOf(one), '__proto__'));
}

function recordOf(value: unknown): Record<string, unknown> {
  return value instanceof Object ? (value as Record<string, unknown>) : {};
}

function literal(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`);
}
