import { isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { checkedLookup, InwardAddress, isInward, type Resolve } from './address';

export interface WebhookRequest {
  headers: Record<string, string>;
  body: string;
}

/** `gone`: 410, nobody listens there any more. */
export type Posted = { outcome: 'accepted' | 'refused' | 'deferred' | 'gone'; words: string };

export interface PostSettings {
  /** Hosts that may lie inside, by name or address. */
  allowed?: readonly string[];
  /** Milliseconds for each part of the answer, and for the whole. */
  timeout?: number;
  resolve?: Resolve;
}

export interface WebhookPoster {
  /** One attempt; never throws for what the other side does. */
  post(url: string, message: WebhookRequest): Promise<Posted>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
/** Of an answer nothing is needed but that it came. */
const ANSWER_BYTES = 16_384;

/** Follows no redirect, connects to what was checked alone, and reads little of an answer and not for long. */
export function openWebhooks({ allowed = [], timeout = TIMEOUT_MS, resolve }: PostSettings = {}): WebhookPoster {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  const lookup = checkedLookup(names, resolve);
  let opened: Promise<Agent> | undefined;
  return {
    post: async (url, message) => {
      try {
        refuseInward(url, names);
        const { request } = await library();
        const agent = await (opened ??= openAgent(lookup, timeout));
        const { statusCode, body } = await request(url, {
          ...{ method: 'POST', dispatcher: agent, signal: AbortSignal.timeout(timeout), ...message },
        });
        const text = await body.text().catch(() => '');
        return outcomeOf(statusCode, text);
      } catch (fault) {
        return faultOf(fault);
      }
    },
    close: async () => (await opened)?.destroy(),
  };
}

/** Loaded at the first post: most have nobody to post to. */
const library = () => import('undici');

async function openAgent(lookup: LookupFunction, timeout: number): Promise<Agent> {
  const { Agent } = await library();
  return new Agent({
    connect: { lookup, timeout },
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxResponseSize: ANSWER_BYTES,
    pipelining: 0,
  });
}

/** An address that is written as a number is looked up by nobody. */
function refuseInward(url: string, names: ReadonlySet<string>): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !names.has(host) && isInward(host)) throw new InwardAddress(`${host} leads inward`);
}

function outcomeOf(status: number, text: string): Posted {
  const words = `${status} ${text.replace(/\p{Cc}+/gu, ' ').slice(0, 200)}`.trim();
  if (status >= 200 && status < 300) return { outcome: 'accepted', words };
  if (status === 410) return { outcome: 'gone', words };
  const isTemporary = status === 408 || status === 425 || status === 429 || status >= 500;
  return { outcome: isTemporary ? 'deferred' : 'refused', words };
}

function faultOf(fault: unknown): Posted {
  const { message, cause } = fault instanceof Error ? fault : new Error(String(fault));
  const isInside = fault instanceof InwardAddress || cause instanceof InwardAddress;
  return { outcome: isInside ? 'refused' : 'deferred', words: message.slice(0, 200) };
}
