import PostalMime from 'postal-mime';
import type { Request, RequestHandler } from 'express';
import { exerciseBodies, planBody, playedMailQuery } from '../../../contract/exercise/exercises';
import { exerciseId } from '../../../contract/words';
import { exerciseCommands, type ExerciseCommand } from '../../../domain/exercise/commands';
import { firstExercisePage } from '../../../domain/exercise/opening';
import { evolveExercise } from '../../../domain/exercise/evolve';
import type { ExerciseId } from '../../../domain/exercise/mark';
import { DEPARTMENTS, exerciseOpening } from '../../../domain/exercise/plan';
import { exerciseView, type ExerciseView } from '../../../domain/exercise/view';
import { instantFrom } from '../../../domain/primitives/instant';
import type { Role } from '../../../domain/primitives/people';
import { unreachable } from '../../../domain/primitives/unreachable';
import { exerciseReport, exerciseReportPdf } from '../../../texts/exercise-report';
import { languageOf } from '../../../texts/page';
import type { ApiDeps } from '../../deps';
import { sentenceIn } from '../../french';
import { answerOnce, type Once, type Reply } from '../../http/idempotency';
import { bodyAs, queryAs } from '../../http/input';
import { acceptedLanguage } from '../../http/language';
import { sendLetter } from '../../http/page';
import { Problem, problemOf } from '../../http/problem';
import { personOf, requireRole } from '../../http/sign-in';

export function listScenarios({ scenarios, clock }: ApiDeps): RequestHandler {
  return (_request, response) => {
    const items = [...scenarios.values()].map(
      ({ name, version, title, nature, objective, hours, customers, roles }) => ({
        ...{ name, version, title, nature, objective, hours, customers, roles },
      }),
    );
    response.json({ asOf: clock(), items });
  };
}

export function listExercises({ register, clock }: ApiDeps): RequestHandler {
  return async (_request, response) => {
    response.json({ asOf: clock(), items: await register.exercises.list() });
  };
}

export function readExercise(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const exercise = await storedOf(deps, idOf(request));
    const language = acceptedLanguage(request, response);
    response.json({ ...exercise, lacking: exercise.lacking.map((one) => sentenceIn(language, one)) });
  };
}

/** Plans one: a process of its own then calls the team, and begins it in its time. */
export function planExercise(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const body = bodyAs(planBody, request);
    await answerOnce(deps, request, response, body, (once) => planned(deps, personOf(response).id, body, once));
  };
}

type PlanBody = ReturnType<typeof planBody.parse>;

async function planned(deps: ApiDeps, by: string, body: PlanBody, { key }: Once): Promise<Reply> {
  const { register, rules, scenarios, clock } = deps;
  const { scenario: name, startsAt: asked, departments = DEPARTMENTS, ...request } = body;
  const scenario = scenarios.get(name);
  if (!scenario) throw noScenario(name, [...scenarios.keys()]);
  const at = clock();
  const [{ roster, revision: rosterRevision }, customers] = await Promise.all([
    register.people.roster(),
    register.exercises.someCustomers(scenario.customers),
  ]);
  const startsAt = (asked === undefined ? undefined : instantFrom(asked)) ?? at;
  const id = await register.exercises.number(key, at);
  const facts = { id, scenario, customers, rules, roster, rosterRevision, at, by, door: 'api' as const };
  const opening = exerciseOpening({ ...request, departments, startsAt }, facts);
  if ('refused' in opening) throw problemOf(opening);
  const started = await deps.incidents.startExercise(opening);
  if (started.outcome !== 'started')
    throw new Problem('outcome-unknown', 'Temporal did not take the exercise in time.');
  const state = exerciseView(evolveExercise(undefined, firstExercisePage(opening)));
  return { status: 201, headers: { Location: `/api/exercises/${id}` }, body: { id, sequence: state.sequence, state } };
}

