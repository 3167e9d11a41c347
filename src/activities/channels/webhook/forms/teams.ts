import { asJson, linkWords, type Form } from './form';

/** An adaptive card, as workflows of Microsoft Teams take it. */
export const teams: Form = {
  secret: 'none',
  requestOf: (note) => {
    const { incident, title, text, due, link } = note;
    const head = `${incident ? `[${incident}] ` : ''}${title}`;
    const lines = [head, text, ...(due ? [`Due ${due}`] : [])];
    const content = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      body: lines.map((line, nth) => ({
        type: 'TextBlock',
        text: line,
        wrap: true,
        ...(nth === 0 && { weight: 'Bolder' }),
      })),
      actions: [{ type: 'Action.OpenUrl', title: linkWords(note), url: link }],
    };
    return asJson({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    });
  },
};
