import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import { viewOf, type IncidentView } from '../../domain/view';
import { isReporterOnly, readableBy, sightOf, type Sight } from '../../domain/visibility';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';
import { absentIncident, unknownIncident } from './incident-id';
import { Problem } from '../http/problem';
import { firstView, openingOf } from './waiting';

export interface IncidentReading {
  view: IncidentView;
  asOf: Instant;
  /** `register` also for a closed incident whose run has ended; `report` for one that the register has no page of yet. */
  from: 'workflow' | 'register' | 'report';
  /** What the register alone tells, where it is behind the view. */
  recorded?: { sequence: number; asOf: Instant };
}

/** As one person may have it. */
export interface OwnReading extends IncidentReading {
  sight: Exclude<Sight, 'none'>;
}

const LOOK_EVERY_MS = 25;

/**
 * The newest state of an incident: from its workflow, or from the register if that is ahead or the workflow does not answer. So a caller
 * who was answered with a sequence reads at least that sequence. @throws Problem unknown-incident, also for whoever may not see it
 */
export async function readLatest(deps: ApiDeps, id: IncidentId, person: Person): Promise<OwnReading> {
  const reading = await readAny(deps, id);
  const sight = reading ? sightOf(person, reading.view, deps.clock()) : 'none';
  if (!reading) throw isReporterOnly(person) ? unknownIncident() : await absentIncident(deps.register, id);
  if (sight === 'none') throw unknownIncident();
  return { ...reading, view: readableView(person, reading.view), sight };
}

/** The same, whoever asks. */
export async function readAny(deps: ApiDeps, id: IncidentId): Promise<IncidentReading | undefined> {
  return (await readFromWorkflow(deps, id)) ?? (await readFromReport(deps, id));
}

function readableView(person: Person, view: IncidentView): IncidentView {
  const { privilegedFacts } = view;
  return privilegedFacts ? { ...view, privilegedFacts: readableBy(person, view, privilegedFacts) } : view;
}

/** Like `readLatest`, for whatever is more than where an own report stands. @throws Problem not-permitted, too */
export async function readWhole(deps: ApiDeps, id: IncidentId, person: Person): Promise<OwnReading> {
  const sight = await readLatest(deps, id, person);
  if (sight.sight === 'status') throw statusAlone();
  return sight;
}

/** Whoever reported an incident is told of it no more than this, whatever other roles they have, unless they see the whole of it. */
export function statusAlone(): Problem {
  return new Problem('not-permitted', 'A reporter reads the status of their own report at /api/incidents/{id}.');
}

/** Like `readWhole`, but then waits a while for the register to catch up, for lists that only the register has. */
export async function readCaughtUp(deps: ApiDeps, id: IncidentId, person: Person): Promise<OwnReading> {
  const sight = await readWhole(deps, id, person);
  if (sight.from !== 'workflow') return sight;
  const { sequence } = sight.view;
  const deadline = performance.now() + deps.patience.catchUp;
  let reached = await deps.register.incidents.sequence(id);
  while (reached < sequence && performance.now() < deadline) {
    await delay(LOOK_EVERY_MS);
    reached = await deps.register.incidents.sequence(id);
  }
  return reached < sequence ? { ...sight, recorded: await recordedOf(deps, id, sight) } : sight;
}

async function recordedOf({ register }: ApiDeps, id: IncidentId, { view }: IncidentReading) {
  const stored = await register.incidents.get(id);
  return { sequence: stored?.sequence ?? 0, asOf: stored?.updatedAt ?? view.openedAt };
}

async function readFromWorkflow(
  { register, incidents, clock }: ApiDeps,
  id: IncidentId,
): Promise<IncidentReading | undefined> {
  const stored = await register.incidents.get(id);
  // Closed incidents are asked too: a run that has not ended yet can be reopened, and the register learns of that later.
  const live = await incidents.see(id);
  if (live && live.sequence >= (stored?.sequence ?? 0)) return { view: live, asOf: clock(), from: 'workflow' };
  const isClosed = stored?.state.stage.stage === 'closed';
  return stored && { view: viewOf(stored.state), asOf: isClosed ? clock() : stored.updatedAt, from: 'register' };
}

/** Before the first page is stored: the state that opening the report leads to. */
async function readFromReport(deps: ApiDeps, id: IncidentId): Promise<IncidentReading | undefined> {
  const report = await deps.register.reports.get(id);
  if (!report) return undefined;
  const first = firstView(await openingOf(deps, report));
  const view = report.state === 'opened' ? first : { ...first, sequence: 0 };
  return { view, asOf: report.receivedAt, from: 'report' };
}
