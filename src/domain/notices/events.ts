import type { EffectId } from '../effects/state';
import type { Credential, PersonId, Role } from '../primitives/people';
import type { Instant } from '../primitives/instant';
import type { AssistanceKind } from './assistance';
import type { Fact, FactField, Translated } from './facts';
import type {
  ForeignName,
  NoticeCounts,
  NoticeKind,
  NoticeMarks,
  Rung,
  Side,
  Steering,
  TakenDown,
  WaitingQuestion,
  TextHash,
  RecipientsHash,
} from './state';
import type { CustomerId } from '../primitives/parties';

export type NoticeEvent =
  | { type: 'fact-set'; field: FactField; fact: Fact }
  /** For counsel; customers read the fact sheet, which it is no part of. */
  | { type: 'privileged-fact-set'; field: FactField; fact: Fact; section: 'privileged' }
  | {
      type: 'notice-drafted';
      effect: EffectId;
      notice: number;
      kind: NoticeKind;
      message?: string;
      sentAs?: number;
      messages?: Translated[];
      reason?: Translated[];
      about?: number;
      nextBy?: Instant;
    }
  /** Composed, it held what must not go out: `reason` says where, and not what. */
  | { type: 'notice-refused'; effect: EffectId; notice: number; reason: string }
  | ({
      type: 'notice-composed';
      effect: EffectId;
      notice: number;
      hash: TextHash;
      names?: ForeignName[];
    } & Partial<TakenDown>)
  | { type: 'name-allowed'; notice: number; customer: CustomerId; reason: string }
  | { type: 'notice-commented'; notice: number; language: string; passage: string; words: string }
  | { type: 'release-held'; notice: number; reason: string; risk: string; approver: PersonId; reviewBy: Instant }
  | { type: 'hold-confirmed'; notice: number; reason: string }
  | { type: 'hold-ended'; notice: number; reason: string }
  | {
      type: 'notice-approved';
      notice: number;
      hash: TextHash;
      recipientsHash?: RecipientsHash;
      as: Side;
      roles: Role[];
      credential?: Credential;
    }
  | { type: 'notice-rejected'; notice: number; hash: TextHash; reason: string }
  | { type: 'notice-superseded'; notice: number }
  /** Those who approved it, or drafted it, were told. */
  | { type: 'notice-stale'; notice: number }
  /** Who approved was deactivated since. */
  | { type: 'approval-lapsed'; notice: number; person: PersonId }
  | {
      type: 'notice-released';
      effect: EffectId;
      notice: number;
      hash: TextHash;
      recipientsHash?: RecipientsHash;
      gives?: FactField[];
    }
  | { type: 'notice-started'; effect: EffectId; notice: number }
  | { type: 'sending-steered'; effect: EffectId; notice: number; to: Steering; reason: string }
  | { type: 'sent-again'; effect: EffectId; notice: number; customer: CustomerId; reason: string }
  | { type: 'next-contact-tried'; effect: EffectId; notice: number; customer: CustomerId; reason: string }
  | { type: 'sending-acted'; effect: EffectId; notice: number }
  /** It is counted who is silent; on the first rung their other contacts get the notice. */
  | { type: 'silence-asked'; effect: EffectId; notice: number; rung: Rung }
  | { type: 'silence-counted'; effect: EffectId; notice: number; rung: Rung; customers: number; planned: number }
  | { type: 'notice-counted'; notice: number; counts: NoticeCounts; finished: boolean }
  | { type: 'answers-counted'; notices: NoticeMarks[]; questions: WaitingQuestion[]; waiting: number }
  | {
      type: 'assistance-file-offered';
      file: string;
      customer: CustomerId;
      kind: AssistanceKind;
      offeredBy?: PersonId;
      isAgain?: true;
    }
  | {
      type: 'assistance-file-taken';
      file: string;
      customer: CustomerId;
      kind: AssistanceKind;
      /** The contact by whose link. */
      takenBy: string;
      notice: number;
    };
