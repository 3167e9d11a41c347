import { alarmsOf, commitmentAlarms } from '../../src/domain/clocks/alarms';
import { millisecondsOf } from '../../src/domain/primitives/instant';
import { timerFaults } from '../../src/upkeep/timers';
import { affected, after, declare, given, hours, minutes, opened, triaged } from '../support/story';

const twoCohorts = [opened(), triaged(), declare(), ...affected({ 72: 2, 48: 1 })];
const { state } = given(...twoCohorts).story;
const timers = alarmsOf(state).map(({ at }) => millisecondsOf(at));
const dues = commitmentAlarms(state).map(({ at }) => at);

test('an incident whose every alarm has its timer is without fault, also if a slow worker set them late', () => {
  expect(dues.length).toBeGreaterThan(1);
  expect(timerFaults(state, timers)).toEqual([]);
  expect(
    timerFaults(
      state,
      timers.map((strike) => strike + 59_000),
    ),
  ).toEqual([]);
});

test('a timer that is missing is a fault for each cohort, not for the nearest due alone', () => {
  for (const due of dues)
    expect(timerFaults(state, without(due))).toEqual([
      `its workflow runs, and no timer is pending for the commitment due ${due}`,
    ]);
  expect(timerFaults(state, [])).toHaveLength(dues.length);
});

test('a timer for which the register knows no promise is a fault', () => {
  const strike = millisecondsOf(dues[0]!) + minutes(90);
  expect(timerFaults(state, [...timers, strike])).toEqual([
    `a timer of its workflow is pending for ${new Date(strike).toISOString()}, when nothing is due in the register`,
  ]);
});

test('a promise that is late already needs no timer of its own', () => {
  const late = given(...twoCohorts, after(hours(73))).story.state;
  expect(
    timerFaults(
      late,
      alarmsOf(late).map(({ at }) => millisecondsOf(at)),
    ),
  ).toEqual([]);
  expect(commitmentAlarms(late)).toEqual([]);
});

function without(due: string): number[] {
  return timers.filter((strike) => strike !== Date.parse(due));
}
