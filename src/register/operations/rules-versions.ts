import type { Kysely } from 'kysely';
import type { Rules } from '../../domain/case/rules';
import type { Schema } from '../database/schema';
import { canonicalJson } from '../database/values';

export interface RulesVersions {
  /** Registers rules under their version, unless others are there already. @returns those that are */
  claim(rules: Rules): Promise<{ registered: Rules }>;
}

/** One row a version, for good: what a version means never changes. */
export function rulesVersionsIn(db: Kysely<Schema>): RulesVersions {
  return {
    claim: async (rules) => {
      const { version } = rules;
      await db
        .insertInto('rulesVersions')
        .values({ version, rules: canonicalJson(rules) })
        .onConflict((conflict) => conflict.column('version').doNothing())
        .execute();
      const row = await db
        .selectFrom('rulesVersions')
        .select('rules')
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      return { registered: row.rules };
    },
  };
}
