import { sql, type Kysely, type Transaction } from 'kysely';
import type { Rules } from '../../domain/case/rules';
import { sha256 } from '../../primitives/hash';
import { NOBODY, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { canonicalJson } from '../database/values';

export interface RulesVersions {
  /** Registers rules under their version, unless others are there already. @returns those that are */
  claim(rules: Rules): Promise<{ registered: Rules }>;
  /** Of those in effect on this day (`YYYY-MM-DD`) the newest that a company registered. */
  newest(day: string): Promise<Rules | undefined>;
}

/** One row a version, for good: what a version means never changes. */
export function rulesVersionsIn(db: Kysely<Schema>): RulesVersions {
  return {
    claim: async (rules) => {
      const { version } = rules;
      await db.transaction().execute((trx) => adopt(trx, rules));
      const row = await db
        .selectFrom('rulesVersions')
        .select('rules')
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      return { registered: row.rules };
    },
    newest: async (day) => {
      const { rows } = await sql<{ rules: Rules }>`
        select rules from rules_versions where rules::json ->> 'effectiveFrom' <= ${day}
        order by rules::json ->> 'effectiveFrom' desc, version desc limit 1`.execute(db);
      return rows[0]?.rules;
    },
  };
}

async function adopt(trx: Transaction<Schema>, rules: Rules): Promise<void> {
  const { version } = rules;
  const text = canonicalJson(rules);
  const { numInsertedOrUpdatedRows: adopted } = await trx
    .insertInto('rulesVersions')
    .values({ version, rules: text })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirst();
  if (!adopted) return;
  await writeActs(trx, NOBODY, [
    { act: 'rules-adopted', subject: `rules/${version}`, change: { sha256: sha256(text) } },
  ]);
}
