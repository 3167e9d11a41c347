import { idsAfter } from '../effects/state';
import { refuse, type Refusal } from '../primitives/refusal';
import type { Command, Origin } from '../rule';
import { allExerciseCommands, type AnyExerciseCommand } from './commands';
import type { ExerciseEvent } from './events';
import type { ExerciseRule } from './rule';
import type { ExerciseState } from './state';

/** Whether a command may be, and what then happens: pure, so that it can be asked twice. */
export function decideExercise(state: ExerciseState, { name, payload, said }: Command): ExerciseEvent[] | Refusal {
  if (!Object.hasOwn(allExerciseCommands, name)) return refuse('unknown-command', `There is no command ${name}.`);
  const rule = allExerciseCommands[name as AnyExerciseCommand] as ExerciseRule<unknown>;
  const fault = permission(state, name, rule, said, payload);
  return fault ?? rule.decide({ state, said, nextId: idsAfter(state) }, payload);
}

function permission(
  state: ExerciseState,
  name: string,
  rule: ExerciseRule<unknown>,
  said: Origin,
  payload: unknown,
): Refusal | undefined {
  const { doors, roles, phases } = rule;
  if (!doors.includes(said.door))
    return refuse('wrong-door', `${name} goes through the API only: its author must be signed in.`);
  if (roles === 'system') return undefined;
  if (!roles.some((role) => said.roles.includes(role)))
    return refuse('not-permitted', `${name} is for ${roles.join(', ')}; ${said.by} holds: ${said.roles.join(', ')}.`);
  if (!mayBy(state, rule, said, payload))
    return refuse(
      'not-permitted',
      `${name} is for ${whoOf(rule)} of ${state.id}; its facilitator is ${state.facilitator}.`,
    );
  if (phases && !phases.includes(state.phase))
    return refuse('wrong-stage', `${state.id} is ${state.phase}; ${name} is for one that is ${phases.join(' or ')}.`);
  return undefined;
}

function mayBy(
  { facilitator, team, findings }: ExerciseState,
  { by }: ExerciseRule<unknown>,
  said: Origin,
  payload: unknown,
): boolean {
  if (said.by === facilitator && by !== 'owner') return true;
  switch (by) {
    case 'leads':
      return said.roles.some((role) => role === 'lead' || role === 'privacy');
    case 'team':
      return team.some(({ person }) => person === said.by);
    case 'owner':
      return findings.some(
        ({ number, owner }) => number === (payload as { finding?: number }).finding && owner === said.by,
      );
    default:
      return false;
  }
}

function whoOf({ by }: ExerciseRule<unknown>): string {
  const others = { team: 'the team', owner: 'who owns the resolution', leads: 'lead, privacy or the facilitator' };
  return by ? others[by] : 'the facilitator';
}
