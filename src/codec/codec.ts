import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { UNREADABLE } from '../domain/primitives/unreadable';
import { isSealed, open, seal, UnreadablePayload } from './envelope';
import type { KeyRing } from './key-ring';

/*
 * Codec 1. Everything that this house writes into a history is encrypted with the current key.
 * Codec 2. A message that nobody can ever read becomes one that says so, the same at each replay: it is refused, and blocks nothing.
 * Codec 3. A payload of a newer key of ours is waited for, never refused.
 */

/** Encrypts everything; decrypts what is encrypted with any key of the ring. @throws UnreadablePayload */
export function codecOf(ring: KeyRing): PayloadCodec {
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => seal(ring, payload))),
    decode: async (payloads) => payloads.map((payload) => openIfSealed(ring, payload)),
  };
}

/**
 * For the worker: anybody may send a message, and an error thrown here would block the incident's workflow task for good. A message that
 * can never be read is therefore replaced by one that says so, which every door refuses and no workflow accepts as its input. Results of
 * activities, and what a newer key ring can read, are waited for.
 */
export function lenientCodecOf(ring: KeyRing): PayloadCodec {
  return {
    ...codecOf(ring),
    decode: async (payloads, context) =>
      payloads.map((payload) => (isMessage(context) ? decodeMessage(ring, payload) : openIfSealed(ring, payload))),
  };
}

/** The payload decrypted, or one in its place that says why it cannot be read. */
export function openedOrExplained(ring: KeyRing, payload: Payload): Payload {
  try {
    return openIfSealed(ring, payload);
  } catch (fault) {
    if (fault instanceof UnreadablePayload) return explanation(fault.message);
    throw fault;
  }
}

/** Signals, updates and queries come with the workflow's context, results of activities with the activity's. */
function isMessage(context?: SerializationContext): boolean {
  return context?.type === 'workflow';
}

/** The same payload must always become the same message, whatever keys the ring has lost or gained since: so the cause is left out. */
function decodeMessage(ring: KeyRing, payload: Payload): Payload {
  try {
    const clear = openIfSealed(ring, payload);
    return isReadable(clear) ? clear : explanation('This message is neither JSON nor encrypted, so it cannot be read.');
  } catch (fault) {
    if (!(fault instanceof UnreadablePayload) || fault.isOurs) throw fault;
    return explanation(`This message is encrypted, and cannot be read with the key that it names, "${fault.keyId}".`);
  }
}

function openIfSealed(ring: KeyRing, payload: Payload): Payload {
  return isSealed(payload) ? open(ring, payload) : payload;
}

/** Whether the SDK's converter accepts it; otherwise it would throw inside the workflow. */
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

function explanation(why: string): Payload {
  return {
    metadata: { encoding: Buffer.from('json/plain') },
    data: Buffer.from(JSON.stringify({ [UNREADABLE]: why })),
  };
}
