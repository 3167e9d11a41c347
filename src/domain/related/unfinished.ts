import { clockOf } from '../clocks/table';
import { isUnderWay } from '../notices/notices';
import { scopePending } from '../scope/pending';
import { stillUnregistered } from '../scope/unregistered';
import type { IncidentState } from '../state';
import { standing } from '../withholding/state';

/** What a duplicate must have ended before it hands over: nobody else could go on with it. */
export function unfinished(state: IncidentState): string[] {
  return [
    ...state.notices
      .filter(isUnderWay)
      .map(({ number, status }) => `notice ${number} is ${status}: wait until it is sent, or reject it`),
    ...(scopePending(state) ? ['a change of scope is being worked out'] : []),
    ...(standing(state).length > 0 ? ['words are withheld: release or decline them'] : []),
    ...(stillUnregistered(state).length > 0 ? ['customers are named that are not in the register'] : []),
    ...(state.help.length > 0 ? ['a customer waits for help: answer it'] : []),
    ...(state.assistance === 'requested' ? ['the customer asked for assistance, which has not ended'] : []),
    ...(state.questions.length > 0 ? ['a question of a recipient waits: answer it'] : []),
    ...(isAsked(state) ? ['an act waits for a second person: confirm or decline it'] : []),
    ...state.obligations
      .filter((it) => it.status === 'open' && clockOf(it).isNotHandedOver)
      .map(({ id }) => `${id} is open: meet it here`),
  ];
}

function isAsked({ asked }: IncidentState): boolean {
  const { waivers, withdrawal, correction, promises = [], lifting } = asked;
  return waivers.length + promises.length > 0 || Boolean(withdrawal ?? correction ?? lifting);
}
