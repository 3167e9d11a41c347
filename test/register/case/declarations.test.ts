import type { Instant } from '../../../src/domain/primitives/instant';
import { refuse } from '../../../src/domain/primitives/refusal';
import type { IncidentId } from '../../../src/domain/case/state';
import type { Declarations } from '../../../src/register';
import { onEachRegister } from '../registers';

const TAKEN_AT = '2026-11-23T09:00:00.123Z' as Instant;
const LATER = '2026-11-23T10:00:00.000Z' as Instant;
const FIRST = 'INC-2026-0001' as IncidentId;
const REFUSAL = refuse('already-so', 'It is declared.');

onEachRegister('Declarations', (bench) => {
  const keep = (reference: string, incident = FIRST, judge: Parameters<Declarations['keep']>[1] = () => undefined) =>
    bench.register.declarations.keep({ reference, incident, message: messageOf(reference), takenAt: TAKEN_AT }, judge);
  const referencesOf = (kept: { reference: string }[]) => kept.map(({ reference }) => reference);

  test('wait in order until they are settled, once, and what was refused is kept with its reason', async () => {
    const { declarations } = bench.register;
    await keep('z');
    await keep('a', 'INC-2026-0002' as IncidentId);
    await keep('m');
    expect(referencesOf(await declarations.waiting())).toEqual(['z', 'a', 'm']);
    expect(await declarations.settle('z', LATER)).toBe(true);
    expect(await declarations.settle('z', LATER, REFUSAL)).toBe(false);
    expect(await declarations.settle('m', LATER, REFUSAL)).toBe(true);
    expect(referencesOf(await declarations.waiting())).toEqual(['a']);
    expect(await declarations.unmet(FIRST)).toEqual([
      {
        reference: 'm',
        incident: FIRST,
        message: messageOf('m'),
        takenAt: TAKEN_AT,
        state: 'refused',
        refusal: REFUSAL,
      },
    ]);
  });

  test('of many for one incident each is judged by those before it', async () => {
    const incident = 'INC-2026-0003' as IncidentId;
    const references = Array.from({ length: 20 }, (_one, number) => `at once ${number}`);
    const judge = (before: unknown[]) => (before.length > 0 ? REFUSAL : undefined);
    const kept = await Promise.all(references.map((reference) => keep(reference, incident, judge)));
    expect(kept.filter(({ refusal }) => refusal === undefined)).toHaveLength(1);
    expect(await bench.register.declarations.unmet(incident)).toHaveLength(1);
  });

  test('the same request finds what it said first, and under another body nothing', async () => {
    const { declarations } = bench.register;
    const incident = 'INC-2026-0004' as IncidentId;
    await keep('same', incident);
    const later = { ...messageOf('same'), declaredAt: LATER };
    const again = (message: object) =>
      declarations.keep({ reference: 'same', incident, message: { ...message }, takenAt: LATER }, () => REFUSAL);
    expect(await again(later)).toEqual({ message: messageOf('same') });
    expect(await again({ ...later, bodyHash: 'other' })).toMatchObject({ refusal: { refused: 'key-reused' } });
    await declarations.settle('same', LATER, REFUSAL);
    expect(await again(later)).toEqual({ message: messageOf('same'), refusal: REFUSAL });
  });
});

function messageOf(reference: string) {
  return { by: 'lead', declaredAt: TAKEN_AT, key: reference, bodyHash: 'body', facts: 'A list\u0000 \ud83d\udd14' };
}
