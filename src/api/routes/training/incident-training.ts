import type { RequestHandler } from 'express';
import { incidentTrainingQuery } from '../../../contract/training/incident-training';
import { newestOf } from '../../../domain/training/newest';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';

/** Whoever caused an incident: what they had been taught by then, which is what a post-mortem asks. */
export function readIncidentTraining(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const id = incidentIdOf(request);
    const { staff } = queryAs(incidentTrainingQuery, request);
    const { view } = await readCaughtUp(deps, id, personOf(response));
    await noteReading(deps, request, response, 'incident', view);
    const member = await deps.register.staff.get(staff);
    if (!member) throw new Problem('not-found', 'There is nobody with this id on the staff.');
    const { report, anchors } = await reportedIn(deps, id);
    const at = anchors.detected?.at ?? report.detectedAt;
    const known = await deps.register.training.evidence.standings(staff, at);
    const courses = [...new Set([...newestOf(deps.courses).map(({ id: course }) => course), ...known.keys()])].sort();
    const items = courses.map((course) => ({ course, ...(known.get(course) ?? { standing: 'never' }) }));
    const { name, department } = member;
    response.json({ asOf: deps.clock(), staff, name, department, at, items });
  };
}

async function reportedIn({ register }: ApiDeps, id: ReturnType<typeof incidentIdOf>) {
  const stored = await register.incidents.get(id);
  if (!stored) throw new Problem('unavailable', 'The register does not have this incident yet.');
  return stored.state;
}
