import type { Request } from 'express';
import { incidentId } from '../../contract/words';
import type { IncidentId } from '../../domain/case/state';
import type { Register } from '../../register';
import { Problem } from '../http/problem';

const schema = incidentId('In the address.');

/** The id in the path. Anything that cannot be an id is an unknown incident. */
export function incidentIdOf(request: Request): IncidentId {
  const { id } = request.params;
  if (!isIncidentId(id)) throw unknownIncident();
  return id;
}

/** The same, if it is one. */
export function incidentIn({ params: { id } }: Request): IncidentId | undefined {
  return isIncidentId(id) ? id : undefined;
}

export function isIncidentId(id: unknown): id is IncidentId {
  return schema.safeParse(id).success;
}

export function unknownIncident(): Problem {
  return new Problem('unknown-incident', 'There is no incident with this id.');
}

/** Why no workflow answers for an incident: it is closed, not opened yet, or never existed. */
export async function missingIncident(
  register: Register,
  id: IncidentId,
  stored?: Awaited<ReturnType<Register['incidents']['get']>>,
): Promise<Problem> {
  const known = stored ?? (await register.incidents.get(id));
  if (known?.state.stage.stage === 'closed')
    return new Problem(
      'wrong-stage',
      `${id} is closed since ${known.state.stage.since}; lead or privacy open it again by reopen.`,
    );
  if (known) return new Problem('unavailable', `${id} is on its way into the register, or its workflow is gone.`);
  const report = await register.reports.get(id);
  return report
    ? new Problem('unavailable', `${id} was reported and is being opened.`)
    : await absentIncident(register, id);
}

/** Why the register has no page of an incident that can be read: it was erased, or never existed. */
export async function absentIncident({ erasure }: Register, id: IncidentId): Promise<Problem> {
  const erased = await erasure.erased(id);
  if (!erased || erased.restricted) return unknownIncident();
  const { openedAt, closedAt, erasedAt, pages } = erased;
  return new Problem(
    'erased',
    `${id} was opened ${openedAt}, closed ${closedAt} and erased ${erasedAt}; the hashes of its ${pages} pages are kept.`,
  );
}
