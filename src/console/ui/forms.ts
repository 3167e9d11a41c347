import type { PersonCommand } from '../../domain/commands';
import type { ExerciseCommand } from '../../domain/exercise/commands';
import type { PostMortemCommand } from '../../domain/post-mortem/commands';
import type { Role } from '../../domain/primitives/people';
import made from './forms.generated.json';

/** The shape of a value, as JSON Schema says it. */
export interface Shape {
  type?: string;
  /** What a form calls it, whatever it is called elsewhere. */
  title?: string;
  description?: string;
  examples?: unknown[];
  enum?: string[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  oneOf?: Shape[];
  anyOf?: Shape[];
}

export interface CommandForm {
  description: string;
  roles: Role[];
  doors: string[];
  body: Shape;
}

/** Every command, from the table that the API is made of: a new one is here without a word of the console's own. */
export const COMMANDS = made.commands as unknown as Record<PersonCommand, CommandForm>;

/** Likewise every command to a post-mortem. */
export const POST_MORTEM_FORMS = made.postMortem as unknown as Record<PostMortemCommand, CommandForm>;

export const REPORT_SHAPE = made.report as unknown as Shape;

export type OtherAct =
  | ExerciseCommand
  | ('add-person' | 'change-person' | 'give-key' | 'revoke-key' | 'revoke-own-key')
  | ('end-session' | 'end-own-session' | 'confirm-pending' | 'decline-pending')
  | ('open-audit' | 'draw-sample' | 'record-finding' | 'end-finding' | 'close-audit')
  | ('accept-proposal' | 'decline-proposal' | 'add-form' | 'renew-form' | 'end-form' | 'add-source')
  | ('draft-procedure' | 'approve-procedure' | 'decide-review' | 'end-review-action' | 'approve-review')
  | ('add-store' | 'change-store' | 'check-store' | 'end-store')
  | ('plan-exercise' | 'answer-recipient' | 'open-wave' | 'stop-wave');

/** What is asked of the register itself, of people, audits, exercises and courses; `{…}` in an address is filled in. */
export interface OtherForm {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  roles: Role[];
  body: Shape;
}
export const OTHER_FORMS = made.others as unknown as Record<OtherAct, OtherForm>;
