import { condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { Backlog } from './backlog';
import type { AnyPage } from '../domain/events';
import type { ProcessAccess } from './access';

/** Also how far the register lags behind when a worker dies while writing pages. */
const ONE_WRITE = '10s';

const { recordPages } = proxyActivities<Activities>({
  startToCloseTimeout: ONE_WRITE,
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  cancellationType: 'TRY_CANCEL',
  summary: 'pages to the register',
});

/** Brings pages to the register, in order, for as long as it takes; the register knows a page it has. */
export async function record(
  backlog: Pick<Backlog<AnyPage>, 'pages' | 'batch' | 'dropOldest'>,
  desk: ProcessAccess<{ rosterRevision: number; scopeAsOf?: number }>,
): Promise<never> {
  for (;;) {
    await condition(() => backlog.pages.length > 0);
    const pages = backlog.batch();
    const { rosterRevision, scopeAsOf } = desk.state();
    const { roster, scope, unsealed } = await desk.ask('recordPages', (options) =>
      recordPages.executeWithOptions(options, [{ pages, rosterRevision, scopeAsOf }]),
    );
    backlog.dropOldest(pages.length);
    if (unsealed) desk.heed(unsealed);
    if (roster) desk.command('changes' in roster ? 'change-roster' : 'adopt-roster', roster);
    if (scope) desk.command('scope-counted', scope);
  }
}
