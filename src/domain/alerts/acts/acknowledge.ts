import { reaskedAfter } from '../../clocks/obligations';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface Acknowledge {
  /** One alert by its id; without it, every alert that waits for an answer. */
  alert?: string;
}

export const acknowledge: CommandRule<Acknowledge> = {
  description: 'Say "I have it": stops the escalation of one alert, or of all that wait.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said }, payload) => {
    const waiting = state.alerts.filter((alert) => payload.alert === undefined || alert.id === payload.alert);
    if (waiting.length > 0)
      return waiting.map((alert) => {
        return { type: 'alert-acknowledged', alert: alert.id, reasked: reaskedAfter(state, alert, said.at) };
      });
    return payload.alert === undefined
      ? refuse('already-so', 'No alert waits for an answer.')
      : refuse(
          'unknown-alert',
          `No alert ${payload.alert} waits for an answer; it may have been acknowledged already.`,
        );
  },
};
