import type { PostMortemView } from '../../domain/post-mortem/view';
import type { TakenUpBy } from '../../domain/programme/procedure';
import { refuse } from '../../domain/primitives/refusal';
import type { ApiDeps } from '../deps';
import { problemOf } from '../http/problem';

/** The document whose version took a change up: a change that stands in none is not made. @throws Problem missing */
export async function takenUpBy(
  deps: ApiDeps,
  { actions }: Pick<PostMortemView, 'actions'>,
  { action: number, version }: { action: number; version: string },
): Promise<TakenUpBy | undefined> {
  const action = actions.find((one) => one.number === number);
  if (!action) return undefined;
  const found = await documentNamed(deps, action.procedure, version);
  if (found) return found;
  const why = `"${action.procedure}" has no version ${version} in force: name a version of a procedure (/api/procedures), a playbook or the rules.`;
  throw problemOf(refuse('missing', why, ['/version']));
}

async function documentNamed(deps: ApiDeps, name: string, version: string): Promise<TakenUpBy | undefined> {
  const { register, playbooks, rules, clock } = deps;
  const pinned = (await register.procedures.list()).find(
    (one) => one.version === version && [one.name, one.title].includes(name) && isInForce(one.inForceFrom, clock()),
  );
  if (pinned) return { kind: 'procedure', name: pinned.name, sha256: pinned.sha256 };
  if (playbooks.get(name)?.version === version) return { kind: 'playbook', name };
  return name === 'rules' && rules.version === version ? { kind: 'rules', name } : undefined;
}

function isInForce(from: string | undefined, now: string): boolean {
  return from !== undefined && from <= now;
}
