import type { PersonCommand } from '../../domain/commands';
import type { PostMortemCommand } from '../../domain/post-mortem/commands';
import type { Role } from '../../domain/primitives/people';
import made from './forms.generated.json';

/** The shape of a value, as JSON Schema says it. */
export interface Shape {
  type?: string;
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

const report = made.report as unknown as { $defs: { Report: Shape } };
export const REPORT_SHAPE: Shape = report.$defs.Report;
