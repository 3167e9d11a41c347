import type { Request, RequestHandler } from 'express';
import { questionAnswer } from '../../../contract/delivery/recipient-answers';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readWhole } from '../../incidents/sight';
import { requireNothingWithheld } from '../../incidents/withheld';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listQuestions: Serving = (deps) => async (request, response) => {
  const incident = incidentIdOf(request);
  const sight = await readWhole(deps, incident, personOf(response));
  await noteReading(deps, request, response, 'deliveries', sight.view);
  response.json({ items: await deps.register.answers.questions({ incident }) });
};

export const answerQuestion: Serving = (deps) => async (request, response) => {
  const { words } = bodyAs(questionAnswer, request);
  const incident = incidentIdOf(request);
  const person = personOf(response);
  await readWhole(deps, incident, person);
  await requireNothingWithheld(deps, incident, { words });
  await answerOnce(deps, request, response, { words }, async () => {
    const answer = { incident, id: numberOf(request), words, by: person.id, at: deps.clock() };
    const found = await deps.register.answers.answer(answer);
    if (found === 'unknown') throw new Problem('not-found', `${incident} has no question of that number.`);
    if (found === 'answered')
      throw new Problem(
        'already-so',
        'This question has its answer. What is to be added goes into a notice or a call.',
      );
    return { status: 200, body: found };
  });
};

function numberOf(request: Request): number {
  const { question } = request.params;
  return typeof question === 'string' && /^[1-9]\d{0,14}$/.test(question) ? Number(question) : 0;
}
