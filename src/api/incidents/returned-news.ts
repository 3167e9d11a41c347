import type { IncidentId } from '../../domain/case/state';
import { SYSTEM } from '../../domain/primitives/people';
import type { ApiDeps } from '../deps';
import { fromPages } from '../routes/case/reopening';
import { publishScope } from './scope-news';

export interface Return {
  incident: IncidentId;
  notice: number;
  kind: 'bounced' | 'wrong-person';
}

/**
 * Tells the incident that a mail of it came back, and the others that its address is no good. One that has ended decides by its pages, and goes on
 * from there if somebody is owed again.
 */
export async function tellOfReturned(deps: ApiDeps, returned: Return, incidents: readonly IncidentId[]): Promise<void> {
  const { incident, notice, kind } = returned;
  const others = incidents.filter((one) => one !== incident);
  if (others.length > 0) publishScope(deps, others);
  const counts = await deps.register.scope.counts(incident);
  const message = { by: SYSTEM, door: 'system', notice, kind, ...counts } as const;
  const sent = await deps.incidents.signal(incident, 'notice-returned', message);
  if (sent.outcome === 'gone') await fromPages(deps, incident, 'notice-returned', { ...message });
  if (sent.outcome === 'unknown')
    deps.log.warn({ incident, why: sent.why }, 'an incident was not told of returned mail');
}
