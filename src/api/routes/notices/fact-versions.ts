import type { Request, RequestHandler, Response } from 'express';
import { factVersionQuery } from '../../../contract/notices/fact-versions';
import { changesBetween, factVersions } from '../../../domain/fact-versions';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';

export function listFactVersions(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const versions = await versionsOf(deps, request, response);
    response.json({ items: versions.map(({ facts: _, ...version }) => version) });
  };
}

export function readFactVersion(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { since } = queryAs(factVersionQuery, request);
    const versions = await versionsOf(deps, request, response);
    const is = versions.find(({ version }) => `${version}` === request.params.version);
    if (!is) throw new Problem('not-found', 'The fact sheet has no version of that number.');
    const before = since ?? versions.filter(({ version }) => version < is.version).at(-1)?.version ?? 0;
    if (before > is.version)
      throw new Problem('bad-request', '`since` is a later version.', {
        errors: [{ parameter: 'since', detail: `must not be above ${is.version}` }],
      });
    const { version, facts } = is;
    const changes = changesBetween(versions, before, version);
    response.json({ version, facts, since: before, changes });
  };
}

async function versionsOf(deps: ApiDeps, request: Request, response: Response) {
  const id = incidentIdOf(request);
  const { view } = await readCaughtUp(deps, id, personOf(response));
  await noteReading(deps, request, response, 'fact versions', view);
  const stored = await deps.register.pages.read(id);
  return factVersions(stored.flatMap(({ page }) => page ?? []));
}
