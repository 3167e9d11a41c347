import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config';
import { createLogOutput } from './log-output';

export type { Logger };

/*
 * JSON lines on standard output: level, time, msg, and ids and codes. Keys, names, addresses and what people wrote stay out, in three ways:
 * 1. whoever logs does not hand them over;
 * 2. fields that are made to hold them are blanked, and of errors only that is told which is not data;
 * 3. what looks like a key, a password in an address, or a mail address is blanked wherever it stands in a finished line.
 */
export function createLog(level: LogLevel, to?: DestinationStream): Logger {
  const onRecovered = (lines: number) => log.warn({ lines }, 'log lines were dropped: they could not be written');
  const log: Logger = pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: serialized },
      redact: { paths: REDACTED_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: BLANK },
      hooks: { streamWrite: scrubbed },
    },
    to ?? createLogOutput({ onRecovered }),
  );
  return log;
}

const BLANK = '[redacted]';
const REDACTED_FIELDS = [
  ...['authorization', 'headers', 'cookie', 'key', 'apiKey', 'password', 'pass'],
  ...['databaseUrl', 'connectionString', 'smtpUrl', 'email', 'name', 'body', 'text', 'html'],
];

/** Escapes of JSON are stepped over, so that a line stays whole. */
const SECRETS =
  /\\(?:u[\da-f]{4}|.)|(?<scheme>\b[a-z][a-z+]{1,20}:\/\/)[^\s"\\/@]{1,500}@|(?<bearer>\bBearer )[\x21\x23-\x5b\x5d-\x7e]+|\btocsin_[\w-]{16,}|[^\s"\\<>()@,;:=/]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu;

/** The line without what looks like a key, a password in an address, or a mail address. */
export function scrubbed(line: string): string {
  return line.replace(SECRETS, (found, ...rest) => {
    if (found.startsWith('\\')) return found;
    const { scheme, bearer } = rest.at(-1) as Record<'scheme' | 'bearer', string | undefined>;
    return scheme ? `${scheme}${BLANK}@` : `${bearer ?? ''}${BLANK}`;
  });
}

/**
 * The message of an error may quote what people wrote: a database quotes rows, a parser what it could not read, a mail server whom it does
 * not know. It is told only where the network made it, or we did without anybody's words; an effect's is in the incident's history, encrypted.
 */
function serialized(fault: unknown): unknown {
  if (!(fault instanceof Error)) return typeof fault;
  const { code } = fault as { code?: unknown };
  return {
    type: fault.name,
    ...((typeof code === 'number' || (typeof code === 'string' && CODE.test(code))) && { code }),
    ...(('syscall' in fault || LOGGABLE.includes(fault.name)) && { message: fault.message }),
    stack: (fault.stack ?? '')
      .split('\n')
      .filter((line) => FRAME.test(line))
      .join('\n'),
    ...(fault.cause !== undefined && { cause: serialized(fault.cause) }),
  };
}

const CODE = /^[\w-]{1,40}$/;
const FRAME = /^ {4}at [^:]*(?:node:|file:)?[^:]*:\d+:\d+\)?$/;
const LOGGABLE = ['RegisterUnavailable', 'ServiceError', 'StartFault', 'UnreadablePayload'];
