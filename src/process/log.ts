import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config';
import { createLogOutput } from './log-output';

export type { Logger };

/*
 * JSON lines on standard output: level, time, msg, and ids and codes. Keys, names, addresses and what people wrote stay out, in three ways:
 * 1. callers do not log them;
 * 2. fields meant for them are blanked, and errors are logged only in the parts that are no data;
 * 3. anything that looks like a key, a password in an address, or a mail address is blanked wherever it stands in a finished line.
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

/** JSON escapes are matched first and kept, so that the line stays valid JSON. */
const SECRETS =
  /\\(?:u[\da-f]{4}|.)|(?<scheme>\b[a-z][a-z+]{1,20}:\/\/)[^\s"\\/@]{1,500}@|(?<bearer>\bBearer )[\x21\x23-\x5b\x5d-\x7e]+|\btocsin_[\w-]{16,}|[^\s"\\<>()@,;:=/]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/giu;

/** Blanks what looks like a key, a password in an address, or a mail address. */
export function scrubbed(line: string): string {
  return line.replace(SECRETS, (found, ...rest) => {
    if (found.startsWith('\\')) return found;
    const { scheme, bearer } = rest.at(-1) as Record<'scheme' | 'bearer', string | undefined>;
    return scheme ? `${scheme}${BLANK}@` : `${bearer ?? ''}${BLANK}`;
  });
}

/**
 * An error's message may quote what people wrote: a database quotes rows, a parser its input, a mail server an unknown address. It is
 * logged only if it comes from the network layer, or from us without anybody's words. The message of a failed effect is in the incident's
 * history, encrypted.
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
