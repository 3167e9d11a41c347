import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import { Problem } from '../http/problem';

type Serving = (deps: ApiDeps) => RequestHandler;

export const readDemo: Serving = (deps) => async (_request, response) => {
  response.json({ state: await stateOf(deps) });
};

/** Answers at once: what is loaded is seen as it comes. */
export const beginDemo: Serving = (deps) => async (_request, response) => {
  if (!deps.demo)
    throw new Problem('not-found', 'No demo company is offered here: it writes to a sandbox mailbox only.');
  const state = await stateOf(deps);
  if (state === 'none')
    throw new Problem(
      'already-so',
      'The register has customers or incidents, and a demo company is kept apart from them.',
    );
  deps.demo.begin();
  response.status(202).json({ state: 'loading' });
};

async function stateOf({ demo, register }: ApiDeps) {
  if (!demo) return 'none';
  const { state } = demo;
  if (state !== 'idle') return state;
  return (await register.standing.isUntouched()) ? 'offered' : 'none';
}
