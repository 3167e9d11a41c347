import type { AssistanceAct } from '../../domain/notices/assistance';
import { SYSTEM } from '../../domain/primitives/people';
import type { AssistanceFile } from '../../register';
import type { ApiDeps } from '../deps';
import { fromPages } from '../routes/case/reopening';
import type { ContactId } from '../../domain/primitives/parties';

export type HandedBy = { person: string } | { contact: ContactId; notice: number };

/** Has the incident's story say what became of a file, also after its end. What it cannot be told, the register and proof packs still say. */
export async function tellOfFile(
  deps: ApiDeps,
  { id: file, incident, customer, kind }: AssistanceFile,
  act: AssistanceAct,
  by: HandedBy,
): Promise<void> {
  const message = { by: SYSTEM, door: 'system', file, customer, kind, act, ...by } as const;
  const sent = await deps.incidents.signal(incident, 'assistance-file', message);
  if (sent.outcome === 'gone') await fromPages(deps, incident, 'assistance-file', { ...message });
  if (sent.outcome === 'unknown')
    deps.log.warn({ incident, file, act, why: sent.why }, 'an incident was not told of a file');
}
