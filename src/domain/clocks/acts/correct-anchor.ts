import { raise } from '../../alerts/alerts';
import { beforeDetectionFault, notAfter, notBefore } from '../../case/gap';
import { anchorsOf } from '../promise';
import { movedDues } from '../tell-customers';
import type { Event } from '../../events';
import { instantFrom, plus, type Instant } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import type { AnchorName } from '../../case/state';
import type { IncidentState } from '../../state';
import { API_ONLY, isSpeaker, type CommandRule, type CommandContext } from '../../rule';

export interface CorrectAnchor {
  anchor: AnchorName;
  at: string;
  reason: string;
  /** Why we were aware, or declared, before it was detected. */
  beforeDetection?: string;
  /** Puts a correction that was asked for aside. */
  decline?: boolean;
}

export const correctAnchor: CommandRule<CorrectAnchor> = {
  description:
    'Correct when something was detected, known or declared. Clocks that count from it move; to a later instant only with a second person. Late stays late, and drafts that name the instant become stale.',
  roles: ['privacy', 'legal'],
  doors: API_ONLY,
  decide: (hearing, payload) => {
    const { anchor, at: text, reason, decline } = payload;
    if (decline) return declined(hearing, payload);
    const { state } = hearing;
    const from = state.anchors[anchor]?.at;
    const stated = instantFrom(text);
    if (!from) return refuse('missing', `This incident has no instant for ${anchor} yet; declare it first.`);
    if (!stated) return refuse('impossible-instant', '"at" must be an instant such as 2026-11-23T09:20:00Z.', ['/at']);
    const to = inOrder(state, anchor, stated);
    const asked = state.asked.correction;
    const isSame = asked?.anchor === anchor && asked.at === to;
    const beforeDetection = payload.beforeDetection ?? (isSame ? asked.beforeDetection : undefined);
    const instants = { ...anchorsOf(state), [anchor]: to };
    const fault = instantFault(hearing, anchor, to) ?? beforeDetectionFault(state, instants, beforeDetection);
    if (fault) return fault;
    if (to === from) return refuse('already-so', `${anchor} stands at ${from} already.`);
    const correction = { anchor, from, to, reason, ...(beforeDetection && { beforeDetection }) };
    return to < from ? [corrected(state, correction)] : byTwo(hearing, correction);
  },
};

interface Correction {
  anchor: AnchorName;
  from: Instant;
  to: Instant;
  reason: string;
  beforeDetection?: string;
}

/** Where two instants are the same by two clocks, they are given as one. */
function inOrder({ rules, anchors: { aware, declared } }: IncidentState, anchor: AnchorName, at: Instant): Instant {
  if (anchor === 'aware' && declared) return notAfter(rules, at, declared.at);
  return anchor === 'declared' && aware ? notBefore(rules, at, aware.at) : at;
}

type Asked = NonNullable<IncidentState['asked']['correction']>;

/** Only what was asked for can be declined: one who names another correction has not seen this one. */
function declined({ state: { asked } }: CommandContext, { anchor, at, reason }: CorrectAnchor): Event[] | Refusal {
  const waiting = asked.correction;
  if (!waiting) return refuse('nothing-open', 'No correction was asked for.');
  return waiting.anchor === anchor && waiting.at === instantFrom(at)
    ? [{ type: 'ask-declined', ask: 'correction', reason }]
    : refuse('nothing-open', `That correction was not asked for; ${nameOf(waiting)} was.`);
}

/** To a later instant: one asks, another confirms. A second request would put the first aside unseen. */
function byTwo({ state, said, nextId }: CommandContext, correction: Correction): Event[] | Refusal {
  const { anchor, to, from: _, ...words } = correction;
  const asked = state.asked.correction;
  if (asked && (asked.anchor !== anchor || asked.at !== to))
    return refuse('second-person', `First confirm or decline what waits for a second person: ${nameOf(asked)}.`);
  if (asked && isSpeaker(said, asked.by))
    return refuse('second-person', 'A correction to a later instant needs a second person of privacy or legal.');
  if (asked) return [corrected(state, { ...correction, ...wordsOf(asked) }, asked.by)];
  const detail = { about: 'correction', anchor, to, askedBy: said.by } as const;
  const alert = raise(state, said.at, nextId(), 'second-person-needed', { roles: ['privacy', 'legal'] }, { detail });
  return [{ type: 'correction-asked', anchor, at: to, ...words }, alert];
}

function nameOf({ anchor, at }: Asked): string {
  return `a correction of ${anchor} to ${at}`;
}

function wordsOf({ reason, beforeDetection }: Asked): Pick<Correction, 'reason' | 'beforeDetection'> {
  return { reason, ...(beforeDetection && { beforeDetection }) };
}

function corrected(state: IncidentState, correction: Correction, askedBy?: string): Event {
  const dues = movedDues(state, { ...anchorsOf(state), [correction.anchor]: correction.to });
  return { type: 'anchor-corrected', ...correction, askedBy, dues };
}

function instantFault({ state, said }: CommandContext, anchor: AnchorName, to: Instant): Refusal | undefined {
  if (to > plus(said.at, state.rules.futureToleranceSeconds * 1000))
    return refuse('impossible-instant', '"at" must be an instant that has passed.', ['/at']);
  const { aware, declared } = state.anchors;
  if (anchor === 'aware' && declared && to > declared.at)
    return refuse('impossible-instant', `We cannot have become aware after declaring (${declared.at}).`, ['/at']);
  if (anchor === 'declared' && aware && to < aware.at)
    return refuse(
      'impossible-instant',
      `We cannot have declared before we were aware (${aware.at}); correct "aware" first.`,
      ['/at'],
    );
  return undefined;
}
