import type { IncidentId } from '../../domain/case/state';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';

/** Whether a restricted incident is none of this person's; what belongs to none is everybody's. */
export async function isHiddenFrom(
  { register, clock }: Pick<ApiDeps, 'register' | 'clock'>,
  person: Person,
): Promise<(incident: IncidentId | undefined) => boolean> {
  const hidden = await register.incidents.hiddenFrom(person.id, clock());
  return (incident) => incident !== undefined && hidden.has(incident);
}
