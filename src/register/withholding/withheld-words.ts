import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Worded } from '../../domain/notices/facts';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import type { PageBytes } from '../journal/page-bytes';

export interface WithheldWords {
  /** Keeps them sealed. The same words of one incident have one seal. @returns it */
  keep(incident: IncidentId, words: readonly Worded[], by: PersonId): Promise<string>;
  /** Those that must not go out. Of what was kept within the last minute the incident may not have told yet. */
  standing(incident: IncidentId): Promise<Withheld[]>;
  /** Whatever became of them since. */
  of(incident: IncidentId): Promise<Withheld[]>;
}

export interface Withheld {
  seal: string;
  words: Worded[];
}

export function withheldWordsIn(db: Kysely<Schema>, bytes: PageBytes): WithheldWords {
  const opened = async (incident: IncidentId, rows: readonly Row[]) => {
    if (rows.length === 0) return [];
    const clear = await bytes.openText(
      db,
      incident,
      rows.map(({ words }) => words),
    );
    return rows.flatMap(({ seal }, place) => {
      const text = clear[place];
      return text === undefined ? [] : [{ seal, words: JSON.parse(text) as Worded[] }];
    });
  };
  return {
    keep: async (incident, words, by) => {
      const canonical = words.map(({ lang, text }) => ({ lang, text }));
      const sealed = await bytes.sealText(db, incident, JSON.stringify(canonical));
      const row = { incident, seal: sealed.seal, words: sealed.bytes, by };
      await db
        .insertInto('withheldWords')
        .values(row)
        .onConflict((conflict) => conflict.columns(['incident', 'seal']).doNothing())
        .execute();
      return sealed.seal;
    },
    standing: async (incident) => opened(incident, await standingRows(db, incident)),
    of: async (incident) =>
      opened(
        incident,
        await db.selectFrom('withheldWords').select(['seal', 'words']).where('incident', '=', incident).execute(),
      ),
  };
}

type Row = Pick<Schema['withheldWords'], 'seal' | 'words'>;

async function standingRows(db: Kysely<Schema>, incident: IncidentId): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select w.seal, w.words from withheld_words w
      left join lateral (
        select bool_or(o->>'status' = 'standing') as stands from incidents i, json_array_elements(i.state->'withholdings') o
        where i.id = w.incident and o->>'seal' = w.seal
      ) known on true
    where w.incident = ${incident} and coalesce(known.stands, w.kept_at > now() - interval '1 minute')
    order by w.kept_at, w.seal`.execute(db);
  return rows;
}
