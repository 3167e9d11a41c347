import type { Event } from '../../events';
import { pastDates } from '../needs';
import { refuse } from '../../primitives/refusal';
import type { IncidentState } from '../../state';
import { nextSentAs } from '../notices';
import type { NoticeKind } from '../state';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface DraftNotice {
  kind: NoticeKind;
  /** Words of our own that go on top of the composed text. */
  message?: string;
  /** With what was learnt, as it was approved for customers. */
  synthesis?: boolean;
}

export const draftNotice: CommandRule<DraftNotice> = {
  description:
    'Freeze the facts and compose a numbered notice to the affected customers. An open draft of the same kind is replaced.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said, nextId }, { kind, message: own, synthesis }) => {
    const fault = kindFault(state, kind) ?? pastDates(state, kind, said.at);
    if (fault) return fault;
    const learnt = state.postMortem?.synthesis;
    if (synthesis && !learnt)
      return refuse('missing', 'No text of what was learnt is approved for customers yet.', ['/synthesis']);
    const message = synthesis && learnt ? withLearnt(own, learnt) : own;
    const replaced = state.notices.filter(
      (notice) => notice.kind === kind && ['composing', 'drafted', 'approved'].includes(notice.status),
    );
    return [
      ...replaced.map((notice): Event => ({ type: 'notice-superseded', notice: notice.number })),
      {
        ...{ type: 'notice-drafted', effect: nextId(), notice: state.notices.length + 1, kind, message },
        ...(state.rules.writtenPromises && { sentAs: nextSentAs(state) }),
      },
    ];
  },
};

function withLearnt(
  own: string | undefined,
  { cause, done, prevention }: { cause: string; done: string; prevention: string },
): string {
  return [...(own === undefined ? [] : [own]), cause, done, prevention].join('\n\n');
}

function kindFault(state: IncidentState, kind: NoticeKind) {
  const { class: now } = state.classification;
  if (kind === 'event')
    return now === 'event'
      ? undefined
      : refuse('wrong-class', `An event notice needs the class event; this is ${now}.`);
  if (kind === 'withdrawal')
    return state.withdrawn ? undefined : refuse('not-declared', 'A withdrawal notice needs a withdrawn declaration.');
  if (kind === 'clearance' && state.declaration)
    return state.cleared.some(({ toldAt }) => toldAt === undefined)
      ? undefined
      : refuse(
          'missing',
          'Nobody waits to be told that it is not affected: clear the customer first (clear-customer).',
        );
  if (now !== 'incident')
    return refuse(
      'not-declared',
      `A notice of the kind ${kind} needs a declared incident; this is ${now}. Declare first, on suspicion if need be.`,
    );
  const first = state.notices.some(
    (notice) => notice.kind === 'initial' && (notice.status === 'released' || notice.status === 'sent'),
  );
  return kind === 'initial' || first
    ? undefined
    : refuse('missing', `A notice of the kind ${kind} follows an initial one, and none was released.`);
}
