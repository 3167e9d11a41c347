import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { isLinkToken, linkHash } from '../primitives/link-token';
import type { Linked } from '../register';
import { letterPdf } from '../texts/letter-pdf';
import { languageOf, type Language } from '../texts/page';
import { sendProblem } from '../web/plain-problem';
import type { OwnNames } from '../web/stranger';
import { answerBy, fault, placeOf, type Answering, type Posted } from './answering';
import { DOCUMENTS, filesFor, handOver, sendDocument, type DocumentDeps } from './documents';
import { documentsSection } from './documents-page';
import { forLinkHolders, ownHost } from './guards';
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

/**
 * The page of one recipient. Who has the link is let in, and nothing else is asked: neither a session nor an origin, for without a referrer a
 * browser sends none with a form. Errors go to the handler behind, which knows only the pattern of the path.
 */
export function openPortal(app: Express, deps: PortalDeps): void {
  const form = express.urlencoded({ limit: '20kb', extended: false });
  app
    .route(PATH)
    .all(forLinkHolders(PATH), ownHost(deps.ownNames))
    .get(linkedOr404(deps), show(deps))
    .post(linkedOr404(deps), form, unreadableForm, answer(deps))
    .all((_request, response) => {
      response.set('Allow', 'GET, HEAD, POST');
      sendProblem(response, 'wrong-method', 'The page of a notice is read and answered.');
    });
}

function linkedOr404({ register, clock }: PortalDeps): RequestHandler {
  return async (request, response, next) => {
    const { token } = request.params;
    const isLink = typeof token === 'string' && isLinkToken(token);
    const linked = isLink ? await register.answers.open(linkHash(token), clock()) : undefined;
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

/** What no form of ours sends. */
const unreadableForm: ErrorRequestHandler = (_fault, _request, response, _next) => {
  response.redirect(303, '?said=not-readable');
};

function linkedOf(response: Response): Linked {
  return response.locals.linked as Linked;
}

function sendGone(request: Request, response: Response): void {
  response.vary('Accept-Language');
  const language: Language = languageOf(...request.acceptsLanguages());
  sendPortalPage(response.status(404), language, PORTAL_WORDS[language].gone.title, gonePage(PORTAL_WORDS[language]));
}
