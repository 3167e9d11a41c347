import type { AlertEvent } from '../alerts/events';
import type { CaseEvent } from '../case/events';
import type { EffectId } from '../effects/state';
import type { PageOf } from '../events';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { TakenUpBy } from '../programme/procedure';
import type { Side } from '../notices/state';
import type { PostMortemId } from './id';
import type { PostMortemOpening } from './opening';
import type { Action, Cause, Question, SynthesisText, Verdict } from './state';

/** As of an incident's: they are kept for good, and none changes its meaning. */
export type PostMortemEvent =
  | ({ type: 'post-mortem-begun' } & Omit<PostMortemOpening, 'at' | 'by'>)
  | { type: 'annotated'; sequence: number; index: number; words: string }
  | { type: 'question-answered'; question: Question; verdict?: Verdict; kinds?: Cause[]; words: string }
  | { type: 'step-judged'; step: string; verdict: Verdict; words: string }
  | ({ type: 'action-added' } & Omit<Action, 'done' | 'verified'>)
  | { type: 'action-done'; action: number; version: string; words?: string; document?: TakenUpBy }
  | { type: 'action-verified'; action: number; words: string }
  | { type: 'action-without-effect'; action: number; words: string; due: Instant; checkBy: Instant }
  | { type: 'member-admitted'; person: PersonId; reason: string }
  | { type: 'member-dismissed'; person: PersonId; reason: string }
  | { type: 'auditor-named'; person: PersonId; until: Instant; reason: string }
  | { type: 'post-mortem-agreed'; version: number; as: Side }
  | { type: 'post-mortem-concluded'; effect: EffectId; approvedBy: PersonId[] }
  | ({ type: 'synthesis-written' } & SynthesisText)
  | { type: 'synthesis-agreed'; version: number; as: Side }
  | { type: 'synthesis-approved'; effect: EffectId; approvedBy: PersonId[] }
  | { type: 'incident-told'; effect: EffectId }
  | { type: 'reasked'; subject: string; at: Instant }
  | Extract<CaseEvent, { type: 'roster-adopted' | 'roster-changed' | 'roster-missed' | 'refused' }>
  | AlertEvent;

export type PostMortemPage = PageOf<PostMortemId, PostMortemEvent>;
