import { SHIPPED_RULES, type Rules } from '../domain/case/rules';

/**
 * The sets that a file may build on, by version. One that was released stays here, so that a file means the same under each later release; older ones
 * than the first that files could name are for the incidents opened under them.
 */
const BASES: ReadonlyMap<string, Rules> = new Map([SHIPPED_RULES].map((rules) => [rules.version, rules]));

export const BASE_VERSIONS = [...BASES.keys()];

export function baseOf(version: unknown): Rules | undefined {
  return BASES.get(String(version));
}
