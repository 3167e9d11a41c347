import type { CommandName } from '../../../domain/commands';
import { answerOf } from '../../../domain/answer';
import type { Page } from '../../../domain/events';
import { evolve } from '../../../domain/evolve';
import { receive, type Message, type Received } from '../../../domain/receive';
import type { IncidentId } from '../../../domain/case/state';
import type { IncidentState } from '../../../domain/state';
import type { ApiDeps } from '../../deps';
import type { RestartOutcome, UpdateOutcome } from '../../incidents/desk';

/** A run that still exists decides by itself: a closing one can be reopened, an open one refuses. */
export async function reopen(deps: ApiDeps, id: IncidentId, message: Message, key: string): Promise<UpdateOutcome> {
  const ask = () => deps.incidents.update(id, 'reopen', message, key);
  const result = await ask();
  if (result.outcome !== 'gone') return result;
  const started = await fromPages(deps, id, 'reopen', message);
  // Another caller was faster, or the answer to this very request was lost: the run knows which.
  return started.outcome === 'running' ? await ask() : started;
}

/**
 * A closed incident whose workflow has ended has nobody to decide. So its pages are folded here, the same rules decide, and a new run
 * starts from the resulting state. Starting the run is the act; the page goes with it, and is also stored here at once so that the next
 * reader sees it.
 *
 * The pages are locked from reading until the start. Otherwise, of two concurrent reopenings, the slower one could start a run from a state
 * that the other has already moved on from and closed.
 */
export async function fromPages(
  deps: ApiDeps,
  id: IncidentId,
  command: CommandName,
  message: Message,
): Promise<UpdateOutcome | { outcome: 'running' }> {
  const at = deps.clock();
  const tried = await deps.register.pages.held(id, async (pages) => {
    const state = pages.reduce<IncidentState | undefined>(evolve, undefined);
    if (!state) return { outcome: 'gone' } as const;
    // Already reopened by a faster caller. If that run was lost, asking it again finds none.
    if (state.stage.stage !== 'closed') return { outcome: 'running' } as const;
    const received = receive(state, command, message, 'update', at);
    if (received.kind === 'refused') return { outcome: 'refused', refusal: received.refusal } as const;
    return received.kind === 'page'
      ? await restarted(deps, state, received.page)
      : ({ outcome: 'done', answer: answerOf(state, repeated(pages, received)) } as const);
  });
  if (!('page' in tried)) return tried;
  const { page, ...result } = tried;
  await deps.register.pages
    .append([page])
    .catch((fault: unknown) => deps.log.warn({ incident: id, err: fault }, 'a reopening is not stored yet'));
  return result;
}

async function restarted({ incidents }: ApiDeps, before: IncidentState, page: Page) {
  const state = evolve(before, page);
  const start: RestartOutcome = await incidents.restart(state, [page]);
  if (start.outcome !== 'started') return start;
  return { outcome: 'done', answer: answerOf(state, page), page } as const;
}

type Idle = Exclude<Received, { kind: 'page' | 'refused' }>;

function repeated(pages: Page[], received: Idle): Pick<Page, 'sequence' | 'events'> | undefined {
  if (received.kind !== 'repeat') return undefined;
  const { sequence } = received;
  return pages[sequence - 1] ?? { sequence, events: [] };
}
