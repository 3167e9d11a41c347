import { exerciseAlarmStruck, exerciseAlertDelivered, exerciseRoster, exerciseRosterChange } from './acts/answers';
import { cancelExercise, concludeExercise, endExercise } from './acts/course';
import { addFinding, resolveFinding } from './acts/findings';
import { exerciseScored, incidentOpened, injectPlayed } from './acts/played';
import { confirmRole, recordAttendance } from './acts/team';
import type { ExerciseRule } from './rule';

/** Every command that a person can give to an exercise. */
export const exerciseCommands = {
  'confirm-role': confirmRole,
  'record-attendance': recordAttendance,
  'end-exercise': endExercise,
  'cancel-exercise': cancelExercise,
  'add-finding': addFinding,
  'resolve-finding': resolveFinding,
  'conclude-exercise': concludeExercise,
};

/** Those of the system that an incident has not. */
export const exerciseSystemCommands = {
  'incident-opened': incidentOpened,
  'inject-played': injectPlayed,
  'exercise-scored': exerciseScored,
};

export const allExerciseCommands = {
  ...exerciseCommands,
  ...exerciseSystemCommands,
  'alarm-struck': exerciseAlarmStruck,
  'alert-delivered': exerciseAlertDelivered,
  'adopt-roster': exerciseRoster,
  'change-roster': exerciseRosterChange,
};

export type ExerciseCommand = keyof typeof exerciseCommands;
export type ExerciseSystemCommand = keyof typeof exerciseSystemCommands;
export type AnyExerciseCommand = keyof typeof allExerciseCommands;
export type ExercisePayload<Name extends AnyExerciseCommand> =
  (typeof allExerciseCommands)[Name] extends ExerciseRule<infer P> ? P : never;

export const EXERCISE_COMMANDS = Object.keys(exerciseCommands) as ExerciseCommand[];
export const EXERCISE_SYSTEM_COMMANDS = Object.keys(exerciseSystemCommands) as ExerciseSystemCommand[];

export function isExerciseCommand(name: string): name is ExerciseCommand {
  return Object.hasOwn(exerciseCommands, name);
}
