import { databaseServer } from './database';
import { isRelease } from './turns';

const KINDS: ('embedded' | 'postgresql')[] = databaseServer ? ['embedded', 'postgresql'] : ['embedded'];

/** The kinds of register for what is one SQL on both: the embedded one opens anew each time, and where there is PostgreSQL is told of only before a release. */
export const REGISTER_KINDS = isRelease ? KINDS : KINDS.slice(-1);
