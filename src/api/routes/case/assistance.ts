import type { Request, RequestHandler } from 'express';
import { ASSISTANCE_MAX_BYTES, assistanceQuery } from '../../../contract/case/assistance';
import type { IncidentId } from '../../../domain/case/state';
import { hashInSlices, openSlices } from '../../../primitives/slices';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { queryAs } from '../../http/input';
import { readLong } from '../../http/long-body';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { tellOfFile } from '../../incidents/assistance-news';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { requireFit } from '../../incidents/outgoing-file';

type Serving = (deps: ApiDeps) => RequestHandler;

/** One customer may download it once, by the link of any notice that it got. */
export const offerFile: Serving = (deps) => async (request, response) => {
  const { customer, kind, name, namesAllowed } = queryAs(assistanceQuery, request);
  const [incident, person] = [incidentIdOf(request), personOf(response)];
  await readCaughtUp(deps, incident, person);
  const content = await contentOf(request);
  if (!(await deps.register.notices.addressee(incident, customer)))
    throw new Problem('not-found', `The customer ${customer} is not in the scope of ${incident}.`);
  await requireFit(deps, { incident, customer, name, content, ...(namesAllowed !== undefined && { namesAllowed }) });
  const asked = { customer, kind, name, namesAllowed, sha256: await hashInSlices(content, openSlices()) };
  await answerOnce(deps, request, response, asked, async () => {
    const kept = await deps.register.evidenceFiles.keep(incident, oneChunk(content), ASSISTANCE_MAX_BYTES);
    if (!kept) throw new Error('What was read within the limit is kept within it.');
    const offer = { incident, customer, kind, name, by: person.id, ...kept, ...(namesAllowed && { namesAllowed }) };
    const body = await deps.register.assistanceFiles.offer(offer);
    await tellOfFile(deps, body, 'offered', { person: person.id });
    return { status: 201, body };
  });
};

export const listFiles: Serving = (deps) => async (request, response) => {
  const incident: IncidentId = incidentIdOf(request);
  const { view } = await readCaughtUp(deps, incident, personOf(response));
  await noteReading(deps, request, response, 'deliveries', view);
  response.json({ items: await deps.register.assistanceFiles.list(incident) });
};

export const offerFileAgain: Serving = (deps) => async (request, response) => {
  const [incident, person] = [incidentIdOf(request), personOf(response)];
  await readCaughtUp(deps, incident, person);
  const file = await deps.register.assistanceFiles.offerAgain(incident, String(request.params.file));
  if (!file) throw new Problem('not-found', `${incident} offers no such file.`);
  await tellOfFile(deps, file, 'offered-again', { person: person.id });
  response.json(file);
};

async function contentOf(request: Request): Promise<Buffer> {
  const content = await readLong(request, ASSISTANCE_MAX_BYTES);
  if (content.length === 0) throw new Problem('malformed', 'The body is empty: send the file as it is.');
  return content;
}

async function* oneChunk(content: Buffer): AsyncIterable<Buffer> {
  yield await Promise.resolve(content);
}
