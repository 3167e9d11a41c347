import type { RequestHandler } from 'express';
import { inclusionQuery, leavesQuery, proofQuery } from '../../../contract/tree/register';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';

type Serving = (deps: ApiDeps) => RequestHandler;

export const readCheckpoint: Serving = (deps) => async (_request, response) => {
  const last = await deps.register.tree.lastCheckpoint();
  if (!last) throw new Problem('not-found', 'Nothing was signed yet: the hourly check does that.');
  response.json(last);
};

export const listLeaves: Serving = (deps) => async (request, response) => {
  const query = queryAs(leavesQuery, request);
  const { tree } = deps.register;
  response.json({ items: await tree.leaves(query), size: await tree.size() });
};

export const proveConsistency: Serving = (deps) => async (request, response) => {
  const { from, to } = queryAs(proofQuery, request);
  const { tree } = deps.register;
  if (from > to || to > (await tree.size())) throw outside(['from', 'to'], await tree.size());
  const hashes = await tree.consistency(from, to);
  const [olderRoot, root] = [await tree.rootAt(from), await tree.rootAt(to)];
  response.json({ from, to, olderRoot: inBase64(olderRoot), root: inBase64(root), hashes: hashes.map(inBase64) });
};

export const proveInclusion: Serving = (deps) => async (request, response) => {
  const { position, size } = queryAs(inclusionQuery, request);
  const { tree } = deps.register;
  if (position >= size || size > (await tree.size())) throw outside(['position', 'size'], await tree.size());
  const hashes = await tree.inclusion(position, size);
  response.json({ position, size, root: inBase64(await tree.rootAt(size)), hashes: hashes.map(inBase64) });
};

function outside(parameters: string[], size: number): Problem {
  return new Problem('bad-request', `${parameters.join(' and ')} lie outside the tree, which has ${size} leaves.`, {
    errors: parameters.map((parameter) => ({ parameter, detail: `is not within 0 and ${size}` })),
  });
}

function inBase64(hash: Buffer): string {
  return hash.toString('base64');
}
