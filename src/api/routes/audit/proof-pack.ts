import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { proofPackQuery } from '../../../contract/queries';
import { archiveOf, packFiles } from '../../../proof-pack';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { authorOf, personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';

/** What proves who was told what. It is made while it is sent: what fails on the way breaks it off, and half a pack is found to be none. */
export const sendProofPack = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const { customer } = queryAs(proofPackQuery, request);
    const id = incidentIdOf(request);
    const { view, recorded } = await readCaughtUp(deps, id, personOf(response));
    if (recorded) throw new Problem('unavailable', 'The register is behind the incident: ask again in a moment.');
    if (customer !== undefined && !(await deps.register.notices.addressee(id, customer)))
      throw new Problem('not-found', `The customer ${customer} is not in the scope of ${id}.`);
    await noteReading(deps, request, response, 'proof-pack', view);
    const author = authorOf(deps, response);
    const madeAt = deps.clock();
    const about = { incident: id, ...(customer !== undefined && { customer }) };
    const seal = (sha256: string) => deps.register.evidence.noteMade({ ...about, sha256 }, author);
    const files = packFiles(deps.register, { view, customer, madeAt, madeBy: author.person }, seal);
    response.attachment(`${[id, customer].filter(Boolean).join('-')}-proof.zip`).type('application/zip');
    await pipeline(archiveOf(files, madeAt), response);
  };
};
