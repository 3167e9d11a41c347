import {
  isBySignal,
  isFor,
  nextActionsOf,
  type Caption,
  type Order,
  type Reading,
  type NextAction,
} from '../../domain/next-actions';
import type { PersonId, Role } from '../../domain/primitives/people';
import type { AlertEffect } from '../../domain/effects/state';
import type { IncidentId } from '../../domain/case/state';
import { stripControlChars, type Part } from '../../texts/page';

/** Wording that tells the reader how to act, and who can do what they may not. */
export interface HowWords {
  read: Record<Reading, string>;
  commands: Record<Caption, string>;
  bySignal: string;
  fillIn: (docs: string) => string;
  forOthers: (commands: string, roles: string) => string;
  yourOwn: string;
  open: string;
  signIn: string;
  /** Where it is acknowledged. */
  page: string;
  /** Where one does what the sentence before asks. */
  onPage: string;
}

/** Addresses where the reader can act, without trailing slashes. */
export interface Links {
  publicUrl: string;
  uiUrl: string;
  /** Temporal's own address and namespace, as its command line takes them. */
  temporalAddress: string;
  namespace: string;
}

export interface Colleague {
  id: PersonId;
  name: string;
  email: string;
  roles: readonly Role[];
}

type Reader = Pick<Colleague, 'id' | 'roles'>;

export function howToAct(
  words: HowWords,
  effect: AlertEffect,
  reader: Reader,
  places: Links,
  everyone: readonly Colleague[],
): Part[] {
  const { id } = effect.headline;
  const isOwn = authorOf(effect) === reader.id;
  const ways = nextActionsOf(effect).filter(
    (way) => !isOwn || way.kind === 'read' || !NEEDS_ANOTHER.includes(way.caption),
  );
  const orders = ways.filter((way) => way.kind === 'command');
  const hasBlanks = orders.some((order) => isFor(order, reader.roles) && JSON.stringify(order.body).includes('""'));
  const page = { link: incidentLink(places, id), words: words.page };
  return [
    ...(orders.some(isAnsweredOnPage) ? [page] : []),
    ...(isOwn ? [{ paragraph: words.yourOwn }] : []),
    ...ways.flatMap((way) => linesOf(words, id, way, reader, places)),
    ...(hasBlanks ? [{ paragraph: words.fillIn(`${places.publicUrl}/api/docs`), linked: true } as const] : []),
    ...forOthers(
      words,
      orders.filter((order) => !isFor(order, reader.roles) && !isBySignal(order, reader.roles)),
      everyone,
    ),
    { link: `${places.uiUrl}/namespaces/${places.namespace}/workflows/${id}`, words: words.open },
    { link: `${places.publicUrl}/sign-in`, words: words.signIn },
  ];
}

/** The incident's page, at which a person signs in first. */
export function incidentLink({ publicUrl }: Pick<Links, 'publicUrl'>, incident: string): string {
  return `${publicUrl}/incidents/${incident}?act=acknowledge`;
}

/** Must be done by somebody other than the person who drafted or asked. */
const NEEDS_ANOTHER: Caption[] = ['approve', 'confirm'];

function authorOf({ detail }: AlertEffect): PersonId | undefined {
  if (typeof detail !== 'object') return undefined;
  if ('askedBy' in detail) return detail.askedBy;
  return 'draftedBy' in detail ? detail.draftedBy : undefined;
}

function linesOf(words: HowWords, id: IncidentId, way: NextAction, reader: Reader, places: Links): Part[] {
  const address = `${places.publicUrl}/api/incidents/${id}`;
  const key = '-H "Authorization: Bearer $TOCSIN_KEY"';
  if (way.kind === 'read')
    return [{ paragraph: words.read[way.what] }, { command: `curl ${shellWord(`${address}${way.path}`)} ${key}` }];
  const post = `curl -X POST ${[address, way.to, way.command].filter(Boolean).join('/')} ${key} -H "Content-Type: application/json" -d ${quoted(way.body)}`;
  return [
    ...(isFor(way, reader.roles)
      ? [{ paragraph: words.commands[way.caption] }, ...onPage(words, id, way, places)]
      : []),
    ...(isFor(way, reader.roles) ? [{ command: post }] : []),
    ...(isBySignal(way, reader.roles) ? bySignal(words, reader.id, id, places) : []),
  ];
}

