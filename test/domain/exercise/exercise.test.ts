import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { exerciseAlarms } from '../../../src/domain/exercise/clocks';
import { decideExercise } from '../../../src/domain/exercise/decide';
import { evolveExercise } from '../../../src/domain/exercise/evolve';
import type { ExerciseId } from '../../../src/domain/exercise/mark';
import { firstExercisePage, type ExerciseOpening } from '../../../src/domain/exercise/opening';
import { DEPARTMENTS, exerciseOpening } from '../../../src/domain/exercise/plan';
import type { ExerciseScenario } from '../../../src/domain/exercise/scenario';
import type { ExerciseState } from '../../../src/domain/exercise/state';
import { exerciseView, isExerciseOver } from '../../../src/domain/exercise/view';
import { HOUR, plus, type Instant } from '../../../src/domain/primitives/instant';
import type { Role, Roster } from '../../../src/domain/primitives/people';
import { receiveBy } from '../../../src/domain/receive';

const ROSTER: Roster = {
  lead: ['lead'],
  responder: ['responder'],
  legal: ['legal'],
  communications: ['communications'],
};
const PLANNED = '2026-11-01T08:00:00.000Z' as Instant;
const STARTS = '2026-11-15T08:00:00.000Z' as Instant;
const INCIDENT = 'INC-2026-0007';

const SCENARIO: ExerciseScenario = {
  ...{ name: 'short', version: '1', title: 'A list', nature: 'privacy', objective: 'Who signs?' },
  ...{ customers: 1, hours: 6, roles: ['responder', 'lead', 'legal', 'communications'] },
  report: { channel: 'staff', seen: 'A list went out.' },
  injects: [
    { id: 'call', atHours: 1, kind: 'call', from: 'A customer', words: 'Is that yours?', to: ['lead'] },
    { id: 'gone', atHours: 2, kind: 'bounce', from: 'Mail', words: 'It refuses.', to: ['lead'], customer: 1 },
  ],
  expected: [{ step: 'declare', withinHours: 2 }],
  played: {
    triage: {
      ...{ effects: ['disclosure'], manner: 'accidental', malicious: 'no', severity: 'low' },
      ...{ evaluation: 'x', findings: 'y' },
    },
    declaration: { basis: 'confirmed', facts: 'It is out.' },
    facts: {},
  },
};

const FACTS = {
  ...{ id: 'EXE-2026-0001' as ExerciseId, scenario: SCENARIO, customers: ['alder'], rules: SHIPPED_RULES },
  ...{ roster: ROSTER, rosterRevision: 1, at: PLANNED, by: 'lead', door: 'api' as const },
};
const REQUEST = { factor: 72, startsAt: STARTS, departments: DEPARTMENTS };

class Told {
  state: ExerciseState;

  constructor(readonly opening: ExerciseOpening) {
    this.state = evolveExercise(undefined, firstExercisePage(opening));
  }

  say(by: string, name: string, payload: object, at: Instant) {
    const message = by === 'system' ? { ...payload, by, door: 'system' as const } : api(by, payload);
    const received = receiveBy(decideExercise, this.state, name, message, 'update', at);
    if (received.kind === 'refused') return received.refusal.refused;
    if (received.kind === 'page') this.state = evolveExercise(this.state, received.page);
    return received.kind;
  }

  /** Lets the next timer fire. */
  strike(): Instant {
    const [next] = exerciseAlarms(this.state);
    if (!next) throw new Error('No timer');
    this.say('system', 'alarm-struck', {}, next.at);
    return next.at;
  }

  answer(kind: string, name: string, more: object, at: Instant) {
    const effect = this.state.outbox.find((owed) => owed.kind === kind);
    return this.say('system', name, { effect: effect?.id ?? 'none', ...more }, at);
  }
}

function api(by: string, payload: object) {
  return { ...payload, by, door: 'api' as const, roles: ROSTER[by] ?? ([] as Role[]) };
}

function planned(): Told {
  const opening = exerciseOpening(REQUEST, FACTS);
  if ('refused' in opening) throw new Error(opening.why);
  return new Told(opening);
}

function running(): Told {
  const told = planned();
  while (told.state.phase === 'planned') told.strike();
  told.answer('open-incident', 'incident-opened', { incident: INCIDENT, at: STARTS }, STARTS);
  return told;
}

