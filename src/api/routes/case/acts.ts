import type { RequestHandler } from 'express';
import type { IncidentId } from '../../../domain/case/state';
import { personCommands } from '../../../domain/commands';
import { actsOf, type Act } from '../../../domain/may';
import type { Refusal } from '../../../domain/primitives/refusal';
import type { Origin } from '../../../domain/rule';
import type { IncidentState } from '../../../domain/state';
import type { Person } from '../../../register';
import type { ApiDeps } from '../../deps';
import { sentenceIn, type Language } from '../../french';
import { acceptedLanguage } from '../../http/language';
import { problemOf } from '../../http/problem';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { whyUntrained } from '../../incidents/trained';
import { firstState, openingOf } from '../../incidents/waiting';

/** Each command as it would be judged now, by the state that the register has. */
export const listActs = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const id = incidentIdOf(request);
    const person = personOf(response);
    const { asOf } = await readCaughtUp(deps, id, person);
    const state = await stateOf(deps, id);
    const acts = actsOf(state, await originOf(deps, person));
    const language = acceptedLanguage(request, response);
    const items = await Promise.all(acts.map((act) => presentAct(deps, act, person, language)));
    response.json({ id, sequence: state.sequence, asOf, items });
  };
};

async function stateOf(deps: ApiDeps, id: IncidentId): Promise<IncidentState> {
  const stored = await deps.register.incidents.get(id);
  if (stored) return stored.state;
  const report = await deps.register.reports.get(id);
  if (!report) throw new Error(`${id} was read a moment ago, and is gone`);
  return firstState(await openingOf(deps, report));
}

async function originOf({ register, clock }: ApiDeps, { id, roles }: Person): Promise<Origin> {
  const alsoAs = (await register.people.sameHuman(id)).filter((other) => other !== id);
  return { by: id, roles, door: 'api', at: clock(), alsoAs };
}

/** Refused in the words in which the command itself would be. */
async function presentAct(deps: ApiDeps, act: Act, person: Person, language: Language) {
  const { command, roles } = act;
  const { description } = personCommands[command];
  const refusal = await refusalOf(deps, act, person, language);
  return { command, description, roles, allowed: !refusal, refusal };
}

async function refusalOf(deps: ApiDeps, { command, refusal }: Act, person: Person, language: Language) {
  if (refusal) return toldIn(language, refusal);
  const why = await whyUntrained(deps, command, person);
  return why === undefined ? undefined : { code: 'not-permitted' as const, why: sentenceIn(language, why) };
}

function toldIn(language: Language, refusal: Refusal) {
  const problem = problemOf(refusal);
  const telling = problem.tellingIn(language);
  return { code: refusal.refused, why: problem.detailIn(telling), points: refusal.points?.map(telling.tell) };
}
