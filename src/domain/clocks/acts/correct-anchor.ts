import { raise } from '../../alerts/alerts';
import { anchorsOf } from '../promise';
import { movedDues } from '../tell-customers';
import type { Event } from '../../events';
import { instantFrom, plus, type Instant } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import type { AnchorName } from '../../case/state';
import type { IncidentState } from '../../state';
import { API_ONLY, type CommandRule, type CommandContext } from '../../rule';

export interface CorrectAnchor {
  anchor: AnchorName;
  at: string;
  reason: string;
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
    const to = instantFrom(text);
    if (!from) return refuse('missing', `This incident has no instant for ${anchor} yet; declare it first.`);
    if (!to) return refuse('impossible-instant', '"at" must be an instant such as 2026-11-23T09:20:00Z.', ['/at']);
    const fault = instantFault(hearing, anchor, to);
    if (fault) return fault;
    if (to === from) return refuse('already-so', `${anchor} stands at ${from} already.`);
    return to < from ? [corrected(state, anchor, from, to, reason)] : byTwo(hearing, anchor, from, to, reason);
  },
};

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
function byTwo(
  { state, said, nextId }: CommandContext,
  anchor: AnchorName,
  from: Instant,
  to: Instant,
  reason: string,
): Event[] | Refusal {
  const asked = state.asked.correction;
  if (asked && (asked.anchor !== anchor || asked.at !== to))
    return refuse('second-person', `First confirm or decline what waits for a second person: ${nameOf(asked)}.`);
  if (asked?.by === said.by)
    return refuse('second-person', 'A correction to a later instant needs a second person of privacy or legal.');
  if (asked) return [corrected(state, anchor, from, to, asked.reason, asked.by)];
  const detail = { about: 'correction', anchor, to, askedBy: said.by } as const;
  const alert = raise(state, said.at, nextId(), 'second-person-needed', { roles: ['privacy', 'legal'] }, { detail });
  return [{ type: 'correction-asked', anchor, at: to, reason }, alert];
}

function nameOf({ anchor, at }: Asked): string {
  return `a correction of ${anchor} to ${at}`;
}

function corrected(
  state: IncidentState,
  anchor: AnchorName,
  from: Instant,
  to: Instant,
  reason: string,
  askedBy?: string,
): Event {
  const dues = movedDues(state, { ...anchorsOf(state), [anchor]: to });
  return { type: 'anchor-corrected', anchor, from, to, reason, askedBy, dues };
}

function instantFault({ state, said }: CommandContext, anchor: AnchorName, to: Instant): Refusal | undefined {
  if (to > plus(said.at, state.rules.futureToleranceSeconds * 1000))
    return refuse('impossible-instant', '"at" must be an instant that has passed.', ['/at']);
  const { aware, declared } = state.anchors;
  if (anchor === 'aware' && declared && to > declared.at)
    return refuse('impossible-instant', `We cannot have become aware after declaring (${declared.at}).`);
  if (anchor === 'declared' && aware && to < aware.at)
    return refuse(
      'impossible-instant',
      `We cannot have declared before we were aware (${aware.at}); correct "aware" first.`,
    );
  return undefined;
}
