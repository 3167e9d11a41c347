import type { WebhookRequest } from '../post';

/** What a program is told of an alert to our own people. */
export interface AlertNote {
  /** The same for every copy. */
  id: string;
  /** None where others may not know of it. */
  incident?: string;
  kind: string;
  title: string;
  /** In one sentence. */
  text: string;
  severity?: string;
  due?: string;
  /** Where a person acknowledges it, signed in. */
  link: string;
  /** Somebody must acknowledge it. */
  asksForAnswer: boolean;
  at: string;
}

/** How one kind of program wants to be told: a file for each, and a line in the table. */
export interface Form {
  /** Whether it needs a secret, after `#` in the address. */
  secret: 'needed' | 'none';
  requestOf(note: AlertNote, secret: string): WebhookRequest;
}

/** What the link says. */
export function linkWords({ asksForAnswer }: AlertNote): string {
  return asksForAnswer ? 'Acknowledge in Tocsin' : 'Open in Tocsin';
}

export function asJson(body: object, headers: Record<string, string> = {}): WebhookRequest {
  return {
    headers: { 'content-type': 'application/json', 'user-agent': 'Tocsin', ...headers },
    body: JSON.stringify(body),
  };
}
