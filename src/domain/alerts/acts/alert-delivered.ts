import { mailIdOf, skipLevel } from '../alerts';
import type { Event } from '../../events';
import type { PersonId } from '../../primitives/people';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface AlertDelivered {
  effect: string;
  reached: PersonId[];
}

export const alertDelivered: CommandRule<AlertDelivered> = {
  description: 'The mail server took an alert. An empty level of escalation is skipped at once.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said }, { effect: id, reached }) => {
    const effect = state.outbox.find((owed) => owed.id === id);
    if (effect?.kind !== 'alert') return [];
    const delivered: Event = { type: 'alert-delivered', effect: effect.id, reached };
    const informed: Event[] =
      reached.length > 0 && effect.alert === 'stakeholders' ? [{ type: 'stakeholders-reached', persons: reached }] : [];
    const waiting = state.alerts.find((alert) => id === mailIdOf(alert, effect.raisedAt));
    return [delivered, ...informed, ...(reached.length === 0 && waiting ? skipLevel(state, waiting, said.at) : [])];
  },
};
