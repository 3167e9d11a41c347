import type { ExpiringKey, Person } from '../../register';
import { asHtml, asText, languageOf, stripControlChars, type Language, type Part } from '../../texts/page';
import { local, utc } from '../../texts/time';

interface KeyWords {
  subject: string;
  happens: string;
  rows: { key: string; expires: string; yourTime: string; lastUsed: string; never: string };
  asked: string;
  yourself: string;
  askOne: string;
  open: string;
}

const WORDS: Record<Language, KeyWords> = {
  en: {
    subject: '[Tocsin] A key of yours expires soon',
    happens: 'From the instant below on, this key of yours opens nothing, and sessions that were begun with it end.',
    rows: { key: 'Key', expires: 'Expires', yourTime: 'Your time', lastUsed: 'Last used', never: 'never' },
    asked: 'What is asked of you',
    yourself: 'Make yourself another key and put it where this one is used, or let it expire if it is used nowhere.',
    askOne:
      'Ask an operator for another key and put it where this one is used, or let it expire if it is used nowhere. Operators:',
    open: 'Tocsin',
  },
  fr: {
    subject: '[Tocsin] Une de vos clés expire bientôt',
    happens:
      'À partir de l’instant ci-dessous, cette clé n’ouvre plus rien, et les sessions commencées avec elle prennent fin.',
    rows: {
      key: 'Clé',
      expires: 'Expire',
      yourTime: 'À votre heure',
      lastUsed: 'Dernière utilisation',
      never: 'jamais',
    },
    asked: 'Ce qui vous est demandé',
    yourself: 'Créez-vous une autre clé et mettez-la là où celle-ci sert, ou laissez-la expirer si elle ne sert plus.',
    askOne:
      'Demandez une autre clé à un opérateur et mettez-la là où celle-ci sert, ou laissez-la expirer si elle ne sert plus. Opérateurs :',
    open: 'Tocsin',
  },
};

const OPERATORS_SHOWN = 5;

/** @param operators other than its reader */
export function keyMail({ person, ...key }: ExpiringKey, operators: readonly Person[], publicUrl: string) {
  const language = languageOf(person.language);
  const { subject, happens, rows, asked, yourself, askOne, open } = WORDS[language];
  const yourTime = local(key.expiresAt, person.timeZone, language);
  const whom = operators.slice(0, OPERATORS_SHOWN).map(({ name, email }) => `${stripControlChars(name)}, ${email}`);
  const details: [string, string][] = [
    [rows.key, `${stripControlChars(key.name)} (${key.id})`],
    [rows.expires, utc(key.expiresAt)],
    ...(yourTime ? [[rows.yourTime, yourTime] satisfies [string, string]] : []),
    [rows.lastUsed, key.lastUsedAt ? utc(key.lastUsedAt) : rows.never],
  ];
  const parts: Part[] = [
    { paragraph: happens },
    { rows: details },
    { heading: asked },
    { paragraph: person.roles.includes('operator') ? yourself : [askOne, ...whom].join('\n') },
    { link: publicUrl, words: open },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
