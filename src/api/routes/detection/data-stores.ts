import type { Request, RequestHandler } from 'express';
import { newStore, storeBody, storeId } from '../../../contract/detection/data-stores';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf, personOf } from '../../http/sign-in';
import { assertActive } from '../parties/active';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Reporters read it, too: a report names the store that it is about. */
export const listStores: Serving = (deps) => async (_request, response) => {
  response.json({ asOf: deps.clock(), items: await deps.register.dataStores.list() });
};

export const readStore: Serving = (deps) => async (request, response) => {
  response.json(await seen(deps, idIn(request)));
};

export const addStore: Serving = (deps) => async (request, response) => {
  const given = bodyAs(newStore, request);
  await assertActive(deps, given.owner);
  await answerOnce(deps, request, response, given, async () => {
    if (!(await deps.register.dataStores.add(given, authorOf(deps, response))))
      throw new Problem('already-there', `There is a store with the id ${given.id}.`);
    return { status: 201, body: await seen(deps, given.id) };
  });
};

export const putStore: Serving = (deps) => async (request, response) => {
  const given = bodyAs(storeBody, request);
  await assertActive(deps, given.owner);
  const id = idIn(request);
  await answerOnce(deps, request, response, given, async () => {
    await deps.register.dataStores.put({ id, ...given }, authorOf(deps, response));
    return { status: 200, body: await seen(deps, id) };
  });
};

export const checkStore: Serving = (deps) => async (request, response) => {
  const store = await seen(deps, idIn(request));
  const { id, roles } = personOf(response);
  if (store.owner !== id && !roles.includes('operator') && !roles.includes('privacy'))
    throw new Problem('not-permitted', `This store is ${store.owner}’s.`);
  if (!(await deps.register.dataStores.checked(store.id, authorOf(deps, response)))) throw unknown();
  response.json(await seen(deps, store.id));
};

export const endStore: Serving = (deps) => async (request, response) => {
  if (!(await deps.register.dataStores.end(idIn(request), authorOf(deps, response)))) throw unknown();
  response.status(204).end();
};

async function seen({ register: { dataStores } }: ApiDeps, id: string) {
  const store = await dataStores.get(id);
  if (!store) throw unknown();
  return { ...store, customers: await dataStores.customersOf(id) };
}

function idIn(request: Request): string {
  const parsed = storeId.safeParse(request.params.id);
  if (!parsed.success) throw unknown();
  return parsed.data;
}

function unknown(): Problem {
  return new Problem('not-found', 'There is no store with this id, or it has ended.');
}
