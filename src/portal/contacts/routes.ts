import type { Express, Request, RequestHandler, Response } from 'express';
import type { Instant } from '../../domain/primitives/instant';
import type { AskedContact, Register } from '../../register';
import { LANGUAGES, languageOf, type Language } from '../../texts/page';
import type { OwnNames } from '../../web/stranger';
import { linkHashIn, openLinkPage } from '../link-page';
import { sendPortalPage } from '../shell';
import { answerBy, type Posted } from './answering';
import { contactsPage, goneContactsPage } from './page';
import { CONTACTS_WORDS, SAID } from './words';

export interface ContactsDeps {
  register: Pick<Register, 'verification'>;
  clock: () => Instant;
  ownNames: OwnNames;
  /** What is no mail address, and why. */
  addressFault: (address: string) => string | undefined;
}

const PATH = '/v/:token';

/** The page on which a contact of a customer confirms or corrects its contacts. */
export function openContacts(app: Express, deps: ContactsDeps): void {
  openLinkPage(app, {
    ...{ path: PATH, ownNames: deps.ownNames, form: { limit: '200kb', parameterLimit: 2_000 } },
    ...{ find: askedOr404(deps), show, answer: answer(deps) },
    wrongMethod: 'The page of contacts is read and answered.',
  });
}

function askedOr404({ register, clock }: ContactsDeps): RequestHandler {
  return async (request, response, next) => {
    const hash = linkHashIn(request);
    const asked = hash && (await register.verification.answering.open(hash, clock()));
    if (!asked) return sendGone(request, response);
    response.locals.asked = asked;
    next();
  };
}

const show: RequestHandler = (request, response) => {
  const asked = askedOf(response);
  const language = languageIn(request.query.lang, asked);
  const said = SAID.find((one) => one === request.query.said);
  sendPortalPage(response, language, CONTACTS_WORDS[language].title, contactsPage(asked, language, said));
};

function answer(deps: ContactsDeps): RequestHandler {
  return async (request, response) => {
    const posted = (request.body ?? {}) as Posted;
    const asked = askedOf(response);
    const said = await answerBy(deps, asked, linkHashIn(request) ?? '', posted);
    const lang = languageIn(posted.lang, asked);
    response.redirect(303, `?${new URLSearchParams({ lang, said }).toString()}`);
  };
}

function askedOf(response: Response): AskedContact {
  return response.locals.asked as AskedContact;
}

function languageIn(chosen: unknown, { language }: AskedContact): Language {
  return LANGUAGES.find((one) => one === chosen) ?? languageOf(language);
}

function sendGone(request: Request, response: Response): void {
  response.vary('Accept-Language');
  const language = languageOf(...request.acceptsLanguages());
  const { title } = CONTACTS_WORDS[language].gone;
  sendPortalPage(response.status(404), language, title, goneContactsPage(language));
}
