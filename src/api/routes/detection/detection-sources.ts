import type { Request, RequestHandler } from 'express';
import { newSource, sourcePath } from '../../../contract/detection/detections';
import type { DetectionSource } from '../../../register';
import { previousUntil, secretOf } from '../../detection/secret';
import type { ApiDeps } from '../../deps';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { authorOf, personOf } from '../../http/sign-in';
import { formOf } from '../../incidents/report-forms';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { assertActive } from '../parties/active';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listSources: Serving = (deps) => async (_request, response) => {
  const items = await deps.register.detectionSources.list();
  const isOperator = personOf(response).roles.includes('operator');
  const linkOf = (source: DetectionSource) =>
    isOperator && source.endedAt === undefined ? formOf(deps, source) : undefined;
  response.json({ items: items.map(({ ringKey, ...one }) => ({ ...one, form: linkOf({ ringKey, ...one }) })) });
};

/** Only this answer holds the secret, so it is never stored under an idempotency key. */
export const addSource: Serving = (deps) => async (request, response) => {
  const given = bodyAs(newSource, request);
  await assertActive(deps, given.owner);
  const { detectionSources } = deps.register;
  const source = { ...given, ringKey: deps.keyRing.current };
  if (!(await detectionSources.add(source, authorOf(deps, response))))
    throw new Problem('already-there', `There is, or was, a source with the id ${given.id}, or one with this address.`);
  response.status(201).json(withSecret(deps, await detectionSources.get(given.id)));
};

export const rotateSource: Serving = (deps) => async (request, response) => {
  const { current } = deps.keyRing;
  const rotated = await deps.register.detectionSources.rotate(idIn(request), current, authorOf(deps, response));
  response.json(withSecret(deps, rotated));
};

export const endSource: Serving = (deps) => async (request, response) => {
  if (!(await deps.register.detectionSources.end(idIn(request), authorOf(deps, response)))) throw unknownSource();
  response.status(204).end();
};

export const readDetections: Serving = (deps) => async (request, response) => {
  const id = incidentIdOf(request);
  const { view } = await readCaughtUp(deps, id, personOf(response));
  await noteReading(deps, request, response, 'incident', view);
  const { rows: items, total } = await deps.register.detections.of(id);
  response.json({ items, total });
};

function withSecret(deps: ApiDeps, source: DetectionSource | undefined) {
  if (!source) throw unknownSource();
  const { id, generation } = source;
  return {
    id,
    generation,
    secret: secretOf(deps.keyRing, source),
    previousUntil: previousUntil(source),
    form: formOf(deps, source),
  };
}

function idIn(request: Request): string {
  const parsed = sourcePath.shape.id.safeParse(request.params.id);
  if (!parsed.success) throw unknownSource();
  return parsed.data;
}

function unknownSource(): Problem {
  return new Problem('not-found', 'There is no source with this id, or it has ended.');
}
