import type { Express, Request, RequestHandler, Response } from 'express';
import type { Linked } from '../register';
import { letterPdf } from '../texts/letter-pdf';
import { languageOf, type Language } from '../texts/page';
import type { OwnNames } from '../web/stranger';
import { answerBy, fault, placeOf, type Answering, type Posted } from './answering';
import { DOCUMENTS, filesFor, handOver, sendDocument, type DocumentDeps } from './documents';
import { documentsSection } from './documents-page';
import { linkHashIn, openLinkPage } from './link-page';
import { gonePage, portalPage } from './page';
import { sendPortalPage } from './shell';
import { publicly, shownBy, type Showing, type Shown } from './shown';
import { PORTAL_WORDS, type Said } from './words';

export interface PortalDeps extends Answering, Showing, DocumentDeps {
  register: Showing['register'] & DocumentDeps['register'];
  ownNames: OwnNames;
}

const PATH = '/n/:token';
const SAID = Object.keys(PORTAL_WORDS.en.said) as Said[];

/** The page of one recipient. */
export function openPortal(app: Express, deps: PortalDeps): void {
  openLinkPage(app, {
    ...{ path: PATH, ownNames: deps.ownNames, form: { limit: '20kb' } },
    ...{ find: linkedOr404(deps), show: show(deps), answer: answer(deps) },
    wrongMethod: 'The page of a notice is read and answered.',
  });
}

function linkedOr404({ register, clock }: PortalDeps): RequestHandler {
  return async (request, response, next) => {
    const hash = linkHashIn(request);
    const linked = hash && (await register.answers.open(hash, clock()));
    if (!linked) return sendGone(request, response);
    response.locals.linked = linked;
    next();
  };
}

/** A program that only asks whether there is something has opened nothing. */
function show(deps: PortalDeps): RequestHandler {
  const { register, clock } = deps;
  return async (request, response) => {
    const linked = linkedOf(response);
    const shown = await shownBy(deps, linked);
    if (!shown) return sendGone(request, response);
    const document = DOCUMENTS.find((one) => one === request.query.document);
    if (document && shown.hasSheet) return await sendDocument(shown, document, response);
    if (request.method === 'GET') await register.answers.mark({ ...placeOf(linked), kind: 'opened', at: clock() });
    const { format } = request.query;
    if (format === 'json' || format === 'pdf') return await sendFile(response, shown, format);
    const said = SAID.find((one) => one === request.query.said);
    const words = PORTAL_WORDS[shown.language];
    const documents = shown.wrongPerson ? '' : documentsSection(words, await filesFor(deps, linked), shown.hasSheet);
    sendPortalPage(response, shown.language, words.title, portalPage(shown, { said, documents }));
  };
}

async function sendFile(response: Response, shown: Shown, format: 'json' | 'pdf'): Promise<void> {
  response.attachment(`${shown.incident}-notice-${shown.filing.notice}.${format}`);
  if (format === 'json') return void response.json(publicly(shown));
  response.type('application/pdf').send(await letterPdf(shown, { language: shown.language, madeAt: shown.composedAt }));
}

function answer(deps: PortalDeps): RequestHandler {
  return async (request, response) => {
    const [linked, posted] = [linkedOf(response), (request.body ?? {}) as Posted];
    const said =
      posted.act === 'take' ? await take(deps, linked, posted, response) : await answerBy(deps, linked, posted);
    if (said === 'taken') return;
    response.redirect(303, `?said=${said}`);
  };
}

async function take(deps: PortalDeps, linked: Linked, posted: Posted, response: Response): Promise<Said | 'taken'> {
  const marks = await deps.register.answers.marks(linked.delivery);
  if (marks.some(({ kind }) => kind === 'wrong-person')) return 'not-readable';
  const file = typeof posted.file === 'string' ? posted.file : '';
  return fault(linked, posted) ?? ((await handOver(deps, linked, file, response)) ? 'taken' : 'not-there');
}

function linkedOf(response: Response): Linked {
  return response.locals.linked as Linked;
}

function sendGone(request: Request, response: Response): void {
  response.vary('Accept-Language');
  const language: Language = languageOf(...request.acceptsLanguages());
  sendPortalPage(response.status(404), language, PORTAL_WORDS[language].gone.title, gonePage(PORTAL_WORDS[language]));
}
