import { readFileSync } from 'node:fs';
import { SHIPPED_RULES, type Rules } from '../domain/case/rules';
import { HOUR, plus, type Instant } from '../domain/primitives/instant';
import type { Register } from '../register';
import { changedKeys, faultLine, readRules } from '../rules/read';
import { ConfigFault, type Config } from './config';
import { StartFault } from './entry';

/**
 * The rules for new incidents, and for those that are to adopt them: the company's, or the shipped ones where it has none. A version is registered
 * with its figures when it is first used, so that no process can use others under its name.
 * @throws ConfigFault with the place of each fault
 * @throws StartFault where the version is other rules, or not yet in effect
 */
export async function rulesInForce(config: Config, register: Register, now: Instant): Promise<Rules> {
  if (config.rulesFile === undefined) return SHIPPED_RULES;
  const rules = rulesIn(config.rulesFile);
  const { version, effectiveFrom } = rules;
  if (effectiveFrom > latestDayAt(now))
    throw new StartFault(
      `The rules ${version} of TOCSIN_RULES take effect on ${effectiveFrom}: go on with those before until that day, or name an earlier one.`,
    );
  const { registered } = await register.rulesVersions.claim(rules);
  const changed = changedKeys(registered, rules);
  if (changed.length === 0) return rules;
  throw new StartFault(
    `The rules ${version} of TOCSIN_RULES were in use with other figures (${changed.join(', ')}): give the file a version of its own, or take back what was changed.`,
  );
}

/** The same for a process that need not have the file: those that an API registered last hold, where it has none. */
export async function rulesKnown(config: Config, register: Register, now: Instant): Promise<Rules> {
  if (config.rulesFile !== undefined) return rulesInForce(config, register, now);
  return (await register.rulesVersions.newest(now.slice(0, 10))) ?? SHIPPED_RULES;
}

function rulesIn(file: string): Rules {
  const read = readRules(contentOf(file));
  if ('rules' in read) return read.rules;
  throw new ConfigFault(read.faults.map((fault) => faultLine(file, fault)));
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigFault([`TOCSIN_RULES names a file that cannot be read: ${file}.`]);
  }
}

/** Nowhere on Earth is it later than 14 hours after UTC. */
function latestDayAt(now: Instant): string {
  return plus(now, 14 * HOUR).slice(0, 10);
}
