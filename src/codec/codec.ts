import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { UNREADABLE } from '../domain/primitives/unreadable';
import { isSealed, open, seal, UnreadablePayload } from './envelope';
import type { KeyRing } from './key-ring';

/*
 * Codec 1. Everything that this house writes into a history is encrypted with the current key.
 * Codec 2. A message that nobody can ever read becomes one that says so, the same at each replay: it is refused, and blocks nothing.
 * Codec 3. A payload of a newer key of ours is waited for, never refused.
 */

/** Encrypts all, and reads what is encrypted with any key of the ring, or not at all. @throws UnreadablePayload */
export function codecOf(ring: KeyRing): PayloadCodec {
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => seal(ring, payload))),
    decode: async (payloads) => payloads.map((payload) => opened(ring, payload)),
  };
}

/**
 * For the worker: a thrown error would block the task of the incident that got the message for good, and anybody may send one. So
 * what nobody will ever be able to read becomes a message that says so, which every door refuses and no workflow takes as its input.
 * Answers of activities, and what a newer ring can read, are waited for.
 */
export function lenientCodecOf(ring: KeyRing): PayloadCodec {
  return {
    ...codecOf(ring),
    decode: async (payloads, context) =>
      payloads.map((payload) => (isMessage(context) ? heard(ring, payload) : opened(ring, payload))),
  };
}

/** What can be read, and in the place of what cannot a payload that says why. */
export function openedOrExplained(ring: KeyRing, payload: Payload): Payload {
  try {
    return opened(ring, payload);
  } catch (fault) {
    if (fault instanceof UnreadablePayload) return explained(fault.message);
    throw fault;
  }
}

/** Signals, updates and queries come in the workflow's own name, answers of activities in the activity's. */
function isMessage(context?: SerializationContext): boolean {
  return context?.type === 'workflow';
}

/** The same payload must become the same message for ever, whatever the ring has lost or got since: so the cause is not told. */
function heard(ring: KeyRing, payload: Payload): Payload {
  try {
    const clear = opened(ring, payload);
    return isReadable(clear) ? clear : explained('This message is neither JSON nor encrypted, so it cannot be read.');
  } catch (fault) {
    if (!(fault instanceof UnreadablePayload) || fault.isOurs) throw fault;
    return explained(`This message is encrypted, and cannot be read with the key that it names, "${fault.keyId}".`);
  }
}

function opened(ring: KeyRing, payload: Payload): Payload {
  return isSealed(payload) ? open(ring, payload) : payload;
}

/** Whether the SDK's converter will take it, which throws inside the workflow otherwise. */
function isReadable({ metadata, data }: Payload): boolean {
  const encoding = Buffer.from(metadata?.encoding ?? []).toString();
  if (encoding !== 'json/plain') return encoding === 'binary/null' || encoding === 'binary/plain';
  try {
    JSON.parse(Buffer.from(data ?? []).toString());
    return true;
  } catch {
    return false;
  }
}

function explained(why: string): Payload {
  return {
    metadata: { encoding: Buffer.from('json/plain') },
    data: Buffer.from(JSON.stringify({ [UNREADABLE]: why })),
  };
}
