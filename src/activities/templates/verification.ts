import { asHtml, asText, languageOf, stripControlChars, type Language, type Part } from '../../texts/page';

interface VerificationMailWords {
  subject: (from: string) => string;
  reminder: string;
  greeting: (name: string) => string;
  happens: (from: string, customer: string) => string;
  duty: string;
  rows: { reference: string };
  open: string;
  yours: string;
}

const WORDS: Record<Language, VerificationMailWords> = {
  en: {
    subject: (from) => `${from}: are these contacts still right?`,
    reminder: 'We wrote to you about this two weeks ago, and have no answer yet.',
    greeting: (name) => `Dear ${name},`,
    happens: (from, customer) =>
      `If personal data of ${customer} were ever affected by an incident at ${from}, we would write to the contacts that we have for you, within hours. Please look at them and confirm them, or correct them. It takes a minute.`,
    duty: 'That these contacts are right is your company’s own duty: we write to those that we have.',
    rows: { reference: 'Reference' },
    open: 'Look at your contacts',
    yours: 'The page asks for the reference above. The link is yours alone: do not pass this message on.',
  },
  fr: {
    subject: (from) => `${from} : vos contacts sont-ils toujours exacts ?`,
    reminder: 'Nous vous avons écrit à ce sujet il y a deux semaines et n’avons pas encore de réponse.',
    greeting: (name) => `Bonjour ${name},`,
    happens: (from, customer) =>
      `Si des données personnelles de ${customer} étaient un jour touchées par un incident chez ${from}, nous écririons en quelques heures aux contacts que nous avons pour vous. Merci de les regarder et de les confirmer ou de les corriger. Cela prend une minute.`,
    duty: 'L’exactitude de ces contacts incombe à votre entreprise : nous écrivons à ceux que nous avons.',
    rows: { reference: 'Référence' },
    open: 'Voir vos contacts',
    yours: 'La page demande la référence ci-dessus. Ce lien n’est qu’à vous : ne transmettez pas ce message.',
  },
};

interface Reader {
  name: string;
  customerName: string;
  language: string;
}

/** What a customer's contact is asked from time to time. */
export function verificationMail(
  { name, customerName, language: tag }: Reader,
  { round, link, from, isReminder }: { round: string; link: string; from: string; isReminder: boolean },
) {
  const language = languageOf(tag);
  const words = WORDS[language];
  const parts: Part[] = [
    { paragraph: words.greeting(stripControlChars(name)) },
    ...(isReminder ? [{ paragraph: words.reminder }] : []),
    { paragraph: words.happens(from, stripControlChars(customerName)) },
    { rows: [[words.rows.reference, round]] },
    { link, words: words.open },
    { paragraph: words.duty },
    { paragraph: words.yours },
  ];
  const subject = words.subject(from);
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
