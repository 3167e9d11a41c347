import { lines } from './page';
import type { NoticeText } from './notice';

/** Stands in the subject, at the head and at the foot of a letter that an approver sends to themselves. */
const MARKS: Readonly<Record<string, string>> = {
  en: 'TEST – not sent to the customer',
  fr: 'ESSAI – non envoyé au client',
  de: 'TEST – nicht an den Kunden gesandt',
  es: 'PRUEBA – no enviada al cliente',
  ar: 'اختبار – لم يُرسل إلى العميل',
};
const ENGLISH = 'TEST – not sent to the customer';

/** The letter as its customer would read it, so that nobody takes it for the one that went out. */
export function asTest({ subject, text, html }: NoticeText, language: string): NoticeText {
  const mark = MARKS[language] ?? ENGLISH;
  const paragraph = `<p style="margin:0;padding:12px 24px;font-family:sans-serif;font-weight:bold;color:#8a1c1c;background:#ffffff">${lines(mark)}</p>`;
  return {
    subject: `${mark}: ${subject}`,
    text: `${mark}\n\n${text}\n${mark}\n`,
    html: html.replace(/<body[^>]*>/, (body) => `${body}\n${paragraph}`).replace('</body>', `${paragraph}\n</body>`),
  };
}
