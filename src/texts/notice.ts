import type { Fact, FactField, NoticeMatter } from '../domain/notices/facts';
import { FACT_FIELDS } from '../domain/notices/facts';
import { EVENT_FIELDS, nextNoticeBy } from '../domain/notices/printed';
import type { CustomerField } from '../domain/scope/state';
import type { NoticeKind } from '../domain/notices/state';
import { escapeHtml } from '../primitives/html';
import { unreachable } from '../domain/primitives/unreachable';
import { NOTICE_EN } from './notice.en';
import { NOTICE_FR } from './notice.fr';
import { asHtml, asText, stripControlChars, LANGUAGES, lines, type Language, type Part } from './page';
import { utc } from './time';

export interface NoticeWords {
  kinds: Record<NoticeKind, { title: string; opening: string; next: string }>;
  fields: Record<FactField, string>;
  /** Other names for fields in a notice of an event. */
  eventFields: Partial<Record<FactField, string>>;
  greeting: string;
  headings: Record<'known' | 'observed' | 'yours' | 'next' | 'clock' | 'contact', string>;
  labels: Record<
    'incident' | 'notice' | 'declared' | 'aware' | 'customer' | 'account' | 'data' | 'volume' | 'exposure',
    string
  >;
  unknown: string;
  unknownUntil: (at: string) => string;
  withheldUntil: (at: string) => string;
  /** Stated rather than left out: a reader could not tell an omission from an oversight. */
  notApplicable: string;
  nextBy: (at: string) => string;
  /** Stands inside a placeholder: it must hold no | and no braces. */
  unknownForYou: string;
  commitment: (hours: number) => string;
  ownClock: string;
  help: string;
  contact: string;
  /** Of the recipient's own page. */
  answer: string;
  noAdmission: string;
}

const WORDS: Record<Language, NoticeWords> = { en: NOTICE_EN, fr: NOTICE_FR };

export interface NoticeText {
  subject: string;
  text: string;
  html: string;
}

/** The values filled in for each delivery. A missing one shows the fallback in the approved text. */
export type Recipient = { customer: string; account: string } & Partial<Record<'contact' | CustomerField, string>>;

/** Deterministic: reads neither clock nor register. */
export function noticeTexts(matter: NoticeMatter): Record<Language, NoticeText> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, textIn(language, matter)])) as Record<
    Language,
    NoticeText
  >;
}

// The approved hash covers the placeholders and their fallbacks, so their positions and the text around them are approved. Their values
// come from the register's scope rows, which only `add-affected-customers` writes and the incident's pages record.
const PLACEHOLDER = /\{\{(customer|account|contact|data|volume|exposure)(?:\|([^{}|]*))?\}\}/g;

/** Also the link to the recipient's own page, which stays as it is until it is known. */
const PLACE = new RegExp(`${PLACEHOLDER.source}|\\{\\{link\\}\\}`, 'g');

/** Of an approved text: words that are the same for everybody, or the place of one of the recipient's values. */
export type Piece = string | { field: keyof Recipient | 'link'; fallback: string };

/** The approved text with one recipient's names and facts filled in. */
export function filled({ subject, text, html }: NoticeText, recipient: Recipient): NoticeText {
  const into = (template: string, written: 'text' | 'html') =>
    piecesOf(template)
      .map((piece) => (typeof piece === 'string' ? piece : valueOf(piece, recipient, written)))
      .join('');
  return { subject, text: into(text, 'text'), html: into(html, 'html') };
}

export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: whole, 1: field = 'link', 2: fallback } of template.matchAll(PLACE)) {
    pieces.push(template.slice(from, index), {
      field: field as keyof Recipient,
      fallback: fallback ?? (field === 'link' ? whole : ''),
    });
    from = index + whole.length;
  }
  return [...pieces, template.slice(from)];
}

export function valueOf(
  { field, fallback }: Exclude<Piece, string>,
  recipient: Recipient & { link?: string },
  written: 'text' | 'html',
): string {
  const value = stripControlChars(recipient[field] ?? '');
  return (written === 'html' ? lines(value) : value) || fallback;
}

const LINK = '{{link}}';

/** The text with the address of one recipient's own page; what was composed before there were any has no place for it. */
export function withLink({ subject, text, html }: NoticeText, link: string): NoticeText {
  return { subject, text: text.replaceAll(LINK, () => link), html: html.replaceAll(LINK, () => escapeHtml(link)) };
}

