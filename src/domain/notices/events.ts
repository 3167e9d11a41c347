import type { EffectId } from '../effects/state';
import type { Role } from '../primitives/people';
import type { Fact, FactField } from './facts';
import type { NoticeCounts, NoticeKind, Side } from './state';

export type NoticeEvent =
  | { type: 'fact-set'; field: FactField; fact: Fact }
  | { type: 'notice-drafted'; effect: EffectId; notice: number; kind: NoticeKind; message?: string }
  | { type: 'notice-composed'; effect: EffectId; notice: number; hash: string }
  | { type: 'notice-approved'; notice: number; hash: string; as: Side; roles: Role[] }
  | { type: 'notice-rejected'; notice: number; hash: string; reason: string }
  | { type: 'notice-superseded'; notice: number }
  | { type: 'notice-released'; effect: EffectId; notice: number; hash: string }
  | { type: 'notice-started'; effect: EffectId; notice: number }
  | { type: 'notice-counted'; notice: number; counts: NoticeCounts; finished: boolean };
