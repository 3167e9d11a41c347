import type { Addressees, AlertDetail, AlertKind } from '../alerts/state';
import type { Headline, IncidentId } from '../case/state';
import type { Duty } from '../clocks/state';
import type { NoticeMatter } from '../notices/facts';
import type { Rung, Steering, TextHash, RecipientsHash } from '../notices/state';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { HandedCohort } from '../related/state';
import type { ScopeMark, Selection } from '../scope/state';
import type { CustomerId } from '../primitives/parties';

declare const brand: unique symbol;

/** `<incident>#<page>.<count>`; a mail of an escalation adds its level and instant. */
export type EffectId = string & { readonly [brand]: 'EffectId' | 'AlertId' };
/** The first mail of an alert has the alert's own id; those of its escalation do not. */
export type AlertId = string & { readonly [brand]: 'AlertId' };

/** `count` from 1, within the page that owes it. */
export function effectIdOf(subject: string, page: number, count: number): EffectId {
  return `${subject}#${page}.${count}` as EffectId;
}

/** Whose effect it is. */
export function subjectOf(id: string): string {
  return id.slice(0, Math.max(id.indexOf('#'), 0)) || id;
}

/** Ids for the effects of the next page, one after the other; `taken`: how many it has already. */
export function idsAfter({ id, sequence }: { id: string; sequence: number }, taken = 0): () => EffectId {
  let count = taken;
  return () => effectIdOf(id, sequence + 1, ++count);
}

/** What the state still owes the world. The id is stable, so that a repeat can be known as one. */
export type Effect =
  | {
      id: EffectId;
      kind: 'alert';
      /** The alert that it is a mail of; each level of escalation owes one more. */
      alertId: AlertId;
      alert: AlertKind;
      raisedAt: Instant;
      to: Addressees;
      detail?: AlertDetail;
      duty?: Duty;
      /** Whether it waits for an answer. */
      acknowledge: boolean;
      /** Where it escalated: since when nobody has answered, and which of its levels this is, counted from one; `inHand`: who is assigned all the same. */
      unanswered?: { since: Instant; level: number; of: number; inHand?: PersonId[] };
      headline: Headline;
    }
  | { id: EffectId; kind: 'resolve-scope'; selection: Selection; addedAt: Instant; by: PersonId }
  | ({ id: EffectId; kind: 'mark-scope'; customer: CustomerId } & ScopeMark)
  | { id: EffectId; kind: 'compose-notice'; notice: number; matter: NoticeMatter }
  | { id: EffectId; kind: 'send-notice'; notice: number; hash: TextHash; recipientsHash?: RecipientsHash }
  | { id: EffectId; kind: 'steer-sending'; notice: number; to: Steering }
  | { id: EffectId; kind: 'send-again'; notice: number; customer: CustomerId }
  | { id: EffectId; kind: 'try-next'; notice: number; customer: CustomerId }
  | { id: EffectId; kind: 'count-silent'; notice: number; rung: Rung }
  | { id: EffectId; kind: 'open-post-mortem'; due: Instant }
  | { id: EffectId; kind: 'offer-merge'; into: IncidentId }
  | { id: EffectId; kind: 'take-over'; from: IncidentId; offer: string; cohorts: HandedCohort[]; by: PersonId }
  | { id: EffectId; kind: 'answer-merge'; to: IncidentId; offer: string; why?: string };
export type EffectKind = Effect['kind'];
export type AlertEffect = Extract<Effect, { kind: 'alert' }>;

export interface EffectsSlice {
  outbox: Effect[];
}
