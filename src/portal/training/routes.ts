import type { Express, Request, RequestHandler, Response } from 'express';
import type { Instant } from '../../domain/primitives/instant';
import type { Course } from '../../domain/training/course';
import { marked } from '../../domain/training/paper';
import { escapeHtml } from '../../primitives/html';
import type { Register } from '../../register';
import { LANGUAGES, languageOf, type Language } from '../../texts/page';
import type { OwnNames } from '../../web/stranger';
import { linkHashIn, openLinkPage } from '../link-page';
import { sendPortalPage } from '../shell';
import { answerBy, type Posted } from './answering';
import { coursePage } from './page';
import type { Reading } from './reading';
import { seedOf, type Result } from './papers';
import { SAID, TRAINING_WORDS } from './words';

export interface TrainingDeps {
  register: Pick<Register, 'training'>;
  courses: readonly Course[];
  clock: () => Instant;
  ownNames: OwnNames;
  publicUrl: string;
}

const PATH = '/t/:token';

/** The page on which one of the staff takes a course. */
export function openTraining(app: Express, deps: TrainingDeps): void {
  openLinkPage(app, {
    ...{ path: PATH, ownNames: deps.ownNames, form: { limit: '20kb' } },
    ...{ find: takerOr404(deps), show: show(deps), answer: answer(deps) },
    wrongMethod: 'The page of a course is read and answered.',
  });
}

function takerOr404({ register, courses, clock, publicUrl }: TrainingDeps): RequestHandler {
  return async (request, response, next) => {
    const hash = linkHashIn(request);
    const taker = hash ? await register.training.taking.open(hash) : undefined;
    const course = taker && courses.find(({ id, version }) => id === taker.course && version === taker.version);
    if (!taker || !course) return sendGone(request, response);
    const language = languageIn(request, taker.language);
    response.locals.reading = { taker, course, language, now: clock(), reportAt: publicUrl } satisfies Reading;
    next();
  };
}

function show({ register }: TrainingDeps): RequestHandler {
  return async (request, response) => {
    const reading = readingOf(response);
    if (request.method === 'GET') await register.training.taking.begun(reading.taker, reading.now);
    const { part, paper, survey, said } = textsIn(request.query);
    const result = await lastResult(register, reading);
    const known = SAID.find((one) => one === said);
    const { title, main } = coursePage(reading, { part, paper, survey, said: known, ...(result && { result }) });
    sendPortalPage(response, reading.language, title, main);
  };
}

async function lastResult(
  { training }: Pick<Register, 'training'>,
  { taker, course }: Reading,
): Promise<Result | undefined> {
  if (taker.state !== 'open' || taker.attempts === 0) return undefined;
  const last = await training.taking.lastAttempt(taker, 'quiz');
  return last && marked(course, 'quiz', seedOf(taker, last.number), last.ticked);
}

function answer({ register }: TrainingDeps): RequestHandler {
  return async (request, response) => {
    const posted = (request.body ?? {}) as Posted;
    const reading = readingOf(response);
    const said = await answerBy(register, reading, posted);
    const lang = languageIn({ query: { lang: posted.lang } }, reading.taker.language);
    const again = said === 'not-all-answered' || said === 'not-ticked' ? againTo(posted.act) : {};
    response.redirect(303, `?${new URLSearchParams({ lang, ...again, said }).toString()}`);
  };
}

function againTo(act: unknown): Record<string, string> {
  if (act === 'survey') return { survey: 'yes' };
  return act === 'quiz' || act === 'check' ? { paper: act } : {};
}

function readingOf(response: Response): Reading {
  return response.locals.reading as Reading;
}

function languageIn({ query }: { query: Record<string, unknown> }, own: string): Language {
  return LANGUAGES.find((one) => one === query.lang) ?? languageOf(own);
}

function textsIn(query: Request['query']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
}

function sendGone(request: Request, response: Response): void {
  response.vary('Accept-Language');
  const language = languageOf(...request.acceptsLanguages());
  const { title, text } = TRAINING_WORDS[language].gone;
  sendPortalPage(
    response.status(404),
    language,
    title,
    `<h1>${escapeHtml(title)}</h1><section><p>${escapeHtml(text)}</p></section>`,
  );
}
