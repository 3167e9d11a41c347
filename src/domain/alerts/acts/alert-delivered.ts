import { mailIdOf, raise, skipLevel } from '../alerts';
import type { Event } from '../../events';
import type { PersonId } from '../../primitives/people';
import { inCharge } from '../addressees';
import type { Alert } from '../state';
import { SYSTEM_DOOR, type CommandContext, type CommandRule } from '../../rule';

export interface AlertDelivered {
  effect: string;
  reached: PersonId[];
}

export const alertDelivered: CommandRule<AlertDelivered> = {
  description: 'The mail server took an alert. An empty level of escalation is skipped at once.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { effect: id, reached }) => {
    const { state, said } = hearing;
    const effect = state.outbox.find((owed) => owed.id === id);
    if (effect?.kind !== 'alert') return [];
    const delivered: Event = { type: 'alert-delivered', effect: effect.id, reached };
    const informed: Event[] =
      reached.length > 0 && effect.alert === 'stakeholders' ? [{ type: 'stakeholders-reached', persons: reached }] : [];
    const waiting = state.alerts.find((alert) => id === mailIdOf(alert, effect.raisedAt));
    const missed = effect.alert === 'handed-over' && 'persons' in effect.to ? without(effect.to.persons, reached) : [];
    return [
      delivered,
      ...informed,
      ...unreached(hearing, missed),
      ...(reached.length === 0 && waiting ? [...skipLevel(state, waiting, said.at), ...silence(hearing, waiting)] : []),
    ];
  },
};

/** Above the members of a restricted incident there is whoever may break the glass. */
function silence({ state, said, nextId }: CommandContext, { level }: Alert): Event[] {
  const isTop = level >= state.rules.escalation.levels.length - 1;
  if (!state.restriction || !isTop) return [];
  return [raise(state, said.at, nextId(), 'members-silent', { roles: ['executive'] })];
}

function without(persons: PersonId[], reached: PersonId[]): PersonId[] {
  return persons.filter((person) => !reached.includes(person));
}

/** What was handed to somebody who does not hear of it is in nobody's hands. */
function unreached({ state, said, nextId }: CommandContext, persons: PersonId[]): Event[] {
  if (persons.length === 0 || state.stage.stage === 'closed') return [];
  const detail = { about: 'unreached', persons } as const;
  return [raise(state, said.at, nextId(), 'handover-unreached', inCharge(state), { detail, acknowledge: true })];
}
