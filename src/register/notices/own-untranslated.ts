import { sql, type Kysely } from 'kysely';
import { FIGURES_ALONE } from '../../domain/scope/own-words';
import { CUSTOMER_FIELDS, type CustomerField } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import type { NoticeRef } from '../delivery/delivery';

export interface OwnUntranslated {
  /** Of the letter. */
  language: string;
  field: CustomerField;
  customers: number;
  /** By id. */
  first: string[];
}

const UNTRANSLATED_SHOWN = 10;

/** What has no language is English, unless it is figures. */
export async function untranslatedOf(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<OwnUntranslated[]> {
  const { rows } = await sql<OwnUntranslated>`
    with said as (
      select p.customer, p.text_language as language, split_part(p.text_language, '-', 1) as base, p.own, split_part(f.key, '.', 1) as field
      from snapshots p cross join lateral jsonb_each_text(p.own) f(key, value)
      where p.incident = ${incident} and p.notice = ${notice} and p.text_language is not null
        and (f.key like '%.%' or f.key = any(${CUSTOMER_FIELDS}::text[]) and f.value !~ ${FIGURES_ALONE})
    )
    select language, field, count(distinct customer) as customers,
      (array_agg(distinct customer order by customer))[1:${sql.lit(UNTRANSLATED_SHOWN)}] as first
    from said where not jsonb_exists(own, field || '.' || base) and not (base = 'en' and jsonb_exists(own, field))
    group by language, field order by language, field`.execute(db);
  return rows;
}
