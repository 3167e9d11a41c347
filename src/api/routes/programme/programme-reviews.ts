import type { Request, RequestHandler, Response } from 'express';
import { reviewActionDone, reviewApproval, reviewDecisions } from '../../../contract/programme/programme-reviews';
import { instantFrom } from '../../../domain/primitives/instant';
import { approvalFault } from '../../../domain/programme/approval';
import { DECIDERS, recurring, type CausesOf } from '../../../domain/programme/review';
import { mayReadPostMortem } from '../../../domain/post-mortem/view';
import { sha256 } from '../../../primitives/hash';
import type { DecidedAction, PostMortemRow, ReviewAction, WholeReview } from '../../../register';
import type { ApiDeps } from '../../deps';
import { answerOnce, type Reply } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem, problemOf } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { authorOf, personOf } from '../../http/sign-in';
import { seenPostMortemOf } from '../post-mortem/post-mortem';
import { sameHumanAs } from './procedures';

type Serving = (deps: ApiDeps) => RequestHandler;

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
    const actions = await actionsIn(deps, given.actions);
    const decided = { ...given, actions, sha256: sha256(JSON.stringify([given.decisions, actions])) };
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

export const endReviewAction: Serving = (deps) => async (request, response) => {
  const { words } = bodyAs(reviewActionDone, request);
  await answerOnce(deps, request, response, { words }, async () => {
    const { id, actions } = await reviewIn(deps, request);
    const number = Number(request.params.number);
    const action = actions.find((one) => one.number === number);
    if (!action) throw new Problem('not-found', `${id} has no action ${number}; it has ${actions.length}.`);
    if (action.owner !== personOf(response).id)
      throw new Problem('not-permitted', `${action.owner} says whether action ${number} is done.`);
    if (!(await deps.register.programmeReviews.done(id, number, words, authorOf(deps, response))))
      throw new Problem('nothing-open', `Action ${number} is done already, or ${id} is not approved yet.`);
    return await answer(deps, request);
  });
};

/** @throws Problem unknown-person where nobody who reads the review is to do it */
async function actionsIn({ register }: ApiDeps, actions: { change: string; owner: string; dueAt: string }[]) {
  const found: DecidedAction[] = [];
  for (const { change, owner, dueAt: until } of actions) {
    const person = await register.people.get(owner);
    const dueAt = instantFrom(until);
    if (!person?.active || !person.roles.some((role) => DECIDERS.includes(role)))
      throw new Problem('unknown-person', `${owner} reads no review; name one of ${DECIDERS.join(', ')}.`);
    if (dueAt) found.push({ change, owner, dueAt });
  }
  return found;
}

/** Without a word of the decisions: answers are kept for repeats. */
async function answer(deps: ApiDeps, request: Request): Promise<Reply> {
  const { decisions: _, actions, ...head } = await reviewIn(deps, request);
  return { status: 200, body: { ...head, actions: actions.map(withoutWords) } };
}

function withoutWords({ change: _, doneWords: __, ...action }: ReviewAction) {
  return action;
}

async function reviewIn({ register }: ApiDeps, request: Request): Promise<WholeReview> {
  const { id = '' } = request.params as { id?: string };
  const review = await register.programmeReviews.get(id);
  if (!review) throw new Problem('not-found', `There is no review ${id}.`);
  return review;
}

async function shown(deps: ApiDeps, request: Request, response: Response): Promise<object> {
  const { decisions, actions, ...head } = await reviewIn(deps, request);
  const person = personOf(response);
  const now = deps.clock();
  const all = await deps.register.postMortems.list(person.id, now);
  const rows = all.filter(({ openedAt }) => openedAt >= head.fromAt && openedAt < head.toAt);
  const before = all.filter(({ openedAt }) => openedAt < head.fromAt);
  const mayDecide = person.roles.some((role) => DECIDERS.includes(role));
  const causes = (of: PostMortemRow[]) => causesIn(deps, request, response, of);
  return {
    ...head,
    ...(decisions && mayDecide && { decisions }),
    actions: mayDecide ? actions : actions.map(withoutWords),
    postMortems: rows,
    actionsLate: rows.filter(({ nextDue }) => nextDue !== undefined && nextDue < now).length,
    recurring: recurring(await causes(rows), await causes(before)),
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
