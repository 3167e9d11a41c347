import pino, { type Logger } from 'pino';
import type { LogLevel } from './config';

export type { Logger };

/** JSON lines on standard output. Keys, addresses and whatever people wrote stay out of them. */
export function createLog(level: LogLevel): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.authorization', '*.email', '*.body', '*.text', 'req.headers'], censor: '[redacted]' },
  });
}