function textIn(language: Language, matter: NoticeMatter): NoticeText {
  const words = WORDS[language];
  const subject = `[${matter.incident}] ${words.kinds[matter.kind].title} (${matter.sentAs ?? matter.notice})`;
  const parts = partsOf(words, matter);
  return { subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

function partsOf(words: NoticeWords, matter: NoticeMatter): Part[] {
  const { headings } = words;
  const { opening } = words.kinds[matter.kind];
  const facts = factRows(words, matter);
  return [
    { paragraph: words.greeting },
    { paragraph: opening },
    ...(matter.message ? [{ paragraph: escapePlaceholders(matter.message) }] : []),
    { rows: reference(words, matter) },
    ...(facts.length > 0
      ? [{ heading: matter.kind === 'event' ? headings.observed : headings.known }, { rows: facts }]
      : []),
    { heading: headings.yours },
    { rows: yours(words, matter.kind) },
    { heading: headings.next },
    { paragraph: whatNext(words, matter) },
    ...(matter.kind === 'event' ? [{ paragraph: words.help }] : []),
    ...clocks(words, matter),
    { heading: headings.contact },
    { paragraph: knownValue(matter.facts.contactPoint) ?? words.contact },
    { link: LINK, words: words.answer },
    { paragraph: words.noAdmission },
  ];
}

/** What takes back an earlier notice tells nothing else. */
function takesBack(kind: NoticeKind): boolean {
  return kind === 'withdrawal' || kind === 'clearance';
}

function reference({ labels }: NoticeWords, matter: NoticeMatter): [string, string][] {
  const stands = matter.kind !== 'event' && !takesBack(matter.kind);
  return [
    [labels.incident, matter.incident],
    [labels.notice, String(matter.sentAs ?? matter.notice)],
    ...(stands && matter.declaredAt ? [[labels.declared, utc(matter.declaredAt)] as [string, string]] : []),
    ...(stands && matter.awareAt ? [[labels.aware, utc(matter.awareAt)] as [string, string]] : []),
  ];
}

/** A field that nobody set is shown as unknown. A notice of an event leaves such fields out, since finding out is up to the customer. */
function factRows(words: NoticeWords, { kind, facts }: NoticeMatter): [string, string][] {
  if (takesBack(kind)) return [];
  const fields =
    kind === 'event'
      ? EVENT_FIELDS.filter((field) => facts[field])
      : FACT_FIELDS.filter((field) => field !== 'contactPoint');
  return fields.map((field) => {
    const label = (kind === 'event' && words.eventFields[field]) || words.fields[field];
    return [label, factWords(words, facts[field] ?? { status: 'unknown' })];
  });
}

/** The reason for withholding is never stated: it could help an attacker. */
function factWords(words: NoticeWords, fact: Fact): string {
  switch (fact.status) {
    case 'known':
      return escapePlaceholders(fact.value);
    case 'unknown':
      return fact.until ? words.unknownUntil(utc(fact.until)) : words.unknown;
    case 'withheld':
      return words.withheldUntil(utc(fact.until));
    case 'not-applicable':
      return words.notApplicable;
    default:
      return unreachable(fact);
  }
}

function yours({ labels, unknownForYou }: NoticeWords, kind: NoticeKind): [string, string][] {
  const who: [string, string][] = [
    [labels.customer, '{{customer}}'],
    [labels.account, '{{account}}'],
  ];
  if (takesBack(kind)) return who;
  return [
    ...who,
    [labels.data, `{{data|${unknownForYou}}}`],
    [labels.volume, `{{volume|${unknownForYou}}}`],
    [labels.exposure, `{{exposure|${unknownForYou}}}`],
  ];
}

function whatNext(words: NoticeWords, { kind, facts }: NoticeMatter): string {
  const promised = nextNoticeBy(kind, facts);
  const { next } = words.kinds[kind];
  if (!promised) return next;
  const last = kind === 'final' || kind === 'event';
  return last ? words.nextBy(utc(promised)) : `${words.nextBy(utc(promised))} ${next}`;
}

function clocks(words: NoticeWords, { kind, commitmentHours }: NoticeMatter): Part[] {
  if (kind === 'event' || takesBack(kind)) return [];
  return [
    { heading: words.headings.clock },
    { paragraph: words.commitment(commitmentHours) },
    { paragraph: words.ownClock },
  ];
}

function knownValue(fact: Fact | undefined): string | undefined {
  return fact?.status === 'known' ? escapePlaceholders(fact.value) : undefined;
}

/** What the team wrote must not act as a placeholder. */
function escapePlaceholders(text: string): string {
  return stripControlChars(text).replace(/\{(?=\{)/g, '{ ');
}
