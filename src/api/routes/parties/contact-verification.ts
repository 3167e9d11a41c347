import type { Request, RequestHandler, Response } from 'express';
import { newVerification, PROPOSALS_MAX } from '../../../contract/parties/contact-verification';
import { HOUR, plus } from '../../../domain/primitives/instant';
import { verificationMarks } from '../../../primitives/verification-link';
import type { Customer, Proposal } from '../../../register';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';
import { publishScope } from '../../incidents/scope-news';
import { storeContact } from './customer-changes';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Whoever was asked within that time is not asked twice. */
const LEAST_PAUSE_MS = 24 * HOUR;

/** Asks now, beside what is asked by itself. */
export const askContacts: Serving = (deps) => async (request, response) => {
  const given = bodyAs(newVerification, request);
  await answerOnce(deps, request, response, given, async () => {
    const author = authorOf(deps, response);
    const whom = { ...given, askedBefore: plus(deps.clock(), -LEAST_PAUSE_MS) };
    const rounds: { round: string; contacts: number }[] = [];
    for (;;) {
      const opened = await deps.register.verification.asking.open(whom, verificationMarks(deps.keyRing), author);
      if (!opened) break;
      rounds.push(opened);
    }
    if (rounds.length === 0)
      throw new Problem('nothing-open', 'None of those has a contact who can be asked and was not asked today.');
    await deps.incidents.wake('verification');
    return { status: 201, body: { rounds } };
  });
};

export const listProposals: Serving = (deps) => async (_request, response) => {
  const items = await deps.register.verification.proposals.waiting(PROPOSALS_MAX);
  response.json({ asOf: deps.clock(), items });
};

/** Does what a contact proposed; whoever accepts it is its author. */
export const acceptProposal: Serving = (deps) => async (request, response) => {
  const proposal = await proposalIn(deps, request);
  if (proposal.decidedAt === undefined) await takeOver(deps, response, proposal);
  await decide(deps, request, response, 'accepted');
};

export const declineProposal: Serving = (deps) => async (request, response) => {
  await decide(deps, request, response, 'declined');
};

async function decide(deps: ApiDeps, request: Request, response: Response, outcome: 'accepted' | 'declined') {
  const { id } = await proposalIn(deps, request);
  if (!(await deps.register.verification.proposals.decide(id, outcome, authorOf(deps, response))))
    throw new Problem(
      'nothing-open',
      'This proposal was decided before: GET /api/customers/proposals lists those that wait.',
    );
  response.json(await deps.register.verification.proposals.get(id));
}

/** Repeated, it changes nothing more. */
async function takeOver(deps: ApiDeps, response: Response, proposal: Proposal): Promise<void> {
  const { kind, contact: id, name = '', email = '' } = proposal;
  const { customer, account } = await placeOf(deps, proposal);
  if (kind === 'end') {
    const ended = await deps.register.customers.end({ contacts: [id ?? ''] }, authorOf(deps, response));
    return publishScope(deps, ended);
  }
  const added = { id: `${proposal.round.toLowerCase()}-${proposal.id}`, role: 'administrator' as const, stale: false };
  const known = kind === 'add' ? added : account.contacts.find((one) => one.id === id && one.endedAt === undefined);
  if (!known) throw overtaken();
  await storeContact(deps, response, customer, account, { ...known, name, email });
}

async function placeOf({ register }: ApiDeps, proposal: Proposal) {
  const customer: Customer | undefined = await register.customers.get(proposal.customer);
  const account = customer?.accounts.find(({ id }) => id === proposal.account);
  if (!customer || !account) throw overtaken();
  return { customer, account };
}

function overtaken(): Problem {
  return new Problem('already-so', 'What it is about has ended meanwhile: decline it.');
}

async function proposalIn({ register }: ApiDeps, request: Request): Promise<Proposal> {
  const { proposal: id } = request.params;
  const found = /^[1-9]\d{0,14}$/.test(String(id)) && (await register.verification.proposals.get(Number(id)));
  if (!found) throw new Problem('not-found', 'There is no proposal with this number.');
  return found;
}
