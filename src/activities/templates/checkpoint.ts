import type { Sealed } from '../clocks/check';
import { asHtml, asText, languageOf, type Language, type Part } from '../../texts/page';
import { utc } from '../../texts/time';

interface CheckpointWords {
  subject: (pages: number) => string;
  what: (pages: number, at: string) => string;
  headings: { signed: string; key: string; asked: string };
  asked: string;
  verify: string;
  key: string;
  repeat: string;
}

const WORDS: Record<Language, CheckpointWords> = {
  en: {
    subject: (pages) => `[Tocsin] Checkpoint of ${pages} pages`,
    what: (pages, at) =>
      `This is what the register was on ${at}: ${pages} pages, in a tree whose root is signed below. It comes once a day. Whoever changes or removes any of them later, though it were the owner of the database, cannot make this signature fit.`,
    headings: { signed: 'What was signed', key: 'The key that verifies it', asked: 'What is asked of you' },
    asked:
      'Keep this mail where those who run the register cannot reach it. From time to time, and before you rely on the register, have it verified against a mail that you kept, saved as a file:',
    verify: 'docs/operating/register.md says how to do that without us.',
    key: 'It must be the same in each of these mails. If it is another one, ask why.',
    repeat: 'You may have received this message once before.',
  },
  fr: {
    subject: (pages) => `[Tocsin] Point de contrôle de ${pages} pages`,
    what: (pages, at) =>
      `Voici ce qu’était le registre le ${at} : ${pages} pages, dans un arbre dont la racine est signée ci-dessous. Ce message vient une fois par jour. Quiconque en modifie ou en retire une page par la suite, fût-il propriétaire de la base de données, ne peut faire correspondre cette signature.`,
    headings: { signed: 'Ce qui a été signé', key: 'La clé qui le vérifie', asked: 'Ce qui vous est demandé' },
    asked:
      'Gardez ce message là où ceux qui exploitent le registre ne peuvent l’atteindre. De temps à autre, et avant de vous fier au registre, faites-le vérifier contre un message que vous avez gardé, enregistré dans un fichier :',
    verify: 'docs/operating/register.md (en anglais) dit comment le faire sans nous.',
    key: 'Elle doit être la même dans chacun de ces messages. Si elle change, demandez pourquoi.',
    repeat: 'Vous avez peut-être déjà reçu ce message une fois.',
  },
};

/** It names no incident and no person. */
export function checkpointMail(
  { size, note, verifier, madeAt }: Sealed,
  reader: { language: string },
  publicUrl: string,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const subject = words.subject(size);
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: words.what(size, utc(madeAt)) },
    { heading: words.headings.signed },
    { command: note.trimEnd() },
    { heading: words.headings.key },
    { command: verifier },
    { paragraph: words.key },
    { heading: words.headings.asked },
    { paragraph: words.asked },
    { command: 'npm run verify -- --since=FILE' },
    { paragraph: words.verify },
    { link: publicUrl, words: 'Tocsin' },
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
