import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler } from 'express';
import { EVIDENCE_MAX_BYTES, evidenceQuery } from '../../../contract/evidence/evidence';
import type { IncidentId } from '../../../domain/case/state';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readWhole } from '../../incidents/sight';
import { answeredOf } from '../case/commanding';

/** Keeps the file as it comes, then tells the incident its hash. Sent again, it is kept once. */
export function keepEvidence(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { name, ...said } = queryAs(evidenceQuery, request);
    const id = incidentIdOf(request);
    const person = personOf(response);
    await readWhole(deps, id, person);
    const file = { name, ...(await keptFile(deps, id, request)) };
    const body = { ...said, file };
    await answerOnce(deps, request, response, body, (once) =>
      answeredOf(deps, { id, command: 'record-evidence', person, body }, once),
    );
  };
}

async function keptFile({ register }: ApiDeps, id: IncidentId, request: Request) {
  const tooLarge = () => new Problem('too-large', `A file of evidence has at most ${EVIDENCE_MAX_BYTES} bytes.`);
  if (Number(request.get('content-length')) > EVIDENCE_MAX_BYTES) throw tooLarge();
  const kept = await register.evidenceFiles.keep(id, request, EVIDENCE_MAX_BYTES);
  if (!kept) throw tooLarge();
  if (kept.bytes === 0) throw new Problem('malformed', 'The body is empty: send the file as it is.');
  return kept;
}

/** To be saved, whatever it says it is: nothing of it is shown or run here. */
export function sendEvidence(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { view } = await readWhole(deps, incidentIdOf(request), personOf(response));
    const found = view.evidence.find(({ number }) => `${number}` === request.params.evidence);
    if (!found?.file) throw new Problem('not-found', 'There is no such file of evidence in this incident.');
    await noteReading(deps, request, response, `evidence ${found.number}`, view);
    await deps.readings.settled();
    response
      .attachment(found.file.name)
      .set({ 'Content-Type': 'application/octet-stream', 'Content-Security-Policy': 'sandbox' })
      .set('Content-Length', `${found.file.bytes}`);
    await pipeline(deps.register.evidenceFiles.read(view.id, found.file.sha256), response);
  };
}
