import { asJson, linkWords, type AlertNote, type Form } from './form';

/** Slack's incoming webhooks. */
export const slack: Form = {
  secret: 'none',
  requestOf: (note) => {
    const text = `*${escaped(headOf(note))}*\n${escaped(note.text)}\n<${note.link}|${linkWords(note)}>`;
    return asJson({ text, unfurl_links: false });
  },
};

function headOf({ incident, title, due }: AlertNote): string {
  return `${incident ? `[${incident}] ` : ''}${title}${due ? ` (due ${due})` : ''}`;
}

/** https://api.slack.com/reference/surfaces/formatting#escaping */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
