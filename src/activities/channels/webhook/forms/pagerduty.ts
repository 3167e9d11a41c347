import { asJson, linkWords, type Form } from './form';

const SUMMARY_LENGTH = 1_024;
const SEVERITIES: Readonly<Record<string, string>> = {
  low: 'warning',
  medium: 'warning',
  high: 'error',
  'very-high': 'critical',
};

/** PagerDuty's Events API v2; the routing key is the secret. */
export const pagerduty: Form = {
  secret: 'needed',
  requestOf: (note, secret) =>
    asJson({
      routing_key: secret,
      event_action: 'trigger',
      dedup_key: note.id,
      links: [{ href: note.link, text: linkWords(note) }],
      payload: {
        summary: `${note.title}. ${note.text}`.slice(0, SUMMARY_LENGTH),
        source: note.incident ?? 'tocsin',
        severity: note.asksForAnswer ? (SEVERITIES[note.severity ?? ''] ?? 'error') : 'info',
        timestamp: note.at,
        class: note.kind,
        custom_details: { incident: note.incident, due: note.due },
      },
    }),
};
