import type { CommandName } from '../../domain/commands';
import type { IncidentId } from '../../domain/case/state';
import { SYSTEM } from '../../domain/primitives/people';
import type { ApiDeps } from '../deps';

const MAX_CONCURRENT = 8;

/** Signals the incidents, some at once. An incident that was not reached hears what it missed with its next page. */
export async function tellEach(
  { incidents, log }: ApiDeps,
  ids: readonly IncidentId[],
  command: CommandName,
  newsFor: (id: IncidentId) => Promise<object>,
): Promise<void> {
  const left = [...ids];
  const missed: IncidentId[] = [];
  const sender = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const sent = await incidents.signal(id, command, { by: SYSTEM, door: 'system', ...(await newsFor(id)) });
      if (sent.outcome === 'unknown') missed.push(id);
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, sender));
  if (missed.length > 0) log.warn({ incidents: missed, command }, 'incidents were not told of a change');
}
