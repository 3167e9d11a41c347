import type { IncidentId } from '../../domain/case/state';
import type { ApiDeps } from '../deps';
import { tellEach } from './tell-each';

/** Tells open incidents, in the background, who of their customers counts as told and could be reached after a change of customers. */
export function publishScope(deps: ApiDeps, incidents: readonly IncidentId[]): void {
  tellEach(deps, incidents, 'scope-counted', (id) => deps.register.scope.counts(id)).catch((fault: unknown) =>
    deps.log.warn({ err: fault }, 'the incidents were not told of changed customers'),
  );
}
