import { evolve } from '../../src/domain/evolve';
import { receive, refusalPage, type Message } from '../../src/domain/receive';
import { refuse } from '../../src/domain/primitives/refusal';
import type { IncidentState } from '../../src/domain/state';
import { given, opened, START } from '../support/story';

const BODY = 'c'.repeat(64);

function stateOf(): IncidentState {
  return given(opened()).story.state;
}
function hear(
  state: IncidentState,
  message: Record<string, unknown>,
  via: 'update' | 'signal' = 'signal',
  name = 'assign',
) {
  return receive(state, name, { persons: ['lead'], ...message }, via, START);
}

describe('A message', () => {
  test('by signal is judged by the roles of the people frozen in the case', () => {
    expect(hear(stateOf(), { by: 'lead' })).toMatchObject({
      kind: 'page',
      page: { by: 'lead', door: 'signal', command: 'assign', sequence: 2 },
    });
    expect(hear(stateOf(), { by: 'auditor' })).toMatchObject({
      kind: 'refused',
      refusal: { refused: 'not-permitted' },
    });
  });

  test.each(['stranger', 'constructor', '__proto__', ''])('by signal from "%s", who is not known, is refused', (by) => {
    expect(hear(stateOf(), { by })).toMatchObject({ kind: 'refused', refusal: { refused: 'unknown-person' } });
  });

  test('by signal cannot claim roles', () => {
    expect(hear(stateOf(), { by: 'auditor', roles: ['lead'] })).toMatchObject({
      kind: 'refused',
      refusal: { refused: 'not-permitted' },
    });
  });

  test('of our API is judged by the roles that the API found', () => {
    expect(hear(stateOf(), { by: 'new-here', roles: ['lead'], door: 'api' }, 'update')).toMatchObject({
      kind: 'page',
      page: { by: 'new-here', door: 'api' },
    });
  });

  test('that claims to come of our API and brings no roles is told so', () => {
    const told = hear(stateOf(), { by: 'lead', door: 'api' });
    expect(told).toMatchObject({ kind: 'refused', refusal: { refused: 'wrong-door', points: ['/roles'] } });
    expect(told).toHaveProperty('refusal.why', expect.stringContaining('leave `door` out'));
  });

  test('by update bears that door', () => {
    expect(hear(stateOf(), { by: 'lead' }, 'update')).toMatchObject({ kind: 'page', page: { door: 'update' } });
  });

  test('says no more in its page than its command: neither key nor roles are part of what was meant', () => {
    const heard = hear(
      stateOf(),
      { by: 'lead', roles: ['lead'], door: 'api', key: 'k', bodyHash: BODY, evaluation: 'Looked.', persons: undefined },
      'update',
      'assess',
    );
    expect(heard).toMatchObject({
      kind: 'page',
      page: { events: [{ type: 'assessed', entries: { evaluation: 'Looked.' } }] },
    });
    expect(JSON.stringify(heard.kind === 'page' && heard.page.events)).not.toContain('roles');
  });

  test('that changes nothing makes no page', () => {
    expect(receive(stateOf(), 'alarm-struck', { door: 'system' }, 'signal', START)).toEqual({ kind: 'nothing' });
  });

  test('of the system has no other door', () => {
    expect(receive(stateOf(), 'alarm-struck', { by: 'lead' }, 'signal', START)).toMatchObject({
      refusal: { refused: 'wrong-door' },
    });
    expect(hear(stateOf(), { door: 'system' })).toMatchObject({ refusal: { refused: 'wrong-door' } });
  });

  test.each(['nonsense', 'toString', '__proto__'])('of the unknown name "%s" is refused', (name) => {
    expect(hear(stateOf(), { by: 'lead' }, 'signal', name)).toMatchObject({ refusal: { refused: 'unknown-command' } });
  });
});

