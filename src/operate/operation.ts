import type { Client } from '@temporalio/client';
import type { Rules } from '../domain/case/rules';
import type { Register } from '../register';
import type { Compose } from '../texts/compose';

/** One command of an operator, from an open register to an outcome. */
export type Operation = (means: Means, options: Options) => Promise<Outcome>;

export interface Means {
  /** Its tables are those of this program. */
  register: Register;
  /** Connects with its first call; reads what is encrypted where the command needs the key ring. */
  client: () => Promise<Client>;
  dataFolder: string;
  /** The key that verifies what this installation signs; undefined where its own key is not. */
  verifier: () => string | undefined;
  /** Those of the company, or the shipped ones; read when they are asked for. */
  rules: () => Promise<Rules>;
  /** Composes a notice as this installation does; the templates are read when it is asked for. */
  compose: () => Promise<Compose>;
  /** One line, on standard output. */
  print: (line: string) => void;
}

/** What was not given is `false` or empty. */
export interface Options {
  apply: boolean;
  by: string;
  for: string;
  since: string;
  key: string;
}

/** With exit code 1, something is left to be seen to. */
export type Outcome = { exitCode: 0 | 1 } | { refused: string };
