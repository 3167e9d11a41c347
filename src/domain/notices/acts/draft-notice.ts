import type { EffectId } from '../../effects/state';
import type { Event } from '../../events';
import { pastDates } from '../needs';
import { instantFrom, type Instant } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import type { IncidentState } from '../../state';
import type { DraftWords } from '../facts';
import { KINDS, type NoticeKind } from '../kinds';
import { lastSent, nextSentAs, noticeOf, wentOut } from '../notices';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface DraftNotice extends DraftWords {
  kind: NoticeKind;
  /** With what was learnt, as it was approved for customers. */
  synthesis?: boolean;
  /** The number of the notice that it corrects or recalls; left out, of the last that went out. */
  about?: number;
  /** When we promise to write again, where no fact is dated. */
  nextBy?: string;
}

export const draftNotice: CommandRule<DraftNotice> = {
  description:
    'Freeze the facts and compose a numbered notice to the affected customers. An open draft of the same kind is replaced.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said, nextId }, draft) => {
    const { kind, message: own, synthesis } = draft;
    const nextBy = draft.nextBy === undefined ? undefined : instantFrom(draft.nextBy);
    const fault =
      kindFault(state, kind) ??
      pastDates(state, kind, said.at) ??
      (draft.nextBy !== undefined && !(nextBy && nextBy > said.at) ? notToCome() : undefined) ??
      aboutFault(state, draft);
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
      drafted(state, { ...draft, message }, { effect: nextId(), nextBy }),
    ];
  },
};

function withLearnt(
  own: string | undefined,
  { cause, done, prevention }: { cause: string; done: string; prevention: string },
): string {
  return [...(own === undefined ? [] : [own]), cause, done, prevention].join('\n\n');
}

function drafted(
  state: IncidentState,
  { kind, message, messages, reason, about }: DraftNotice,
  { effect, nextBy }: { effect: EffectId; nextBy: Instant | undefined },
): Event {
  const named = KINDS[kind].about?.notice ? (about ?? lastSent(state)?.number) : undefined;
  return {
    ...{ type: 'notice-drafted', effect, notice: state.notices.length + 1, kind, message },
    ...(state.rules.writtenPromises && { sentAs: nextSentAs(state) }),
    ...(messages && { messages }),
    ...(reason && { reason }),
    ...(named !== undefined && { about: named }),
    ...(nextBy && { nextBy }),
  };
}

function notToCome() {
  return refuse('impossible-instant', '"nextBy" must be an instant to come.', ['/nextBy']);
}

function aboutFault(state: IncidentState, { kind, about, reason }: DraftNotice) {
  const { about: takes } = KINDS[kind];
  if (about !== undefined && !takes?.notice)
    return refuse('missing', `A notice of the kind ${kind} is about no other notice; leave "about" out.`, ['/about']);
  if (reason && !takes?.reason)
    return refuse('missing', `A notice of the kind ${kind} takes nothing back; leave "reason" out.`, ['/reason']);
  const named = about === undefined ? undefined : noticeOf(state, about);
  if (about === undefined || (named && wentOut(named))) return undefined;
  return refuse('unknown-notice', `No notice ${about} went out; name one that did.`);
}

function kindFault(state: IncidentState, kind: NoticeKind) {
  const { class: now } = state.classification;
  const { needs } = KINDS[kind];
  if (needs === 'event')
    return now === 'event'
      ? undefined
      : refuse('wrong-class', `An event notice needs the class event; this is ${now}.`);
  if (needs === 'withdrawn')
    return state.withdrawn ? undefined : refuse('not-declared', 'A withdrawal notice needs a withdrawn declaration.');
  if (needs === 'cleared' && state.declaration)
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
  const first = state.notices.some((notice) => notice.kind === 'initial' && wentOut(notice));
  return needs === 'declared' || first
    ? undefined
    : refuse('missing', `A notice of the kind ${kind} follows an initial one, and none was released.`);
}