describe('A key', () => {
  const keyed = { by: 'lead', roles: ['lead'], door: 'api', key: 'k1', bodyHash: BODY };
  function after(message: Record<string, unknown>, state = stateOf()): IncidentState {
    const heard = hear(state, message, 'update');
    if (heard.kind !== 'page') throw new Error(heard.kind);
    return evolve(state, heard.page);
  }

  test('that comes again with the same body is answered, not done again', () => {
    expect(hear(after(keyed), keyed, 'update')).toEqual({ kind: 'repeat', sequence: 2 });
  });

  test('that comes again with another body is refused', () => {
    expect(hear(after(keyed), { ...keyed, bodyHash: 'd'.repeat(64) }, 'update')).toMatchObject({
      refusal: { refused: 'key-reused' },
    });
  });

  test('is remembered for the last thousand commands', () => {
    let state = stateOf();
    for (let number = 0; number < 1001; number++) {
      state = evolve(state, {
        incident: state.id,
        sequence: state.sequence + 1,
        at: START,
        by: 'lead',
        door: 'api',
        command: 'note-progress',
        key: { key: `k${number}`, bodyHash: BODY },
        events: [],
      });
    }
    expect([state.recentKeys.length, state.recentKeys[0]?.key, state.recentKeys.at(-1)]).toEqual([
      1000,
      'k1',
      { key: 'k1000', bodyHash: BODY, sequence: 1002 },
    ]);
  });
});

describe('A refusal by a door that cannot answer', () => {
  test('is a page of the story, and changes nothing but its sequence', () => {
    const state = stateOf();
    const page = refusalPage(state, 'assign', { by: 'auditor' }, refuse('not-permitted', 'No.'), START);
    expect(page).toMatchObject({
      by: 'auditor',
      door: 'signal',
      events: [{ type: 'refused', command: 'assign', code: 'not-permitted', why: 'No.' }],
    });
    expect(evolve(state, page)).toEqual({ ...state, sequence: 2 });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['our API, which prefers not to wait', { by: 'legal', door: 'api', roles: ['legal'] }, 'api'],
    ['a timer or an effect', { by: 'system', door: 'system' }, 'system'],
    ['a signal', { by: 'legal' }, 'signal'],
    ['a signal that claims our API without roles', { by: 'legal', door: 'api' }, 'signal'],
    ['a signal with a door that there is not', { by: 'legal', door: 'front', roles: ['legal'] }, 'signal'],
    ['a signal with roles that are none', { by: 'legal', door: 'api', roles: 'legal' }, 'signal'],
  ])('names the door of %s', (_name, message, door) => {
    const page = refusalPage(stateOf(), 'assign', message, refuse('not-permitted', 'No.'), START);
    expect(page).toMatchObject({ door, events: [{ type: 'refused', door }] });
  });

  test('keeps by which key its author knows it, and the key may come again', () => {
    const state = stateOf();
    const page = refusalPage(state, 'assign', { by: 'auditor', key: 'k1' }, refuse('not-permitted', 'No.'), START);
    expect(page.events).toMatchObject([{ type: 'refused', reference: 'k1' }]);
    expect(evolve(state, page).recentKeys).toEqual(state.recentKeys);
    const keyed = { by: 'auditor', key: 7 } as unknown as Message;
    expect(refusalPage(state, 'assign', keyed, refuse('not-permitted', 'No.'), START).events[0]).not.toHaveProperty(
      'reference',
    );
  });

  test.each([undefined, 7, {}, ''])('names nobody where %p stands for the author', (by) => {
    const page = refusalPage(stateOf(), 'x', { by } as Message, refuse('malformed', 'No.'), START);
    expect(page.by).toBe('unknown');
  });

  test('stays small, whatever was sent', () => {
    const page = refusalPage(
      stateOf(),
      'n'.repeat(10_000),
      { by: 'b'.repeat(10_000) },
      refuse('malformed', 'w'.repeat(10_000)),
      START,
    );
    expect(JSON.stringify(page).length).toBeLessThan(2_000);
  });
});
