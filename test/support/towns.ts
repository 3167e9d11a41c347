import { databaseServer } from './database';
import type { TownPlan } from './town';
import { isRelease } from './turns';

const KINDS: [string, TownPlan][] = [['one process, embedded register', { embedded: true }]];
if (databaseServer) KINDS.push(['worker and API apart, PostgreSQL', {}]);

/** The kinds of town for stories that run in each before a release, and else as in production: name and plan. */
export const TOWNS = isRelease ? KINDS : KINDS.slice(-1);
