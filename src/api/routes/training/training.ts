import { stringify } from 'csv-stringify/sync';
import type { Request, RequestHandler } from 'express';
import { listQuery } from '../../../contract/queries';
import {
  EVIDENCE_COLUMNS,
  evidenceQuery,
  newSession,
  newWave,
  trainingFiguresQuery,
  waveId,
} from '../../../contract/training/training';
import { instantFrom } from '../../../domain/primitives/instant';
import type { Course } from '../../../domain/training/course';
import { newestOf } from '../../../domain/training/newest';
import type { TrainingRow } from '../../../register';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs, queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listCourses: Serving =
  ({ courses, clock }) =>
  (_request, response) => {
    response.json({ asOf: clock(), items: courses.map(presented) });
  };

export const listWaves: Serving = (deps) => async (request, response) => {
  const { rows, next } = await deps.register.training.waves.list(queryAs(listQuery, request));
  response.json({ asOf: deps.clock(), items: rows, next });
};

export const openWave: Serving = (deps) => async (request, response) => {
  const given = bodyAs(newWave, request);
  const course = newestOf(deps.courses).find(({ id }) => id === given.course);
  if (!course)
    throw new Problem('not-found', `There is no course ${given.course}: GET /api/training/courses lists them.`);
  await answerOnce(deps, request, response, given, async () => {
    const why = { reason: 'by-hand' as const, audience: given.audience ?? {} };
    const wave = await deps.register.training.waves.open(course, why, authorOf(deps, response));
    if (!wave)
      throw new Problem('nothing-open', 'Nobody of those is on the staff without having this course open already.');
    await deps.incidents.wake('training');
    return { status: 201, body: await seen(deps, wave.id), headers: { Location: `/api/training/waves/${wave.id}` } };
  });
};

export const readWave: Serving = (deps) => async (request, response) => {
  response.json(await seen(deps, idIn(request)));
};

export const stopWave: Serving = (deps) => async (request, response) => {
  const id = idIn(request);
  const wave = await seen(deps, id);
  if (!(await deps.register.training.waves.stop(id, authorOf(deps, response))))
    throw new Problem('nothing-open', `This wave is over already: it ${wave.stoppedAt ? 'was stopped' : 'has ended'}.`);
  response.json(await seen(deps, id));
};

export const readEvidence: Serving = (deps) => async (request, response) => {
  const query = queryAs(evidenceQuery, request);
  response.vary('Accept');
  const type = request.accepts(['application/json', 'text/csv']);
  if (type === false) throw new Problem('not-acceptable', 'The evidence is JSON or CSV.');
  if (type === 'text/csv') {
    response.attachment(`training-${deps.clock().slice(0, 10)}.csv`).type('text/csv');
    return void response.send(csvOf(await allOf(deps, query)));
  }
  const { rows, next } = await deps.register.training.evidence.list(query);
  response.json({ asOf: deps.clock(), items: rows, next });
};

export const readTrainingFigures: Serving = (deps) => async (request, response) => {
  const { course } = queryAs(trainingFiguresQuery, request);
  const asOf = deps.clock();
  response.json({ asOf, items: await deps.register.training.evidence.byDepartment(course, asOf) });
};

export const listAwareness: Serving = (deps) => async (request, response) => {
  const { rows, next } = await deps.register.training.evidence.sessions(queryAs(listQuery, request));
  response.json({ asOf: deps.clock(), items: rows, next });
};

export const addAwareness: Serving = (deps) => async (request, response) => {
  const given = bodyAs(newSession, request);
  const heldAt = instantFrom(given.heldAt) ?? deps.clock();
  await answerOnce(deps, request, response, given, async () => {
    const added = await deps.register.training.evidence.addSession({ ...given, heldAt }, authorOf(deps, response));
    if (!('unknown' in added)) return { status: 201, body: added };
    const errors = added.unknown.map((id) => ({
      pointer: '/attended',
      detail: `${id} is the id of nobody on the staff`,
    }));
    throw new Problem('malformed', `The body has faults: ${errors[0]?.detail}.`, { errors });
  });
};

function presented({ words, questions, survey: _, ...course }: Course) {
  const titles = Object.fromEntries(Object.entries(words).map(([language, { title }]) => [language, title]));
  return { ...course, languages: Object.keys(words), titles, questions: questions.length };
}

async function seen(deps: ApiDeps, id: string) {
  const { waves, evidence } = deps.register.training;
  const wave = await waves.get(id);
  if (!wave) throw new Problem('not-found', 'There is no wave with this id.');
  const course = deps.courses.find((one) => one.id === wave.course && one.version === wave.version);
  const survey = course ? surveyOf(course, await evidence.surveys(id)) : {};
  return { ...wave, counts: await waves.counts(id, deps.clock()), survey };
}

/** Of fewer nobody could be sure that their answer stays nobody's. */
const ANSWERS_LEAST = 5;

function surveyOf({ survey }: Course, answers: readonly Record<string, string>[]) {
  if (answers.length < ANSWERS_LEAST) return {};
  return Object.fromEntries(
    survey.map(({ id, answer }) => {
      const given = answers.flatMap((one) => one[id] ?? []);
      const mean = given.reduce((sum, one) => sum + Number(one), 0) / Math.max(1, given.length);
      const shown = answer === 'scale' ? { mean: Math.round(mean * 100) / 100 } : { words: given.slice(0, 200) };
      return [id, { answers: given.length, ...shown }];
    }),
  );
}

async function allOf({ register }: ApiDeps, query: Parameters<ApiDeps['register']['training']['evidence']['list']>[0]) {
  const all: TrainingRow[] = [];
  for (let cursor = query.cursor; ;) {
    const { rows, next } = await register.training.evidence.list({ ...query, limit: ROWS_AT_ONCE, cursor });
    all.push(...rows);
    if (next === undefined) return all;
    cursor = next;
  }
}

const ROWS_AT_ONCE = 5_000;

function csvOf(rows: TrainingRow[]): string {
  return stringify(rows, { header: true, columns: [...EVIDENCE_COLUMNS], bom: true, escape_formulas: true });
}

function idIn(request: Request): string {
  const parsed = waveId.safeParse(request.params.id);
  if (!parsed.success) throw new Problem('not-found', 'There is no wave with this id.');
  return parsed.data;
}
