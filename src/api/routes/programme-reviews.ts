import type { Request, RequestHandler, Response } from 'express';
import { reviewApproval, reviewDecisions } from '../../contract/programme-reviews';
import { approvalFault } from '../../domain/programme/approval';
import { recurring, type CausesOf } from '../../domain/programme/review';
import { mayReadPostMortem } from '../../domain/post-mortem/view';
import type { Role } from '../../domain/primitives/people';
import { sha256 } from '../../primitives/hash';
import type { PostMortemRow, ProgrammeReview } from '../../register';
import type { ApiDeps } from '../deps';
import { answerOnce, type Reply } from '../http/idempotency';
import { bodyAs } from '../http/input';
import { Problem, problemOf } from '../http/problem';
import { noteReading } from '../http/readings';
import { authorOf, personOf } from '../http/sign-in';
import { seenPostMortemOf } from './post-mortem';
import { sameHumanAs } from './procedures';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Who decides, and reads what was decided. */
export const DECIDERS: readonly Role[] = ['lead', 'privacy', 'legal', 'executive'];

export const listReviews: Serving = (deps) => async (_request, response) => {
  const reviews = await deps.register.programmeReviews.list();
  response.json({ items: reviews.map(({ decisions: _, ...head }) => head) });
};

export const readReview: Serving = (deps) => async (request, response) => {
  response.json(await shown(deps, request, response));
};

export const decideReview: Serving = (deps) => async (request, response) => {
  const given = bodyAs(reviewDecisions, request);
  await answerOnce(deps, request, response, given, async () => {
    const { id } = await reviewIn(deps, request);
    const decided = { ...given, sha256: sha256(given.decisions) };
    if (!(await deps.register.programmeReviews.decide(id, decided, authorOf(deps, response))))
      throw new Problem('already-so', `${id} is approved, and its decisions stand.`);
    return await answer(deps, request);
  });
};

export const approveReview: Serving = (deps) => async (request, response) => {
  const given = bodyAs(reviewApproval, request);
  await answerOnce(deps, request, response, given, async () => {
    const { id, sha256: hash, decidedBy, approvedBy } = await reviewIn(deps, request);
    if (!hash || !decidedBy) throw new Problem('nothing-open', `Nothing is decided in ${id} yet.`);
    const decided = { sha256: hash, writtenBy: decidedBy, approvedBy };
    const fault = approvalFault(decided, await sameHumanAs(deps, response), given.sha256);
    if (fault) throw problemOf(fault);
    await deps.register.programmeReviews.approve(id, hash, authorOf(deps, response));
    return await answer(deps, request);
  });
};

/** Without a word of the decisions: answers are kept for repeats. */
async function answer(deps: ApiDeps, request: Request): Promise<Reply> {
  const { decisions: _, ...head } = await reviewIn(deps, request);
  return { status: 200, body: head };
}

async function reviewIn({ register }: ApiDeps, request: Request): Promise<ProgrammeReview> {
  const { id = '' } = request.params as { id?: string };
  const review = await register.programmeReviews.get(id);
  if (!review) throw new Problem('not-found', `There is no review ${id}.`);
  return review;
}

async function shown(deps: ApiDeps, request: Request, response: Response): Promise<object> {
  const { decisions, ...head } = await reviewIn(deps, request);
  const person = personOf(response);
  const now = deps.clock();
  const all = await deps.register.postMortems.list(person.id, now);
  const rows = all.filter(({ openedAt }) => openedAt >= head.fromAt && openedAt < head.toAt);
  const mayDecide = person.roles.some((role) => DECIDERS.includes(role));
  return {
    ...head,
    ...(decisions && mayDecide && { decisions }),
    postMortems: rows,
    actionsLate: rows.filter(({ nextDue }) => nextDue !== undefined && nextDue < now).length,
    recurring: recurring(await causesIn(deps, request, response, rows)),
  };
}

/** Of those that the reader may read as a whole, and each reading is kept. */
async function causesIn(
  deps: ApiDeps,
  request: Request,
  response: Response,
  rows: PostMortemRow[],
): Promise<CausesOf[]> {
  const found: CausesOf[] = [];
  for (const { incident } of rows) {
    const view = await seenPostMortemOf(deps, incident);
    if (!view || !mayReadPostMortem(personOf(response), view, deps.clock())) continue;
    await noteReading(deps, request, response, 'post-mortem', { id: incident });
    found.push({ incident, kinds: view.answers.causes?.kinds ?? [] });
  }
  await deps.readings.settled();
  return found;
}