/** The page at the window of this command, with what is known of it filled in; a text that is to be bound is read first, on its own page. */
function onPage({ onPage: words }: HowWords, id: IncidentId, order: Order, places: Links): Part[] {
  if (isAnsweredOnPage(order)) return [];
  const { command, to, body } = order;
  const page = [places.publicUrl, 'incidents', id, to].filter(Boolean).join('/');
  if (BINDS_TEXT.includes(command) && typeof body.notice === 'number')
    return [{ link: `${page}/notices/${body.notice}`, words }];
  const known = Object.entries(body).filter(([, value]) => !JSON.stringify(value).includes('""'));
  const filledIn = known.length > 0 ? `&with=${encodeURIComponent(JSON.stringify(Object.fromEntries(known)))}` : '';
  return [{ link: `${page}?act=${command}${filledIn}`, words }];
}

const BINDS_TEXT: readonly Order['command'][] = ['approve-notice', 'reject-notice', 'release-notice'];

function isAnsweredOnPage({ command, to }: Order): boolean {
  return command === 'acknowledge' && !to;
}

function bySignal(words: HowWords, by: PersonId, id: IncidentId, { temporalAddress, namespace }: Links): Part[] {
  const elsewhere = DEFAULT_ADDRESSES.includes(temporalAddress) ? '' : `--address ${temporalAddress} `;
  return [
    { paragraph: words.bySignal },
    {
      command: `temporal workflow signal ${elsewhere}--namespace ${namespace} --workflow-id ${id} --name acknowledge --input ${quoted({ by })}`,
    },
  ];
}

const DEFAULT_ADDRESSES = ['127.0.0.1:7233', 'localhost:7233'];

/** Whom to call for what the reader may not do, grouped by the roles that may. */
function forOthers(words: HowWords, theirs: Order[], everyone: readonly Colleague[]): Part[] {
  const groups = new Map<string, Order[]>();
  for (const way of theirs) groups.set(way.roles.join(), [...(groups.get(way.roles.join()) ?? []), way]);
  return [...groups.values()].flatMap((group): Part[] => {
    const roles = group[0]?.roles ?? [];
    const named = peopleToCall(roles, everyone);
    const what = [...new Set(group.map(({ command }) => command))].join(', ');
    return [{ paragraph: words.forOthers(what, roles.join(', ')) }, ...(named.length > 0 ? [{ rows: named }] : [])];
  });
}

const MAX_PEOPLE_TO_CALL = 5;
const CALL_ORDER: readonly Role[] = ['lead', 'privacy', 'legal', 'communications', 'executive', 'responder'];

/** Named people, highest roles first. */
function peopleToCall(roles: readonly Role[], everyone: readonly Colleague[]): [string, string][] {
  const rank = ({ roles: held }: Colleague) =>
    CALL_ORDER.findIndex((role) => roles.includes(role) && held.includes(role));
  return everyone
    .filter((person) => rank(person) >= 0)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_PEOPLE_TO_CALL)
    .map(({ name, email, roles: held }) => [`${stripControlChars(name)} (${held.join(', ')})`, email]);
}

/** Shells read a question mark as a pattern. */
function shellWord(address: string): string {
  return address.includes('?') ? `'${address}'` : address;
}

/** Quoted as one shell word. */
function quoted(body: object): string {
  return `'${stripControlChars(JSON.stringify(body)).replaceAll("'", String.raw`'\''`)}'`;
}
