import { parseArgs } from 'node:util';
import type { Options } from './operation';

export interface Command {
  description: string;
  /** What the command reads beside the settings: a flag, or what its value is. */
  options?: Partial<Record<keyof Options, OptionKind>>;
  /** To read what Temporal stores, or because the command is only for whoever holds the key ring. */
  needsKeyRing?: true | 'if-there';
  /** Temporal must answer, else nothing is done. */
  needsTemporal?: true;
  /** It makes tables, locks them against everybody, or deletes what the service may not. */
  needsOwner?: true;
}

/** A flag, or what its value is. */
type OptionKind = 'flag' | 'id' | 'file' | 'key';

export type CommandName = keyof typeof commands;

export const commands = {
  verify: {
    description: 'checks every page, chain, workflow and timer, and all against a checkpoint; changes nothing',
    options: { since: 'file', key: 'key' },
    needsKeyRing: 'if-there',
  },
  rebuild: { description: 'makes the read tables anew from the pages', needsOwner: true },
  reconcile: {
    description: 'says where register and Temporal differ after a restore; with --apply sets it right',
    options: { apply: 'flag' },
    needsKeyRing: true,
    needsTemporal: true,
  },
  'adopt-rules': {
    description: 'says which open incidents go by older figures; with --apply has them adopt those of new incidents',
    options: { apply: 'flag', by: 'id' },
    needsKeyRing: true,
    needsTemporal: true,
  },
  retention: {
    description: 'says which incidents are past the time for which they are kept; with --apply erases them',
    options: { apply: 'flag', by: 'id' },
    needsOwner: true,
  },
  'rewrap-keys': {
    description: "encrypts every incident's data key with the current key of the ring",
    needsKeyRing: true,
    needsOwner: true,
  },
  'recover-operator': {
    description: 'gives an operator a new key when nobody is left who could',
    options: { for: 'id' },
    needsKeyRing: true,
  },
} satisfies Record<string, Command>;

export function commandOf(name: string): CommandName | undefined {
  return namesOf(commands).find((known) => known === name);
}

/** One line for each command. */
export function listOf(): string {
  const lines = Object.entries<Command>(commands).map(
    ([name, { description, options = {} }]) => `  ${`${name} ${usageOf(options)}`.padEnd(38)}${description}`,
  );
  return ['Usage: node lib/operate.js <command> [options]', '', ...lines].join('\n');
}

/** What changes nothing without `--apply` takes the rest with it, and nothing asks for a checkpoint. */
function usageOf(options: NonNullable<Command['options']>): string {
  const usage = namesOf(options).map((name) =>
    options[name] === 'flag' ? `--${name}` : `--${name}=<${options[name]}>`,
  );
  return options.apply || options.since ? `[${usage.join(' ')}]` : usage.join(' ');
}

/** `unknown` is all that is no option of the command's, for the settings to judge. */
export function readOptions({ options = {} }: Command, args: string[]): { options: Options; unknown: string[] } {
  const types = Object.fromEntries(
    namesOf(options).map((name) => [name, { type: options[name] === 'flag' ? 'boolean' : 'string' } as const]),
  );
  const { values, tokens } = parseArgs({ args, options: types, strict: false, tokens: true });
  const textOf = (name: keyof Options) => (typeof values[name] === 'string' ? values[name] : '');
  const unknown = tokens.filter((token) => !isOneOf(options, token)).map(({ index }) => args[index] ?? '');
  const texts = { by: textOf('by'), for: textOf('for'), since: textOf('since'), key: textOf('key') };
  return { options: { apply: values['apply'] === true, ...texts }, unknown };
}

type Token =
  { kind: 'positional' | 'option-terminator' } | { kind: 'option'; name: string; value?: string | undefined };

function isOneOf(options: Partial<Record<string, OptionKind>>, token: Token): boolean {
  if (token.kind !== 'option') return false;
  const expected = options[token.name];
  return expected !== undefined && (token.value === undefined) === (expected === 'flag');
}

function namesOf<Name extends string>(record: Partial<Record<Name, unknown>>): Name[] {
  return Object.keys(record) as Name[];
}
