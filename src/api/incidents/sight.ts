import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/state';
import { viewOf, type IncidentView } from '../../domain/view';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';
import { unknownIncident } from './incident-id';
import { Problem } from '../http/problem';
import { isReporterOnly } from '../http/sign-in';
import { firstView, openingOf } from './waiting';

export interface IncidentReading {
  view: IncidentView;
  asOf: Instant;
  /** A closed incident whose run is over speaks from the register only; a report that waits is not in it yet. */
  from: 'workflow' | 'register' | 'report';
}

const LOOK_EVERY = 25;

/**
 * How an incident stands: as its workflow says, or the register where that is further or alone. So whoever was answered with a
 * sequence reads at least that. @throws Problem unknown-incident, also where a reporter asks for another's report
 */
export async function readLatest(deps: ApiDeps, id: IncidentId, person: Person): Promise<IncidentReading> {
  const sight = (await readFromWorkflow(deps, id)) ?? (await readFromReport(deps, id));
  if (!sight || (isReporterOnly(person) && sight.view.report.reporter !== person.id)) throw unknownIncident();
  return sight;
}

/** As `look`, and then waits until the register has got as far, for what only the register can list. */
export async function readCaughtUp(deps: ApiDeps, id: IncidentId, person: Person): Promise<IncidentReading> {
  if (isReporterOnly(person))
    throw new Problem('not-permitted', 'A reporter reads the status of their own report at /api/incidents/{id}.');
  const sight = await readLatest(deps, id, person);
  if (sight.from !== 'workflow') return sight;
  const { sequence } = sight.view;
  const deadline = performance.now() + deps.patience.catchUp;
  let reached = await deps.register.incidents.sequence(id);
  while (reached < sequence && performance.now() < deadline) {
    await delay(LOOK_EVERY);
    reached = await deps.register.incidents.sequence(id);
  }
  return sight;
}

async function readFromWorkflow(
  { register, incidents, clock }: ApiDeps,
  id: IncidentId,
): Promise<IncidentReading | undefined> {
  const stored = await register.incidents.get(id);
  // A closed one is asked too: a run that has not ended yet lets itself be reopened, and the register hears of that later.
  const live = await incidents.see(id);
  if (live && live.sequence >= (stored?.sequence ?? 0)) return { view: live, asOf: clock(), from: 'workflow' };
  const isClosed = stored?.state.stage.stage === 'closed';
  return stored && { view: viewOf(stored.state), asOf: isClosed ? clock() : stored.updatedAt, from: 'register' };
}

/** Before the first page is stored: what opening the report makes of it, or will make. */
async function readFromReport(deps: ApiDeps, id: IncidentId): Promise<IncidentReading | undefined> {
  const report = await deps.register.reports.get(id);
  if (!report) return undefined;
  const first = firstView(await openingOf(deps, report));
  const view = report.state === 'opened' ? first : { ...first, sequence: 0 };
  return { view, asOf: report.receivedAt, from: 'report' };
}
