import type { ProblemBody } from '../../contract/problems';
import { noteServerTime } from './now';

/** What the API answered instead of doing it: why, and what to do now. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<ProblemBody> & Record<string, unknown>,
    /** Of its words: the reader's, as far as the API has them. */
    readonly language?: string,
  ) {
    super(problem.detail ?? problem.title ?? `The API answered ${status}.`);
  }
}

/** Answers of a proxy whose API is away, and of an API whose database or Temporal is. */
const AWAY: readonly number[] = [502, 503, 504];

/** Nothing was judged, and the same may be asked again. */
export function isOutOfReach(fault: unknown): boolean {
  return fault instanceof Refused ? AWAY.includes(fault.status) : fault instanceof TypeError;
}

/** @throws Refused, or TypeError where the API cannot be reached */
export function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { headers: { Accept: 'application/json' }, ...(signal && { signal }) });
}

/**
 * Carries out one act once: repeated with the same key and body, the API answers what it did.
 * @throws Refused, or TypeError where the API cannot be reached
 */
export function send<T>(path: string, body: unknown, key: string, method = 'POST'): Promise<T> {
  const type = body !== undefined && { 'Content-Type': 'application/json' };
  const headers = { ...type, 'X-CSRF': '1', 'Idempotency-Key': key };
  return ask<T>(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

/** A new one. `randomUUID` is there only over TLS and on the machine itself. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws Refused, or TypeError where the API cannot be reached */
export function sendFile<T>(path: string, file: Blob, type = 'text/csv'): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { 'Content-Type': type, 'X-CSRF': '1' }, body: file });
}

/** Safari and Firefox begin a download after the click (WebKit 211234, Mozilla 1282407), and by then its address must still be good. */
const DOWNLOAD_MS = 60_000;

/** @throws Refused, or TypeError where the API cannot be reached */
export async function download(path: string, type: string, name: string): Promise<void> {
  const headers = { Accept: type, 'Accept-Language': readersLanguage() };
  const answer = await fetch(path, { credentials: 'same-origin', headers });
  if (!answer.ok) throw refusedBy(answer, await answer.json().catch(() => ({})));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_MS);
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set('Accept-Language', readersLanguage());
  const answer = await fetch(path, { credentials: 'same-origin', ...init, headers });
  noteServerTime(answer.headers.get('Date'));
  const body: unknown = await answer.json().catch(() => ({}));
  if (answer.status === 401) signIn();
  if (!answer.ok) throw refusedBy(answer, body);
  return body as T;
}

/** As chosen on the page, which may be another than the browser's. */
function readersLanguage(): string {
  return document.documentElement.lang;
}

function refusedBy(answer: Response, body: unknown): Refused {
  return new Refused(answer.status, body as Partial<ProblemBody>, answer.headers.get('Content-Language') ?? undefined);
}

/** A session that ended is begun again; what was typed is kept by the forms themselves. */
function signIn(): void {
  const to = encodeURIComponent(`${location.pathname}${location.search}`);
  location.assign(`/sign-in?to=${to}`);
}