test('the team is called, and who has not confirmed is asked again a day before', () => {
  const told = planned();
  const [call] = told.state.outbox;
  expect(call).toMatchObject({ alert: 'exercise-planned', to: { persons: expect.arrayContaining(['lead', 'legal']) } });
  expect(told.say('legal', 'confirm-role', {}, PLANNED)).toBe('page');
  expect(told.say('legal', 'confirm-role', {}, PLANNED)).toBe('already-so');
  expect(told.strike()).toBe(plus(STARTS, -24 * HOUR));
  const asked = told.state.outbox.find((owed) => owed.kind === 'alert' && owed.alert === 'exercise-unconfirmed');
  expect(asked).toMatchObject({ to: { persons: ['lead', 'responder', 'communications'] } });
  expect(told.strike()).toBe(STARTS);
  expect(told.state.phase).toBe('running');
});

test('injects come by the clock of the story, and its end, at the factor', () => {
  const told = running();
  expect(told.strike()).toBe(plus(STARTS, HOUR / 72));
  expect(told.state.injects).toEqual([{ inject: 'call', at: plus(STARTS, HOUR) }]);
  expect(told.strike()).toBe(plus(STARTS, (2 * HOUR) / 72));
  expect(told.strike()).toBe(plus(STARTS, (6 * HOUR) / 72));
  expect(told.state.phase).toBe('ended');
});

test('what its scenario still holds is in no view', () => {
  expect(JSON.stringify(exerciseView(running().state))).not.toContain('Is that yours?');
});

test('it is concluded with a score card, attendance and every department, and runs until each resolution is done', () => {
  const told = running();
  const at = plus(STARTS, HOUR / 72);
  expect(told.say('legal', 'end-exercise', { words: 'Done.' }, at)).toBe('not-permitted');
  expect(told.say('lead', 'end-exercise', { words: 'Done.' }, at)).toBe('page');
  expect(told.say('lead', 'conclude-exercise', { words: 'It holds.' }, at)).toBe('still-open');
  told.answer('end-incident', 'exercise-scored', { score: [{ step: 'declare', withinHours: 2, afterHours: 1 }] }, at);
  for (const person of ['lead', 'responder', 'legal'])
    told.say('lead', 'record-attendance', { person, attended: 'present' }, at);
  const absent = { person: 'communications', attended: 'absent' };
  expect(told.say('lead', 'record-attendance', absent, at)).toBe('page');
  expect(exerciseView(told.state).lacking).toEqual(['nobody of communications was present or excused']);
  expect(told.say('lead', 'record-attendance', { ...absent, attended: 'excused' }, at)).toBe('missing');
  told.say('lead', 'record-attendance', { ...absent, attended: 'excused', reason: 'On leave.' }, at);
  const finding = { words: 'Who signs?', resolution: 'Name two.', owner: 'legal', due: plus(at, 100 * HOUR) };
  expect(told.say('responder', 'add-finding', finding, at)).toBe('page');
  expect(told.say('lead', 'conclude-exercise', { words: 'It holds.' }, at)).toBe('page');
  expect(isExerciseOver(told.state)).toBe(false);
  expect(told.strike()).toBe(plus(at, 100 * HOUR));
  expect(told.state.outbox.filter((owed) => owed.kind === 'alert').at(-1)).toMatchObject({
    alert: 'resolution-overdue',
  });
  expect(told.say('lead', 'resolve-finding', { finding: 1, words: 'Two are named.' }, at)).toBe('not-permitted');
  expect(told.say('legal', 'resolve-finding', { finding: 1, words: 'Two are named.' }, at)).toBe('page');
  expect(isExerciseOver(told.state)).toBe(true);
});

test('it is not planned without a player for each role, a facilitator who leads, or customers enough', () => {
  const refusals = [
    exerciseOpening({ ...REQUEST, team: [{ person: 'lead', department: 'response', roles: ['lead'] }] }, FACTS),
    exerciseOpening({ ...REQUEST, facilitator: 'legal' }, FACTS),
    exerciseOpening(REQUEST, { ...FACTS, customers: [] }),
    exerciseOpening({ ...REQUEST, team: [{ person: 'nobody', department: 'legal', roles: ['legal'] }] }, FACTS),
  ].map((one) => ('refused' in one ? one.refused : 'planned'));
  expect(refusals).toEqual(['missing', 'unknown-person', 'missing', 'unknown-person']);
});
