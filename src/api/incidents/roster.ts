import type { RosterChange } from '../../domain/primitives/people';
import type { ApiDeps } from '../deps';
import { tellEach } from './tell-each';

/** Tells every open incident, in the background, what changed of who may do what. */
export function publishRoster(deps: ApiDeps, change: RosterChange | undefined): void {
  if (!change) return;
  pushRoster(deps, change).catch((fault: unknown) =>
    deps.log.warn({ err: fault }, 'the incidents were not told of changed people'),
  );
}

async function pushRoster(deps: ApiDeps, change: RosterChange): Promise<void> {
  await tellEach(deps, await deps.register.incidents.open(), 'change-roster', () => Promise.resolve(change));
}
