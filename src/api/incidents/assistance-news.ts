import type { AssistanceAct } from '../../domain/notices/assistance';
import { SYSTEM } from '../../domain/primitives/people';
import type { AssistanceFile } from '../../register';
import type { ApiDeps } from '../deps';

export type HandedBy = { person: string } | { contact: string; notice: number };

/** Has the incident's story say what became of a file. What it cannot be told, and one that has ended, the register and proof packs still say. */
export async function tellOfFile(
  { incidents, log }: Pick<ApiDeps, 'incidents' | 'log'>,
  { id: file, incident, customer, kind }: AssistanceFile,
  act: AssistanceAct,
  by: HandedBy,
): Promise<void> {
  const message = { by: SYSTEM, door: 'system', file, customer, kind, act, ...by };
  const sent = await incidents.signal(incident, 'assistance-file', message);
  if (sent.outcome === 'unknown')
    log.warn({ incident, file, act, why: sent.why }, 'an incident was not told of a file');
}
