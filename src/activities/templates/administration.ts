import type { AdministrativePage } from '../../domain/administration/story';
import { CODE_HOURS } from '../../domain/administration/two-people';
import { ADMINISTRATION_WORDS, type AdministrationWords } from './administration-words';
import { asHtml, asText, languageOf, stripControlChars, type Part } from '../../texts/page';
import { utc } from '../../texts/time';

interface Witnessed {
  pages: Omit<AdministrativePage, 'details'>[];
  /** Further ones, which the mail has no room for. */
  more: number;
}

/** Tells of acts by ids, roles and counts; whoever reads it may read the rest in the story. */
export function witnessMail(
  { pages, more }: Witnessed,
  reader: { id: string; language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = ADMINISTRATION_WORDS[language];
  const [first] = pages;
  const isAbout = first?.subject === `people/${reader.id}`;
  const subject = `[Tocsin] ${first ? words.acts[first.act] : ''}: ${first?.subject ?? ''}${pages.length + more > 1 ? words.andMore(pages.length + more - 1) : ''}`;
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: isAbout ? words.aboutYou : words.aboutOthers },
    ...pages.map((page) => ({ rows: rowsOf(page, words) })),
    ...(more > 0 ? [{ paragraph: words.more(more) }] : []),
    ...pages.filter(({ act }) => act === 'act-asked').flatMap((page) => howToSettle(page, words, publicUrl)),
    { heading: words.notYouHeading },
    { paragraph: words.notYou },
    { link: `${publicUrl}/api/administration`, words: words.story },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

/** The only place where the code stands in the clear. */
export function codeMail(
  { page, code }: { page: Omit<AdministrativePage, 'details'>; code: string },
  reader: { language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = ADMINISTRATION_WORDS[language];
  const subject = `[Tocsin] ${words.code.subject}`;
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.code.repeat }] : []),
    { paragraph: words.code.happened(CODE_HOURS) },
    { rows: [[words.code.label, code], ...rowsOf(page, words)] },
    { paragraph: words.code.how },
    { link: `${publicUrl}/sign-in/code`, words: words.code.page },
    { paragraph: words.code.terminal },
    {
      command: `curl -s ${publicUrl}/api/keys -H 'Content-Type: application/json' -d '{"code": "${code}"}'`,
    },
    { heading: words.notYouHeading },
    { paragraph: words.notYou },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

function rowsOf(page: Witnessed['pages'][number], words: AdministrationWords): [string, string][] {
  const { act, subject, by, credential, confirmed, at, change, sequence } = page;
  const signedInBy = credential ? ` (${credential.kind} ${credential.id})` : '';
  return [
    [words.rows.act, words.acts[act]],
    [words.rows.subject, stripControlChars(subject)],
    [words.rows.by, `${by === 'system' ? words.shell : by}${signedInBy}`],
    ...(confirmed ? [[words.rows.confirmed, confirmed.by] satisfies [string, string]] : []),
    [words.rows.at, utc(at)],
    ...Object.entries(change).map(([field, value]): [string, string] => [field, changeText(value)]),
    [words.rows.page, String(sequence)],
  ];
}

function changeText(value: unknown): string {
  if (isTurn(value)) return `${changeText(value.was)} → ${changeText(value.is)}`;
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) return value.join(' ') || '–';
  return stripControlChars(typeof value === 'string' ? value : JSON.stringify(value));
}

function isTurn(value: unknown): value is { was: unknown; is: unknown } {
  return typeof value === 'object' && value !== null && 'was' in value && 'is' in value;
}

function howToSettle({ sequence }: { sequence: number }, words: AdministrationWords, publicUrl: string): Part[] {
  const pending = `${publicUrl}/api/administration/pending`;
  const post = (what: string) => ({
    command: `curl -s -X POST ${pending}/${sequence}/${what} -H "Authorization: Bearer $KEY"`,
  });
  return [
    { heading: words.settleHeading },
    { paragraph: words.settle },
    { link: pending, words: words.settleRead },
    post('confirm'),
    post('decline'),
  ];
}
