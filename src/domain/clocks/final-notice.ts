import { obligationIdOf } from './state';
import { heldBy } from '../case/blockers';
import type { Event } from '../events';
import { KINDS } from '../notices/kinds';
import type { Notice } from '../notices/state';
import { HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import { hasArrived, keptByPersons, laterNotices, promiser } from './kept-by';
import type { Obligation } from './state';

/**
 * "We write again when it is resolved": a promise without a date, so nothing makes it late towards customers. It is asked after every so many
 * hours, and holds up closing.
 */
export const finalNotice: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'final-notice-owed',
    to: () => ({ roles: ['lead', 'privacy'] }),
    reaskAfterMs: ({ writtenPromises }) => (writtenPromises?.finalNoticeHours ?? 0) * HOUR,
    leavesUndecided: () => false,
  },
  toldBy: [],
  follows: (state, at) =>
    openOnes(state)
      .filter((it) => laterFinals(state, it).some(hasArrived) || keptByPersons(state, it))
      .map((it) => metAt(it, at)),
  blocksClosing: (_, it) => heldBy(it, 'final-promised', promiser(it)),
  endsWithDeclaration: true,
  mayBeWaived: true,
  keptByWord: (_, { final }) => (final ? { final } : undefined),
};

export function finalNoticeOwed(state: IncidentState, { number, kind }: Notice, since: Instant): Event[] {
  const { writtenPromises } = state.rules;
  const isOwed = openOnes(state).some((it) => laterFinals(state, it).length === 0);
  if (!writtenPromises || KINDS[kind].final !== 'promised' || isOwed) return [];
  const due = plus(since, writtenPromises.finalNoticeHours * HOUR);
  const obligation = obligationIdOf(`final-notice/${number}`);
  return [
    {
      type: 'obligation-opened',
      obligation,
      kind: 'final-notice',
      since,
      due,
      notice: number,
      subject: `notice ${number}`,
    },
  ];
}

function laterFinals(state: IncidentState, it: Obligation): Notice[] {
  return laterNotices(state, it).filter(({ kind }) => KINDS[kind].final === 'given');
}

function openOnes({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind, status }) => kind === 'final-notice' && status === 'open');
}
