import type { Transaction } from 'kysely';
import { evolvePostMortem } from '../../domain/post-mortem/evolve';
import type { PostMortemPage } from '../../domain/post-mortem/events';
import type { PostMortemId } from '../../domain/post-mortem/id';
import type { PostMortemState } from '../../domain/post-mortem/state';
import { waitsOf } from '../../domain/post-mortem/clocks';
import { statusOf } from '../../domain/post-mortem/view';
import type { Schema } from '../database/schema';
import { openedPages } from '../journal/opened-pages';
import type { PageBytes } from '../journal/page-bytes';

/*
 * Post-mortems 1. What people wrote in one stands in its own encrypted pages, and in no table beside them.
 */

/** That there is one, and where it stands: folded from all its pages, which are few. */
export async function foldPostMortem(trx: Transaction<Schema>, id: PostMortemId, bytes: PageBytes): Promise<void> {
  await advancePostMortem(trx, await openedPages<PostMortemPage>(trx, id, bytes));
}

export async function advancePostMortem(trx: Transaction<Schema>, pages: PostMortemPage[]): Promise<void> {
  const state = pages.reduce<PostMortemState | undefined>(evolvePostMortem, undefined);
  if (!state) return;
  const row = rowOf(state);
  await trx
    .insertInto('postMortems')
    .values({ incident: state.incident, ...row })
    .onConflict((conflict) => conflict.column('incident').doUpdateSet(row))
    .execute();
}

function rowOf(state: PostMortemState) {
  const [next] = waitsOf(state)
    .map(({ due }) => due)
    .sort();
  return {
    sequence: state.sequence,
    status: statusOf(state),
    openedAt: state.openedAt,
    due: state.due,
    approvedAt: state.approvedAt ?? null,
    approvedBy: state.approvedAt ? state.approvals.map(({ by }) => by) : [],
    actions: state.actions.length,
    actionsOpen: state.actions.filter(({ verified }) => !verified).length,
    nextDue: next ?? null,
  };
}
