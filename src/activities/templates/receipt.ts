import { asHtml, asText, languageOf, type Language, type Part } from '../../texts/page';

interface ReceiptWords {
  subject: string;
  taken: string;
  reference: string;
  keep: string;
}

const WORDS: Record<Language, ReceiptWords> = {
  en: {
    subject: 'We have your report',
    taken: 'Thank you. Your report is with our team. A program wrote this; a person reads what you sent.',
    reference: 'Reference',
    keep: 'To add to it, answer this mail, or write again with the reference in the subject.',
  },
  fr: {
    subject: 'Nous avons votre signalement',
    taken:
      'Merci. Votre signalement est auprès de notre équipe. Un programme écrit ceci ; une personne lit ce que vous avez envoyé.',
    reference: 'Référence',
    keep: 'Pour y ajouter, répondez à ce courriel, ou écrivez de nouveau avec la référence dans l’objet.',
  },
};

/** Repeats nothing of the report: whoever gave an address may not be who reads it. */
export function receiptMail(tag: string, reference: string) {
  const language = languageOf(tag);
  const words = WORDS[language];
  const parts: Part[] = [
    { paragraph: words.taken },
    { rows: [[words.reference, reference]] },
    { paragraph: words.keep },
  ];
  const subject = `${words.subject} [${reference}]`;
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}
