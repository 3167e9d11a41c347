import { SYSTEM, type RosterChange } from '../../domain/primitives/people';
import type { IncidentId } from '../../domain/case/state';
import type { ApiDeps } from '../deps';

const MAX_CONCURRENT = 8;

/**
 * Tells every open incident what changed of who may do what, in the background: an incident that was not reached hears it with its next page.
 */
export function publishRoster(deps: ApiDeps, change: RosterChange | undefined): void {
  if (!change) return;
  pushRoster(deps, change).catch((fault: unknown) =>
    deps.log.warn({ err: fault }, 'the incidents were not told of changed people'),
  );
}

async function pushRoster({ register, incidents, log }: ApiDeps, change: RosterChange): Promise<void> {
  const message = { by: SYSTEM, door: 'system', ...change };
  const open = await register.incidents.open();
  const missed: IncidentId[] = [];
  const sender = async () => {
    for (let id = open.shift(); id !== undefined; id = open.shift()) {
      const sent = await incidents.signal(id, 'change-roster', message);
      if (sent.outcome === 'unknown') missed.push(id);
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, sender));
  if (missed.length > 0) log.warn({ incidents: missed }, 'incidents were not told of changed people');
}
