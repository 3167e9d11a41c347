import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { KeyRing } from './key-ring';

/** The encoding by which Temporal's own tools recognize an encrypted payload. */
const ENCRYPTED = 'binary/encrypted';
const FORM = 'tocsin-1 aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VOUCHER_BYTES = 16;
const MAX_VOUCHERS = 32;

const { Payload: Wire } = temporal.api.common.v1;

/** An encrypted payload that cannot be read. The message is one sentence and quotes none of the content. */
export class UnreadablePayload extends Error {
  constructor(
    why: string,
    /** The key id that the payload names, made safe to show. */
    readonly keyId: string,
    /** A holder of one of our keys vouches for it: a newer key ring, or a newer program, will be able to read it. */
    readonly isOurs: boolean,
  ) {
    super(why);
    this.name = 'UnreadablePayload';
  }
}

export function isSealed({ metadata }: Payload): boolean {
  return textOf(metadata?.encoding) === ENCRYPTED;
}

/** Encrypts a whole payload with its own metadata. The surrounding metadata is authenticated with it (AAD). */
export function seal(ring: KeyRing, payload: Payload): Payload {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error('A key ring has its current key');
  const signs = Buffer.concat([...ring.keys.values()].map((each) => voucherOf(each, FORM, ring.current)));
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData(ring.current, signs));
  const inner = Wire.encode(payload).finish();
  return {
    metadata: {
      encoding: Buffer.from(ENCRYPTED),
      'encryption-key-id': Buffer.from(ring.current),
      'encryption-form': Buffer.from(FORM),
      'encryption-signs': signs,
    },
    data: Buffer.concat([nonce, cipher.update(inner), cipher.final(), cipher.getAuthTag()]),
  };
}

/** @throws UnreadablePayload */
export function open(ring: KeyRing, { metadata, data }: Payload): Payload {
  const id = textOf(metadata?.['encryption-key-id']);
  const form = textOf(metadata?.['encryption-form']);
  const signs = metadata?.['encryption-signs'] ?? new Uint8Array();
  const shown = shownId(id);
  const unreadable = (why: string, isOurs = false) => new UnreadablePayload(why, shown, isOurs);
  if (form !== FORM)
    throw unreadable(
      `This payload names the key "${shown}" and is encrypted in a form that this release does not know.`,
      isVouchedFor(ring, signs, form, id),
    );
  const key = ring.keys.get(id);
  if (!key)
    throw unreadable(
      `This payload is encrypted with the key "${shown}", which is not in the key ring.`,
      isVouchedFor(ring, signs, form, id),
    );
  const inner = decrypted(key, associatedData(id, signs), data ?? new Uint8Array());
  if (!inner) throw unreadable(`This payload names the key "${shown}", but is damaged or was not encrypted with it.`);
  return inner;
}

function decrypted(key: Buffer, around: Buffer, data: Uint8Array): Payload | undefined {
  if (data.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const end = data.length - TAG_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE_BYTES));
    decipher.setAAD(around).setAuthTag(data.subarray(end));
    const inner = Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, end)), decipher.final()]);
    const { metadata, data: content } = Wire.decode(inner);
    return { metadata, data: content };
  } catch {
    return undefined;
  }
}

function associatedData(id: string, signs: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${FORM}\0${id}\0`), signs]);
}

/**
 * One key's MAC over form and key id. By it a process with an older ring tells a payload that is only too new for it from one that will
 * never be readable; docs/decisions/0009 says why that matters.
 */
function voucherOf(key: Buffer, form: string, id: string): Buffer {
  return createHmac('sha256', key).update(`tocsin knows\0${form}\0${id}`).digest().subarray(0, VOUCHER_BYTES);
}

function isVouchedFor(ring: KeyRing, signs: Uint8Array, form: string, id: string): boolean {
  if (signs.length > MAX_VOUCHERS * VOUCHER_BYTES || signs.length % VOUCHER_BYTES !== 0) return false;
  const ours = [...ring.keys.values()].map((key) => voucherOf(key, form, id));
  for (let at = 0; at < signs.length; at += VOUCHER_BYTES) {
    const sign = signs.subarray(at, at + VOUCHER_BYTES);
    if (ours.some((own) => timingSafeEqual(own, sign))) return true;
  }
  return false;
}

function textOf(bytes?: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

/** Key ids come from outside and may hold anything. */
function shownId(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, '?').slice(0, 64) || '(none)';
}
