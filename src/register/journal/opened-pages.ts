import type { Kysely } from 'kysely';
import type { AnyPage } from '../../domain/events';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { PageBytes } from './page-bytes';

/** All pages of one story in their order; none of one whose data key was destroyed. */
export async function openedPages<Page extends AnyPage>(
  db: Kysely<Schema>,
  subject: Page['incident'],
  bytes: PageBytes,
): Promise<Page[]> {
  const stored = await db
    .selectFrom('pages')
    .select('bytes')
    .where('incident', '=', subject as IncidentId)
    .orderBy('sequence')
    .execute();
  const pages = await bytes.open(
    db,
    subject,
    stored.map((page) => page.bytes),
  );
  const kept: AnyPage[] = pages.filter((page) => page !== undefined);
  return kept as Page[];
}
