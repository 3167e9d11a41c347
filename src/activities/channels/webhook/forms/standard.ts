import { Webhook } from 'standardwebhooks';
import { asJson, type Form } from './form';

/** https://www.standardwebhooks.com: signed, and known again by its id. */
export const standard: Form = {
  secret: 'needed',
  requestOf: ({ at, ...note }, secret) => {
    const { body, headers } = asJson({ type: 'tocsin.alert', timestamp: at, data: note });
    const now = new Date(at);
    return {
      body,
      headers: {
        ...headers,
        'webhook-id': note.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(note.id, now, body),
      },
    };
  },
};