function noScenario(name: string, known: string[]): Problem {
  const why = `There is no scenario "${name}"; there are: ${known.join(', ')}.`;
  return new Problem('missing', why, { errors: [{ pointer: '/scenario', detail: why }], isWhole: true, status: 422 });
}

const JSON_TYPE = 'application/json';
const PDF_TYPE = 'application/pdf';

/** As JSON, as a page without scripts, as plain text or as PDF, in the language of the reader. */
export function readExerciseReport(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const view = await storedOf(deps, idOf(request));
    response.vary('Accept');
    const type = request.accepts([JSON_TYPE, 'text/html', 'text/plain', PDF_TYPE]);
    if (type === false) throw new Problem('not-acceptable', 'A report is JSON, HTML, plain text or PDF.');
    if (type === JSON_TYPE) return void response.json(view);
    const people = new Map((await deps.register.people.byIds(personsIn(view))).map(({ id, name }) => [id, name]));
    const language = languageOf(personOf(response).language);
    const nameOf = (person: string) => people.get(person) ?? person;
    if (type !== PDF_TYPE) return sendLetter(response, type, exerciseReport(view, language, nameOf));
    response.attachment(`${view.id}.pdf`);
    response.type(PDF_TYPE).send(await exerciseReportPdf(view, language, nameOf, deps.clock()));
  };
}

function personsIn({ facilitator, team, findings }: ExerciseView): string[] {
  return [...new Set([facilitator, ...team.map(({ person }) => person), ...findings.map(({ owner }) => owner)])];
}

const MAILS_MAX = 100;

/** All mail of its incident: this is as far as it went. */
export function readPlayedMail(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { after = 0 } = queryAs(playedMailQuery, request);
    const { incident } = await storedOf(deps, idOf(request));
    const rows = incident ? await deps.register.exercises.mails(incident, after, MAILS_MAX) : [];
    const items = rows.map(async ({ id, address, mime }) => {
      const { subject = '', text = '' } = await PostalMime.parse(mime);
      return { id, to: address, subject, text };
    });
    response.json({ items: await Promise.all(items) });
  };
}

export function mayRunExercise(command: ExerciseCommand): RequestHandler {
  return requireRole(...(exerciseCommands[command].roles as readonly Role[]));
}

export function runExercise(deps: ApiDeps, command: ExerciseCommand): RequestHandler {
  return async (request, response) => {
    const id = idOf(request);
    const { id: by, roles } = personOf(response);
    const body = bodyAs(exerciseBodies[command], request);
    await answerOnce(deps, request, response, body, (once) =>
      answered(deps, id, command, { ...body, by, door: 'api', roles, ...once }, once),
    );
  };
}

async function answered(
  deps: ApiDeps,
  id: ExerciseId,
  command: ExerciseCommand,
  message: object,
  { key }: Once,
): Promise<Reply> {
  const result = await deps.incidents.updateExercise(id, command, message, key);
  switch (result.outcome) {
    case 'done': {
      const { sequence, state } = result.answer;
      return { status: 200, body: { id, sequence, state } };
    }
    case 'refused':
      throw problemOf(result.refusal);
    case 'gone':
      await storedOf(deps, id);
      throw new Problem('wrong-stage', `${id} is concluded, and each of its resolutions is done.`);
    case 'crowded':
      throw new Problem('crowded', `Too many commands to ${id} wait for their turn.`);
    case 'unknown':
      throw new Problem('outcome-unknown', 'The exercise did not answer in time.');
    default:
      return unreachable(result);
  }
}

const idSchema = exerciseId('In the address.');

function idOf({ params }: Request): ExerciseId {
  const { success, data } = idSchema.safeParse(params.id);
  if (!success) throw noExercise();
  return data as ExerciseId;
}

async function storedOf({ register }: ApiDeps, id: ExerciseId): Promise<ExerciseView> {
  const view = await register.exercises.get(id);
  if (!view) throw noExercise();
  return view;
}

function noExercise(): Problem {
  return new Problem('not-found', 'There is no exercise with this id.');
}
