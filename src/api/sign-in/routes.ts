import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { ProblemCode } from '../../contract/problems';
import type { ApiDeps } from '../deps';
import { refuseWrites } from '../http/clock-gate';
import { refuseForeignForm } from '../http/csrf';
import type { Refuse } from '../http/failed-sign-ins';
import { asking } from '../http/input';
import { answerProblemsBy } from '../http/problem-answers';
import type { Problem } from '../http/problem';
import { mount } from '../http/routing';
import { forgetSession, openSession } from '../http/sessions';
import type { Authenticate } from '../http/sign-in';
import { endSignedOut, sessionByKey } from '../routes/parties/sessions';
import { makeKeyByForm, showCodeForm, showCodeFormAgain } from './code-routes';
import { createIdentityProvider } from './oidc';
import { returnFromProvider, toProvider } from './oidc-routes';
import { ownPath } from './own-path';
import { signInForm } from './pages';
import { acceptedLanguage } from '../http/language';
import { sendPageIn } from './shell';
import { SignInProblem } from './sign-in-problem';
import { WORDS, type SignInFault } from './words';

const FORM = 'application/x-www-form-urlencoded';

/** The pages by which people sign in and out. */
export function openSignIn(app: Express, deps: ApiDeps, known: Authenticate, refuse: Refuse): void {
  const provider = deps.oidc && createIdentityProvider(deps.oidc, deps);
  const form = [asking(FORM), express.urlencoded({ limit: '2kb', extended: false })];
  mount(app, '/sign-in', {
    get: showForm(deps),
    post: [showFormAgain(deps), ...form, ownForm, signInByForm(deps, known)],
  });
  mount(app, '/sign-in/code', {
    get: showCodeForm,
    post: [showCodeFormAgain, refuseWrites(deps), ...form, ownForm, makeKeyByForm(deps, refuse)],
  });
  mount(app, '/sign-in/oidc', { get: [showFormAgain(deps), toProvider(deps, provider, refuse)] });
  mount(app, '/sign-in/callback', { get: [showFormAgain(deps), returnFromProvider(deps, provider, refuse)] });
  mount(app, '/sign-out', { post: [showFormAgain(deps), ownForm, signOutByForm(deps)] });
}

const ownForm: RequestHandler = (request, _response, next) => {
  refuseForeignForm(request);
  next();
};

function showForm(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const to = ownPath(request.query.to);
    if (await openSession(deps, request)) return response.redirect(303, to);
    const said = request.query.out === undefined ? undefined : 'signed-out';
    const language = acceptedLanguage(request, response);
    sendPageIn(language, response, titleIn(language), signInForm({ language, to, said, hasProvider: !!deps.oidc }));
  };
}

function titleIn(language: keyof typeof WORDS): string {
  return `${WORDS[language].signIn} – Tocsin`;
}

/** A browser whose sign-in is refused gets the form again, with why. */
function showFormAgain(deps: ApiDeps): RequestHandler {
  return (request, response, next) => {
    const show = (problem: Problem) => {
      const language = acceptedLanguage(request, response);
      const to = ownPath((request.body as { to?: unknown } | undefined)?.to ?? request.query.to);
      const form = signInForm({ language, to, said: faultOf(problem), hasProvider: !!deps.oidc });
      sendPageIn(language, response, titleIn(language), form);
    };
    answerProblemsBy(show)(request, response, next);
  };
}

/** What a form makes of a problem that does not say it itself. */
const FAULTS: Partial<Record<ProblemCode, SignInFault>> = {
  'not-signed-in': 'wrong-key',
  'not-permitted': 'no-role',
  'too-many-attempts': 'too-many',
  malformed: 'no-key',
  'too-large': 'no-key',
  csrf: 'foreign-form',
  'not-found': 'provider-away',
  'wrong-media-type': 'foreign-form',
};

function faultOf(problem: Problem): SignInFault {
  return problem instanceof SignInProblem ? problem.fault : (FAULTS[problem.code] ?? 'not-available');
}

function signInByForm(deps: ApiDeps, known: Authenticate): RequestHandler {
  return async (request: Request, response: Response) => {
    await sessionByKey(deps, known, request, response);
    response.redirect(303, ownPath((request.body as { to?: unknown }).to));
  };
}

function signOutByForm(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const open = await openSession(deps, request);
    if (open) await endSignedOut(deps, open.person.id, open.id);
    forgetSession(deps, response);
    response.redirect(303, '/sign-in?out');
  };
}
