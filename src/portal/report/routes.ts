import { randomBytes } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { referenceOf } from '../../primitives/report-reference';
import { LANGUAGES, languageOf, lineOf, stripControlChars, type Language } from '../../texts/page';
import { sendProblem } from '../../web/plain-problem';
import type { OwnNames } from '../../web/stranger';
import { forLinkHolders, ownHost } from '../guards';
import { sendPortalPage } from '../shell';
import { goneFormPage, reportPage, type Answer, type ReportState } from './page';
import { REPORT_WORDS } from './words';

/** What a form of an operator's leads to. */
export interface ReportForms {
  /** What the form is called, if this is its link; undefined if it was ended or renewed. */
  name: (id: string, token: string) => Promise<string | undefined>;
  report: (id: string, said: { reference: string; seen: string; name: string; answerTo: string }) => Promise<void>;
  state: (id: string, reference: string) => Promise<ReportState | undefined>;
  /** False if there is nothing open of this reference. */
  say: (id: string, reference: string, words: string) => Promise<boolean>;
}

export interface ReportFormDeps {
  forms: ReportForms;
  ownNames: OwnNames;
  /** Hands on what goes beyond the limit of a form. */
  limit: (beyond: RequestHandler) => RequestHandler;
}

const PATH = '/r/:source/:token';

/** The page on which somebody without an account reports, and asks after it by a reference. */
export function openReportForm(app: Express, deps: ReportFormDeps): void {
  const form = express.urlencoded({ limit: '50kb', extended: false });
  app
    .route(PATH)
    .all(forLinkHolders(PATH), ownHost(deps.ownNames), formOr404(deps.forms))
    .get((request, response) => show(request, response, {}))
    .post(deps.limit(tooMany), form, unreadableForm, answer(deps.forms))
    .all((_request, response) => {
      response.set('Allow', 'GET, HEAD, POST');
      sendProblem(response, 'wrong-method', 'The form is read and sent.');
    });
}

function formOr404(forms: ReportForms): RequestHandler {
  return async (request, response, next) => {
    const { source, token } = request.params;
    const name = await forms.name(String(source), String(token));
    if (name !== undefined) return next();
    const language = languageIn(request);
    sendPortalPage(response.status(404), language, REPORT_WORDS[language].title, goneFormPage(language));
  };
}

const tooMany: RequestHandler = (request, response) => show(request, response.status(429), { said: 'too-many' });

/** What no form of ours sends. */
const unreadableForm: ErrorRequestHandler = (_fault, request, response, _next) =>
  show(request, response.status(400), { said: 'not-readable' });

type Posted = Partial<Record<'act' | 'once' | 'seen' | 'name' | 'answerTo' | 'reference' | 'words', string>>;

function answer(forms: ReportForms): RequestHandler {
  return async (request, response) => {
    const posted = (request.body ?? {}) as Posted;
    const id = String(request.params.source);
    show(
      request,
      response,
      posted.act === 'report' ? await reported(forms, id, posted) : await asked(forms, id, posted),
    );
  };
}

/** The reference stands in no address: it lets whoever has it ask after the report. */
async function reported(forms: ReportForms, id: string, { once, ...said }: Posted): Promise<Answer> {
  const [seen, name, answerTo] = [textOf(said.seen), textOf(said.name), textOf(said.answerTo)];
  if (!seen) return { said: 'nothing' };
  if (seen.length > 4_000) return { said: 'too-long' };
  // Sent again, by a reload too, it is the same report.
  const reference = referenceOf(textOf(once) || randomBytes(16).toString('hex'));
  const outsider = { name: lineOf(name) || '–', answerTo: lineOf(answerTo) || '–' };
  await forms.report(id, { reference, seen, ...outsider });
  return { said: 'taken', reference };
}

async function asked(forms: ReportForms, id: string, posted: Posted): Promise<Answer> {
  const reference = textOf(posted.reference).toUpperCase();
  const words = textOf(posted.words);
  if (words.length > 3_000) return { said: 'too-long', reference };
  const state = await forms.state(id, reference);
  if (!state) return { said: 'unknown' };
  const isSaid = words !== '' && (await forms.say(id, reference, words));
  return { said: words === '' ? 'state' : isSaid ? 'added' : 'closed', reference, state };
}

function show(request: Request, response: Parameters<RequestHandler>[1], answer: Answer): void {
  const language = languageIn(request);
  const once = randomBytes(16).toString('hex');
  sendPortalPage(response, language, REPORT_WORDS[language].title, reportPage(language, answer, once));
}

function languageIn(request: Request): Language {
  const chosen = LANGUAGES.find((one) => one === request.query.lang);
  return chosen ?? languageOf(...request.acceptsLanguages());
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? stripControlChars(value) : '';
}
