import type { RequestHandler } from 'express';
import type { ProblemCode } from '../../contract/problems';
import type { ApiDeps } from '../deps';
import type { Refuse } from '../http/failed-sign-ins';
import { answerProblemsBy } from '../http/problem-answers';
import { userAgentOf } from '../http/user-agent';
import { keyByCode } from '../routes/parties/keys';
import { codeForm, keyMade } from './code-page';
import { CODE_WORDS, type CodeFault } from './code-words';
import { acceptedLanguage } from '../http/language';
import { sendPageIn } from './shell';

/** Neither the mail nor anything else puts a code into an address: addresses are kept by browsers, proxies and logs. */
export const showCodeForm: RequestHandler = (request, response) => {
  const language = acceptedLanguage(request, response);
  sendPageIn(language, response, `${CODE_WORDS[language].title} – Tocsin`, codeForm(language));
};

/** Turns a mailed code into a key, which is named after the browser that it was made in. */
export function makeKeyByForm(deps: ApiDeps, refuse: Refuse): RequestHandler {
  return async (request, response) => {
    const name = userAgentOf(request.get('user-agent'));
    request.body = { ...(request.body as object), name };
    const { key, made } = await keyByCode(deps, refuse, request, response);
    const language = acceptedLanguage(request, response);
    response.status(201);
    sendPageIn(language, response, `${CODE_WORDS[language].made} – Tocsin`, keyMade(language, key, made.expiresAt));
  };
}

/** A browser whose code is refused gets the form again, with why. */
export const showCodeFormAgain: RequestHandler = (request, response, next) => {
  answerProblemsBy(({ code }) => {
    const language = acceptedLanguage(request, response);
    const form = codeForm(language, FAULTS[code] ?? 'not-available');
    sendPageIn(language, response, `${CODE_WORDS[language].title} – Tocsin`, form);
  })(request, response, next);
};

const FAULTS: Partial<Record<ProblemCode, CodeFault>> = {
  'not-signed-in': 'wrong-code',
  'too-many-attempts': 'too-many',
  malformed: 'no-code',
  'too-large': 'no-code',
  csrf: 'foreign-form',
  'wrong-media-type': 'foreign-form',
};
