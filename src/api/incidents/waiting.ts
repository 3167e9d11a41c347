import { openingPage, type Opening } from '../../domain/open';
import { evolve } from '../../domain/evolve';
import type { IncidentId } from '../../domain/case/state';
import type { IncidentState } from '../../domain/state';
import { viewOf, type IncidentView } from '../../domain/view';
import type { WaitingReport } from '../../register';
import type { ApiDeps } from '../deps';
import type { StartOutcome } from './desk';

/** Opens the incidents whose reports came in while Temporal was down. Their clocks count from when the reports came in. */
export async function openPendingReports(deps: ApiDeps): Promise<{ opened: number; waiting: number }> {
  const reports = await deps.register.reports.waiting();
  let opened = 0;
  for (const report of reports) {
    if (await isKnown(deps, report.id)) {
      opened += 1;
      continue;
    }
    const started = await open(deps, await openingOf(deps, report));
    if (started.outcome === 'unreachable') {
      deps.log.warn({ incident: report.id, why: started.why }, 'a report still waits to be opened');
      break;
    }
    if (started.outcome === 'refused') {
      deps.log.error({ incident: report.id, why: started.why }, 'a report cannot be opened; those after it are');
      continue;
    }
    opened += 1;
  }
  return { opened, waiting: reports.length - opened };
}

/** Temporal forgets an incident closed long ago and would open it a second time; the register keeps its pages for good. */
async function isKnown({ register }: ApiDeps, id: IncidentId): Promise<boolean> {
  if ((await register.incidents.sequence(id)) === 0) return false;
  await register.reports.opened(id);
  return true;
}

/** Starts the incident's workflow. If the register fails to record that, starting it again is harmless. */
export async function open({ incidents, register, log, clock }: ApiDeps, opening: Opening): Promise<StartOutcome> {
  const started = await incidents.start({ ...opening, sentAt: clock() });
  if (started.outcome === 'started') {
    await register.reports
      .opened(opening.id)
      .catch((fault: unknown) => log.warn({ incident: opening.id, err: fault }, 'an opened report is kept as waiting'));
  }
  return started;
}

export async function openingOf(
  { register, rules }: ApiDeps,
  { id, report, by, receivedAt }: WaitingReport,
): Promise<Opening> {
  const [{ roster, revision: rosterRevision }, procedures] = await Promise.all([
    register.people.roster(),
    register.procedures.inForceAt(receivedAt),
  ]);
  const pinned = procedures.length > 0 && { procedures };
  return { id, report, rules, roster, rosterRevision, by, door: 'api', at: receivedAt, ...pinned };
}

/** The incident's view right after it was, or will be, opened. */
export function firstView(opening: Opening): IncidentView {
  return viewOf(firstState(opening));
}

export function firstState(opening: Opening): IncidentState {
  return evolve(undefined, openingPage(opening));
}
