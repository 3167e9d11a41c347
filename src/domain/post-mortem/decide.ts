import { idsAfter } from '../effects/state';
import { refuse, type Refusal } from '../primitives/refusal';
import { isRefusal, type Command, type Origin } from '../rule';
import { allPostMortemCommands, type AnyPostMortemCommand } from './commands';
import { endedAlerts } from './clocks';
import type { PostMortemEvent } from './events';
import { foldedPostMortem } from './evolve';
import type { PostMortemRule } from './rule';
import type { PostMortemState } from './state';

/** Whether a command may be, and what then happens: pure, so that it can be asked twice. */
export function decidePostMortem(
  state: PostMortemState,
  { name, payload, said }: Command,
): PostMortemEvent[] | Refusal {
  if (!Object.hasOwn(allPostMortemCommands, name)) return refuse('unknown-command', `There is no command ${name}.`);
  const rule = allPostMortemCommands[name as AnyPostMortemCommand] as PostMortemRule<unknown>;
  const fault = permission(state, name, rule, said, payload);
  if (fault) return fault;
  const outcome = rule.decide({ state, said, nextId: idsAfter(state) }, payload);
  if (isRefusal(outcome) || outcome.length === 0) return outcome;
  const after = foldedPostMortem(state, outcome, said) ?? state;
  return [...outcome, ...endedAlerts(after)];
}

function permission(
  state: PostMortemState,
  name: string,
  { doors, roles, by, writes }: PostMortemRule<unknown>,
  said: Origin,
  payload: unknown,
): Refusal | undefined {
  if (!doors.includes(said.door))
    return refuse('wrong-door', `${name} goes through the API only: its author must be signed in.`);
  if (roles === 'system') return undefined;
  const mayAct = state.members.includes(said.by) || (by === 'owner' && owns(state, said.by, payload));
  if (!mayAct || state.excluded.includes(said.by))
    return refuse(
      'not-permitted',
      'A post-mortem is for its members; one of legal or privacy among them admits others.',
    );
  if (!roles.some((role) => said.roles.includes(role)))
    return refuse('not-permitted', `${name} is for ${roles.join(', ')}; ${said.by} holds: ${said.roles.join(', ')}.`);
  return writes && state.approvedAt
    ? refuse('wrong-stage', `This post-mortem was approved ${state.approvedAt}, and stands. Its actions go on.`)
    : undefined;
}

/** Of an action, or of any of them, where the payload names none. */
function owns({ actions }: PostMortemState, person: string, payload: unknown): boolean {
  const wanted = (payload as { action?: number }).action;
  return actions.some(({ number, owner }) => owner === person && (wanted === undefined || number === wanted));
}
