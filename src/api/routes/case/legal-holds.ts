import type { RequestHandler } from 'express';
import { legalHoldBody } from '../../../contract/case/legal-holds';
import type { IncidentId } from '../../../domain/case/state';
import type { Author } from '../../../domain/administration/story';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf, personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readWhole } from '../../incidents/sight';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listLegalHolds: Serving = (deps) => async (request, response) => {
  const id = incidentIdOf(request);
  await readWhole(deps, id, personOf(response));
  response.json({ items: await deps.register.legalHolds.of(id) });
};

export const placeLegalHold: Serving = (deps) =>
  changing(deps, 201, async (id, author, reason) => {
    if (!(await deps.register.legalHolds.place(id, author, reason)))
      throw new Problem('already-so', `${id} is under a legal hold already; lift it first to give another reason.`);
  });

export const liftLegalHold: Serving = (deps) =>
  changing(deps, 200, async (id, author, reason) => {
    if (!(await deps.register.legalHolds.lift(id, author, reason)))
      throw new Problem('nothing-open', `${id} is under no legal hold.`);
  });

type Change = (id: IncidentId, author: Author, reason: string) => Promise<void>;

function changing(deps: ApiDeps, status: number, change: Change): RequestHandler {
  return async (request, response) => {
    const body = bodyAs(legalHoldBody, request);
    const id = incidentIdOf(request);
    const person = personOf(response);
    await readWhole(deps, id, person);
    await answerOnce(deps, request, response, body, async () => {
      await change(id, authorOf(deps, response), body.reason);
      return { status, body: { items: await deps.register.legalHolds.of(id) } };
    });
  };
}
