import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { owedIn, type OwedLetter, type OwedLetters } from '../delivery/owed';
import type { Schema } from '../database/schema';

/** To whoever reported by mail, once. */
export interface AskedReceipt {
  incident: IncidentId;
  address: string;
  name: string;
  language: string;
  reference: string;
  /** The Message-ID of the report. */
  answers: string;
}

export interface Receipts extends OwedLetters<OwedLetter> {
  /** Idempotent. */
  ask(receipt: AskedReceipt): Promise<void>;
}

export function receiptsIn(db: Kysely<Schema>): Receipts {
  return { ...owedIn(db, 'receipt'), ask: (receipt) => ask(db, receipt) };
}

/** The id of the letter: by the Message-ID made of it an answer finds its report. */
export function receiptIdOf(incident: IncidentId): string {
  return `${incident}#receipt`;
}

async function ask(db: Kysely<Schema>, { incident, address, name, language, ...values }: AskedReceipt): Promise<void> {
  const id = receiptIdOf(incident);
  await sql`
    with asked as (
      insert into sendings (subject, number, kind) values (${id}, 0, 'receipt') on conflict do nothing returning subject)
    insert into recipients (id, subject, number, endpoint, address, name, language, state, "values")
    select ${id}, subject, 0, ${'reporter'}, ${address}, ${name}, ${language}, 'planned', ${JSON.stringify(values)}::jsonb
    from asked`.execute(db);
}
