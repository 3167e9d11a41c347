import type { Instant } from '../domain/primitives/instant';
import type { Linked } from '../register';
import { NAME_LENGTH, QUESTION_LENGTH } from './page';
import { languageOf } from '../texts/page';
import type { Showing } from './shown';
import { PORTAL_WORDS, type Said } from './words';

/** What a form of the page sent: any of it may be missing, or anything. */
export type Posted = Record<string, unknown>;

export interface Answering {
  register: Showing['register'];
  clock: () => Instant;
  /** Less is told now in these incidents. */
  onReturned: (incidents: Awaited<ReturnType<Showing['register']['answers']['returned']>>, linked: Linked) => void;
}

/**
 * A scanner of mails follows links, runs scripts and posts forms as it finds them. So nothing counts that was not ticked, with the number of the
 * incident typed, which stands in no form.
 */
export async function answerBy(deps: Answering, linked: Linked, posted: Posted): Promise<Said> {
  switch (posted.act) {
    case 'confirm':
      return fault(linked, posted) ?? (await confirm(deps, linked, posted));
    case 'wrong-person':
      return fault(linked, posted) ?? (await disown(deps, linked));
    case 'ask':
      return await ask(deps, linked, posted);
    case 'ask-list':
      return fault(linked, { ...posted, statement: 'yes' }) ?? (await askForList(deps, linked));
    default:
      return 'not-readable';
  }
}

export function fault({ incident }: Linked, { statement, incident: typed }: Posted): Said | undefined {
  if (statement !== 'yes') return 'not-ticked';
  const isNumber = textOf(typed).replace(/\s/g, '').toUpperCase() === incident.toUpperCase();
  return isNumber ? undefined : 'wrong-number';
}

async function confirm({ register, clock }: Answering, linked: Linked, { name }: Posted): Promise<Said> {
  const words = textOf(name).slice(0, NAME_LENGTH);
  await register.answers.mark({ ...placeOf(linked), kind: 'confirmed', at: clock(), ...(words && { words }) });
  return 'confirmed';
}

async function disown({ register, clock, onReturned }: Answering, linked: Linked): Promise<Said> {
  const incidents = await register.answers.returned({ ...placeOf(linked), kind: 'wrong-person', at: clock() });
  onReturned(incidents, linked);
  return 'wrong-person';
}

async function ask({ register, clock }: Answering, linked: Linked, { question }: Posted): Promise<Said> {
  const words = textOf(question);
  if (words === '') return 'no-question';
  if (words.length > QUESTION_LENGTH) return 'too-long';
  const { customer } = linked;
  return (await register.answers.ask({ ...placeOf(linked), customer, words, at: clock() })) ? 'asked' : 'too-many';
}

function askForList(deps: Answering, linked: Linked): Promise<Said> {
  return ask(deps, linked, { question: PORTAL_WORDS[languageOf(linked.language)].documents.asking });
}

export function placeOf({ incident, notice, delivery }: Linked) {
  return { incident, notice, delivery };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '';
}
