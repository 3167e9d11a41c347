import type { Request, RequestHandler, Response } from 'express';
import { newProcedure, procedureApproval } from '../../../contract/programme/procedures';
import { approvalFault } from '../../../domain/programme/approval';
import { instantFrom } from '../../../domain/primitives/instant';
import { sha256 } from '../../../primitives/hash';
import type { Procedure } from '../../../register';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem, problemOf } from '../../http/problem';
import { authorOf, personOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listProcedures: Serving = (deps) => async (_request, response) => {
  response.json({ items: await deps.register.procedures.list() });
};

export const readProcedure: Serving = (deps) => async (request, response) => {
  response.json(await procedureIn(deps, request));
};

export const draftProcedure: Serving = (deps) => async (request, response) => {
  const { text: content, inForceFrom, ...named } = bodyAs(newProcedure, request);
  const wantedFrom = inForceFrom === undefined ? undefined : instantFrom(inForceFrom);
  await answerOnce(deps, request, response, { ...named, content, inForceFrom }, async () => {
    const drafted = { ...named, content, sha256: sha256(content), ...(wantedFrom && { wantedFrom }) };
    if (!(await deps.register.procedures.draft(drafted, authorOf(deps, response))))
      throw new Problem(
        'already-so',
        `${named.name} has a version ${named.version}, and what a version says never changes.`,
      );
    return { status: 201, body: (await deps.register.procedures.get(named)) ?? {} };
  });
};

export const approveProcedure: Serving = (deps) => async (request, response) => {
  const given = bodyAs(procedureApproval, request);
  await answerOnce(deps, request, response, given, async () => {
    const { draftedBy: writtenBy, ...procedure } = await procedureIn(deps, request);
    const fault = approvalFault({ ...procedure, writtenBy }, await sameHumanAs(deps, response), given.sha256);
    if (fault) throw problemOf(fault);
    await deps.register.procedures.approve(procedure, authorOf(deps, response));
    return { status: 200, body: await procedureIn(deps, request) };
  });
};

/** Whoever has several accounts approves once. */
export async function sameHumanAs({ register }: ApiDeps, response: Response): Promise<string[]> {
  const { id } = personOf(response);
  return [...new Set([id, ...(await register.people.sameHuman(id))])];
}

async function procedureIn({ register }: ApiDeps, request: Request): Promise<Procedure> {
  const { name = '', version = '' } = request.params as { name?: string; version?: string };
  const procedure = await register.procedures.get({ name, version });
  if (!procedure) throw new Problem('not-found', `There is no version "${version}" of a procedure "${name}".`);
  return procedure;
}
