import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import type { Process, Seal } from '../domain/primitives/seal';
import { SEALED } from '../domain/primitives/seal';
import { UNREADABLE } from '../domain/primitives/unreadable';
import { isSealed, open, seal, UnreadablePayload } from './envelope';
import type { KeyRing } from './key-ring';
import { isFor, placeOf } from './place';

/*
 * Codec 1. Everything that this house writes into a history is encrypted with the current key, and sealed for the workflow or activity it goes to.
 * Codec 2. A message that nobody can ever read becomes one that says so, the same at each replay: it is refused, and blocks nothing.
 * Codec 3. A payload of a newer key of ours is waited for, never refused.
 * Codec 4. Beside a message stands who sealed it and whether for here, by payload and ring alone, whatever its sender wrote there.
 * Codec 5. An answer that no worker of ours sealed for here is read by no client as one.
 */

/** For Temporal's clients of one process. */
export function codecOf(ring: KeyRing, by: Process): PayloadCodec {
  return {
    encode: sealing(ring, by),
    decode: async (payloads, context) => payloads.map((payload) => answered(ring, payload, context)),
  };
}

/**
 * For the worker: anybody may send a message or answer an activity, and an error thrown here would block the workflow task for good. What
 * can never be read is therefore replaced by what says so. What a newer key ring can read is waited for.
 */
export function lenientCodecOf(ring: KeyRing): PayloadCodec {
  return {
    encode: sealing(ring, 'worker'),
    decode: async (payloads, context) => payloads.map((payload) => heard(ring, payload, context)),
  };
}

/** The payload decrypted, or one in its place that says why it cannot be read. */
export function openedOrExplained(ring: KeyRing, payload: Payload): Payload {
  try {
    return isSealed(payload) ? open(ring, payload).payload : payload;
  } catch (fault) {
    if (fault instanceof UnreadablePayload) return explanation(fault.message);
    throw fault;
  }
}

function sealing(ring: KeyRing, by: Process): PayloadCodec['encode'] {
  return (payloads, context) =>
    Promise.resolve(payloads.map((payload) => seal(ring, payload, { by, for: placeOf(context) })));
}

/** Without a context, as where a history is read, nothing is asked of it but that it can be read. */
function answered(ring: KeyRing, payload: Payload, context?: SerializationContext): Payload {
  const { clear, seal: proof } = unsealed(ring, payload, context);
  if (!context) return marked(clear, proof);
  const isAnswer = proof.by === 'older' || (proof.by === 'worker' && proof.here);
  return isAnswer
    ? clear
    : explanation('This answer was written by no worker of ours: somebody else reached Temporal.');
}

/** The same payload must always become the same message, whatever keys the ring has lost or gained since: so the cause is left out. */
function heard(ring: KeyRing, payload: Payload, context?: SerializationContext): Payload {
  try {
    const { clear, seal: proof } = unsealed(ring, payload, context);
    if (isReadable(clear) || isForOlderRun(context)) return marked(clear, proof);
    return marked(explanation('This message is neither JSON nor encrypted, so it cannot be read.'), NOBODY);
  } catch (fault) {
    if (!(fault instanceof UnreadablePayload) || fault.isOurs || isForOlderRun(context)) throw fault;
    const why = `This message is encrypted, and cannot be read with the key that it names, "${fault.keyId}".`;
    return marked(explanation(why), NOBODY);
  }
}

/** A run of a release that did not seal numbers its activities, and takes their answers as they come: an unreadable one must hold it up. */
function isForOlderRun(context?: SerializationContext): boolean {
  return context?.type === 'activity' && /^\d*$/.test(context.activityId ?? '');
}

const NOBODY: Seal = { by: 'nobody', here: false };

function unsealed(ring: KeyRing, payload: Payload, context?: SerializationContext): { clear: Payload; seal: Seal } {
  if (!isSealed(payload)) return { clear: payload, seal: NOBODY };
  const { payload: clear, by, for: place, id, person } = open(ring, payload);
  const here = by !== 'older' && isFor(place, context);
  return { clear, seal: { by, here, id, ...(person && { person }), ...(!context && { for: place }) } };
}

/** Last, for of two fields with one name JSON's reader takes the last. Only an object has room for it; nothing else is a message. */
function marked(payload: Payload, proof: Seal): Payload {
  const text = isJson(payload) ? Buffer.from(payload.data ?? []).toString() : '';
  if (!/^\s*\{/.test(text)) return payload;
  const end = text.lastIndexOf('}');
  const comma = /^\s*\{\s*\}\s*$/.test(text) ? '' : ',';
  const data = Buffer.from(`${text.slice(0, end)}${comma}"${SEALED}":${JSON.stringify(proof)}}`);
  return { metadata: payload.metadata, data };
}

/** Whether the SDK's converter accepts it; otherwise it would throw inside the workflow. */
function isReadable(payload: Payload): boolean {
  if (!isJson(payload)) return ['binary/null', 'binary/plain'].includes(encodingOf(payload));
  try {
    JSON.parse(Buffer.from(payload.data ?? []).toString());
    return true;
  } catch {
    return false;
  }
}

function isJson(payload: Payload): boolean {
  return encodingOf(payload) === 'json/plain';
}

function encodingOf({ metadata }: Payload): string {
  return Buffer.from(metadata?.encoding ?? []).toString();
}

function explanation(why: string): Payload {
  return {
    metadata: { encoding: Buffer.from('json/plain') },
    data: Buffer.from(JSON.stringify({ [UNREADABLE]: why })),
  };
}
