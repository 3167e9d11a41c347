import type { PersonCommand } from '../../domain/commands';
import type { IncidentId } from '../../domain/case/state';
import { readableBy, type Seen } from '../../domain/visibility';
import type { Person, TimelineRow } from '../../register';
import type { ApiDeps } from '../deps';
import { presentTimelineRow } from '../presenters';
import { isHiddenFrom } from './hidden';
import { unknownIncident } from './incident-id';
import { readLatest } from './sight';

const NAMING_ANOTHER: readonly PersonCommand[] = ['link-incident', 'unlink-incident', 'merge-into'];

/** What is said of another incident is said by somebody who sees that one, too. @throws Problem unknown-incident */
export async function requireSeenOther(
  deps: ApiDeps,
  { command, body, person }: { command: PersonCommand; body: object; person: Person },
): Promise<void> {
  if (!NAMING_ANOTHER.includes(command)) return;
  const { incident } = body as { incident: IncidentId };
  const { sight } = await readLatest(deps, incident, person);
  if (sight !== 'whole') throw unknownIncident();
}

/** The rows of a timeline as this reader may have them: none that names an incident which they may not see. */
export async function readableRows(deps: ApiDeps, person: Person, incident: Partial<Seen>, rows: TimelineRow[]) {
  const isHidden = await isHiddenFrom(deps, person);
  return rows
    .filter(({ event }) => !('related' in event && isHidden(event.related)))
    .map((row) => readableBy(person, incident, presentTimelineRow(row)));
}
