import { sql, type Kysely, type Selectable } from 'kysely';
import type { Ledger, TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';

/** A mail of the ledger that is sent past Temporal, one to one address. */
export interface OwedLetter {
  id: string;
  subject: string;
  number: number;
  endpoint: string;
  name: string;
  address: string;
  language: string;
  values: TextValues;
  attempts: number;
  possibleRepeat: boolean;
}

export interface OwedLetters<Mail> {
  /** Nobody else gets them for a quarter of an hour; then they are owed again, as possible repeats. */
  claim(limit: number): Promise<Mail[]>;
  end(id: string, outcome: 'accepted' | 'refused', words: string): Promise<void>;
  /** Owed again after a minute. `unsure`: the server may have it already. */
  defer(id: string, unsure: boolean): Promise<void>;
}

const UNFINISHED = sql`state in ('planned', 'claimed')`;

export function owedIn(db: Kysely<Schema>, kind: Selectable<Ledger['sendings']>['kind']): OwedLetters<OwedLetter> {
  return {
    claim: (limit) => claim(db, kind, limit),
    end: async (id, outcome, words) => {
      await sql`update recipients set state = ${outcome}, server_words = ${words}, attempts = attempts + 1, next_at = null,
        finished_at = clock_timestamp() where id = ${id} and ${UNFINISHED}`.execute(db);
    },
    defer: async (id, unsure) => {
      await sql`update recipients set state = 'planned', next_at = clock_timestamp() + interval '1 minute', attempts = attempts + 1,
        possible_repeat = possible_repeat or ${unsure} where id = ${id} and ${UNFINISHED}`.execute(db);
    },
  };
}

/** The kind stands in the statement, so that its partial index serves. */
async function claim(db: Kysely<Schema>, kind: string, limit: number): Promise<OwedLetter[]> {
  const { rows } = await sql<OwedLetter>`
    with due as (
      select r.id from sendings s join open_recipients o on o.subject = s.subject and o.number = s.number
        join recipients r on r.id = o.recipient
      where s.kind = ${sql.lit(kind)} and (r.next_at is null or r.next_at <= clock_timestamp())
      order by r.planned_at limit ${limit} for update of r skip locked)
    update recipients r set state = 'claimed', next_at = clock_timestamp() + interval '15 minutes',
      possible_repeat = r.possible_repeat or r.state = 'claimed'
    from due where due.id = r.id
    returning r.id, r.subject, r.number, r.endpoint, r.name, r.address, r.language, r."values", r.attempts,
      r.possible_repeat as "possibleRepeat"`.execute(db);
  return rows;
}
