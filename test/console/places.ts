import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/console/ui/forms';
import { inTurn } from '../support/turns';
import type { Shown } from './shown';

/*
 * Every page that people are shown. Those of the console and of the portal are read from where each is mounted, so that a new one is looked at by
 * itself; a part of an address that is new is named here.
 */
export interface Place {
  name: string;
  path: string;
  /** Behind a window of the console. */
  isForm?: true;
  /** Written by the server, one by one. */
  isServed?: true;
}

const SRC = join(__dirname, '..', '..', 'src');
const ANSWER = new URLSearchParams({ act: 'answer-question', with: '{"question":"changes"}' }).toString();
const NOBODYS = `/n/${'A'.repeat(43)}`;

export function placesOf(shown: Shown): Place[] {
  return [
    ...pathsOfConsole().flatMap((path) => consolePlaces(path, shown)),
    { name: 'nowhere', path: '/help' },
    { name: 'report', path: '/?act=report', isForm: true },
    { name: 'choose', path: `/incidents/${shown.incident}?act=choose`, isForm: true },
    { name: 'post-mortem-answer', path: `/incidents/${shown.incident}/post-mortem?${ANSWER}`, isForm: true },
    ...servedPlaces(shown),
  ];
}

function servedPlaces(shown: Shown): Place[] {
  const places = [
    ...pathsOfPortal().map((path) => ({ name: nameOf(path), path: portalPathOf(path, shown) })),
    { name: 'portal-gone', path: NOBODYS },
    { name: 'account', path: '/account' },
    { name: 'sign-in', path: '/sign-in?out' },
  ];
  return places.map((place) => ({ ...place, isServed: true }));
}

const FORMS_PER_COMMIT = 5;

/** Forms that were made by hand each time, and of the others some for each commit. */
export function formsOf({ incident }: Shown): Place[] {
  const byHand = ['assess', 'declare', 'fast-track', 'release-notice', 'close', 'set-fact'];
  const others = Object.keys(COMMANDS).filter((command) => !byHand.includes(command));
  return [...byHand, ...inTurn('forms', others, FORMS_PER_COMMIT)].map((command) => ({
    name: command,
    path: `/incidents/${incident}?act=${command}`,
    isForm: true,
  }));
}

function pathsOfConsole(): string[] {
  const source = readFileSync(join(SRC, 'console/app/pages.tsx'), 'utf8');
  return [...source.matchAll(/^\s+\{?\s*path: '([^']+)'/gm)].map(([, path]) => path!);
}

function pathsOfPortal(): string[] {
  const files = readdirSync(join(SRC, 'portal'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(SRC, 'portal', file), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/^(?:export )?const PATH = '([^']+)'/gm)].map(([, path]) => path!),
  );
}

/** `/customers/*?` is a list, and the page of each that is in it. */
function consolePlaces(path: string, shown: Shown): Place[] {
  const list = path.replace(/\/\*\?$/, '');
  if (list === path) return [{ name: nameOf(path), path: filled(path, shown) }];
  const one = { ...shown.listed, '/customers': shown.customer, '/people': shown.person }[list];
  return [
    { name: nameOf(list), path: list },
    ...(one === undefined ? [] : [{ name: `${nameOf(list)}-one`, path: `${list}/${one}` }]),
  ];
}

function filled(path: string, { incident }: Shown): string {
  const parts: Partial<Record<string, string>> = { ':id': incident, ':number': '1' };
  return path.replace(/:\w+/g, (part) => {
    const own = parts[part];
    if (own === undefined) throw new Error(`Say in test/console/places.ts what ${part} is in ${path}.`);
    return own;
  });
}

function portalPathOf(path: string, { portal }: Shown): string {
  const found = (portal as Partial<Record<string, string>>)[path];
  if (found === undefined) throw new Error(`Say in test/console/shown.ts how somebody comes to ${path}.`);
  return found;
}

function nameOf(path: string): string {
  return path.replace(/:\w+/g, '').split('/').filter(Boolean).join('-') || 'board';
}
