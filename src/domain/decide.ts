import { commands, isCommandName, type CommandName } from './commands';
import { overBudget } from './budgets';
import { isRefusal, type Command, type CommandContext, type CommandRule, type Origin } from './rule';
import type { Event, Page, PageOf } from './events';
import { mayBreakGlass, sightOf, unknownIncident } from './visibility';
import { applyAll } from './evolve';
import { followUps } from './follow-ups';
import { refuse, type Refusal } from './primitives/refusal';
import { idsAfter, type EffectId } from './effects/state';
import type { IncidentState } from './state';

/**
 * Whether a command may be, and what then happens: pure, so that it can be asked twice.
 * The payload must have passed the schema of its command.
 */
export function decide(state: IncidentState, { name, payload, said }: Command): Event[] | Refusal {
  if (!isCommandName(name)) return refuse('unknown-command', `There is no command ${name}.`);
  const rule = commands[name] as CommandRule<unknown>;
  const fault = permission(state, name, said);
  if (fault) return fault;
  const outcome = rule.decide(contextOf(state, said), payload);
  if (isRefusal(outcome)) return outcome;
  const { events, after } = withFollowUps(state, outcome, said);
  return overBudget(name, state, after) ?? events;
}

/** The page that an accepted command, or a refusal worth keeping, adds to the story. */
export function pageOf<Id extends string, Happened>(
  state: { id: Id; sequence: number },
  { name, said }: Pick<Command, 'name' | 'said'>,
  events: Happened[],
  key?: Page['key'],
): PageOf<Id, Happened> {
  return {
    incident: state.id,
    sequence: state.sequence + 1,
    at: said.at,
    by: said.by,
    door: said.door,
    command: name,
    key,
    events,
  };
}

function contextOf(state: IncidentState, said: Origin): CommandContext {
  return { state, said, nextId: idsOf(state), after: (events) => folded(state, events, said) };
}

function folded(state: IncidentState, events: Event[], said: Origin): IncidentState {
  return applyAll(state, events, said) ?? state;
}

/** What role, door and stage alone say against a command. */
export function permission(state: IncidentState, name: CommandName, said: Origin): Refusal | undefined {
  const rule = commands[name] as CommandRule<unknown>;
  if (!rule.doors.includes(said.door))
    return refuse(
      'wrong-door',
      `${name} goes through ${rule.doors.includes('api') ? 'the API only: its author must be signed in' : 'no door of people'}.`,
    );
  if (rule.roles === 'system') return undefined;
  if (said.roles.length === 0)
    return refuse('unknown-person', `Nobody here has the id ${said.by}, or the person holds no role.`);
  const hidden = concealment(state, name, said);
  if (hidden) return hidden;
  if (!rule.roles.some((role) => rolesAt(said).includes(role)))
    return refuse(
      'not-permitted',
      `${name} is for ${rule.roles.join(', ')}; ${said.by} holds: ${said.roles.join(', ')}.`,
    );
  const { stage, since } = state.stage;
  if (stage === 'closed' && rule.takenBy !== 'closed')
    return refuse('wrong-stage', `${state.id} is closed since ${since}; lead or privacy open it again by reopen.`);
  if (state.merging && !WHILE_MERGING.includes(name))
    return refuse('wrong-stage', `${state.id} is being merged into another incident: wait until that has answered.`);
  if (stage !== 'closed' && rule.takenBy === 'closed')
    return refuse('wrong-stage', `${state.id} is open, in ${stage} since ${since}; go on with it there.`);
  return undefined;
}

/** What changes nothing of what the duplicate hands over. */
const WHILE_MERGING: readonly CommandName[] = [
  ...(['acknowledge', 'assign', 'note-progress', 'explain-delay', 'break-glass'] as const),
  ...(['give-task', 'pass-task', 'end-task', 'report-department', 'set-bridge'] as const),
  ...(['record-evidence', 'pass-evidence'] as const),
];

/** Of a restricted incident only members hear more than that there is none. */
function concealment(state: IncidentState, name: CommandName, said: Origin): Refusal | undefined {
  if (!state.restriction) return undefined;
  const reader = { id: said.by, roles: said.roles };
  const sight = sightOf(reader, state, said.at);
  if (sight === 'whole' || (name === 'break-glass' && mayBreakGlass(reader, state))) return undefined;
  if (sight === 'none') return unknownIncident();
  return refuse(
    'not-permitted',
    `${state.id} is restricted: its members carry it on, and you read the status of your report.`,
  );
}

/** An operator who works through Temporal does so in a responder's place. */
function rolesAt({ roles, door }: Origin): readonly string[] {
  return door !== 'api' && roles.includes('operator') ? [...roles, 'responder'] : roles;
}

/** The events of a command with all that follows from them, and the state after these; where nothing happened, nothing follows. */
function withFollowUps(state: IncidentState, events: Event[], said: Origin): { events: Event[]; after: IncidentState } {
  const ids = idsOf(state, events);
  const all = [...events];
  let after = folded(state, events, said);
  let more = events;
  while (more.length > 0) {
    more = followUps(after, said, ids);
    all.push(...more);
    after = folded(after, more, said);
  }
  return { events: all, after };
}

/** Ids of effects: the same whenever the same decision is taken on the same state. */
function idsOf(state: IncidentState, taken: Event[] = []): () => EffectId {
  return idsAfter(state, taken.filter((event) => 'effect' in event || event.type === 'alert-raised').length);
}
