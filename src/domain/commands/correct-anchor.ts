import { raise } from '../alerts';
import { duesFrom } from '../commitment';
import type { Event } from '../events';
import { instantFrom, plus, type Instant } from '../instant';
import { refuse, type Refusal } from '../refusal';
import type { AnchorName, IncidentState } from '../state';
import { API_ONLY, type CommandRule, type Hearing } from './rule';

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
  decide: (hearing, { anchor, at: text, reason, decline }) => {
    const { state, said, nextId } = hearing;
    if (decline)
      return state.asked.correction
        ? [{ type: 'ask-declined', ask: 'correction', reason }]
        : refuse('nothing-open', 'No correction was asked for.');
    const from = state.anchors[anchor]?.at;
    const to = instantFrom(text);
    if (!from) return refuse('missing', `This incident has no instant for ${anchor} yet; declare it first.`);
    if (!to) return refuse('impossible-instant', '"at" must be an instant such as 2026-11-23T09:20:00Z.', ['/at']);
    const fault = instantFault(hearing, anchor, to);
    if (fault) return fault;
    if (to === from) return refuse('already-so', `${anchor} stands at ${from} already.`);
    if (to < from) return [corrected(state, anchor, from, to, reason)];
    const asked = state.asked.correction;
    if (asked?.anchor === anchor && asked.at === to && asked.by !== said.by)
      return [corrected(state, anchor, from, to, asked.reason, asked.by)];
    if (asked?.anchor === anchor && asked.at === to)
      return refuse('second-person', 'A correction to a later instant needs a second person of privacy or legal.');
    const alert = raise(
      state,
      said.at,
      nextId(),
      'second-person-needed',
      { roles: ['privacy', 'legal'] },
      { detail: { about: 'correction', anchor, to, askedBy: said.by } },
    );
    return [{ type: 'correction-asked', anchor, at: to, reason }, alert];
  },
};

function corrected(
  state: IncidentState,
  anchor: AnchorName,
  from: Instant,
  to: Instant,
  reason: string,
  askedBy?: string,
): Event {
  const dues = anchor === 'declared' ? duesFrom(state, to) : [];
  return { type: 'anchor-corrected', anchor, from, to, reason, askedBy, dues };
}

function instantFault({ state, said }: Hearing, anchor: AnchorName, to: Instant): Refusal | undefined {
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
