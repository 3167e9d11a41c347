import { raise } from '../../alerts/alerts';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export interface SilenceCounted {
  effect: string;
  notice: number;
  /** Who neither opened nor answered it. */
  customers: number;
  /** Other contacts of theirs that get it now. */
  planned: number;
  /** Customers of them whom only a person can try, with the first names of them. */
  forPerson: number;
  names: string[];
}

/** Nobody is left in silence: for whom there is no other contact, or none that said anything either, people of ours are called. */
export const silenceCounted: CommandRule<SilenceCounted> = {
  description: 'Who neither opened nor answered a notice that its server took, and who is tried for them next.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said, nextId }, { effect, notice, customers, planned, forPerson, names }) => {
    const owed = state.outbox.find((one) => one.kind === 'count-silent' && one.id === effect);
    if (owed?.kind !== 'count-silent' || owed.notice !== notice) return [];
    const { rung } = owed;
    const counted = { type: 'silence-counted', effect: owed.id, notice, rung, customers, planned } as const;
    const { silence } = state.rules;
    if (forPerson === 0 || !silence) return [counted];
    const detail = { about: 'out-of-reach', customers: forPerson, names } as const;
    const options = { detail, acknowledge: true };
    return [counted, raise(state, said.at, nextId(), 'customers-silent', { roles: silence.tells }, options)];
  },
};
