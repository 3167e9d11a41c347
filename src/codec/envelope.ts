import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import type { Process, SealedPerson } from '../domain/primitives/seal';
import { decrypted, encrypted, NONCE_BYTES } from '../primitives/aes-gcm';
import { subKey } from '../primitives/sub-key';
import type { KeyRing } from './key-ring';
import { isVouchedFor, vouchersOf } from './vouchers';

/*
 * Envelope 1. Who sealed, and for what, is authenticated with the content: it is part of the AAD, and each kind of speaker has a key of its own.
 * Envelope 2. Which person sealed stands inside, for ids of people do not go into a history in the clear.
 * Envelope 3. What releases before wrote is read for ever, and says of its writer only that it was one of us.
 */

/** The encoding by which Temporal's own tools recognize an encrypted payload. */
const ENCRYPTED = 'binary/encrypted';
const FORM = 'tocsin-2 aes-256-gcm';
const OLDER_FORM = 'tocsin-1 aes-256-gcm';
const PERSON = 'tocsin-person';

const { Payload: Wire } = temporal.api.common.v1;

/** Who seals. `person` is for what `/codec/encode` seals: whoever may use that can speak as nobody else. */
type Kind = Process | 'person';

function isKind(word: string): word is Kind {
  return ['api', 'worker', 'tool', 'person'].includes(word);
}

/** Who seals, and what it is for: the workflow or activity, as `placeOf` names it. */
export interface Sealing {
  by: Process | SealedPerson;
  for: string;
}

/** What was inside, and what its envelope proves. */
export interface Opened {
  payload: Payload;
  by: Kind | 'older';
  for: string;
  id: string;
  person?: SealedPerson;
}

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

/** Encrypts a whole payload with its own metadata. The surrounding metadata is authenticated with it. */
export function seal(ring: KeyRing, payload: Payload, sealing: Sealing): Payload {
  const key = ring.keys.get(ring.current);
  if (!key) throw new Error('A key ring has its current key');
  const person = typeof sealing.by === 'string' ? undefined : sealing.by;
  const around: Around = {
    ...{ form: FORM, id: ring.current, for: sealing.for, by: typeof sealing.by === 'string' ? sealing.by : 'person' },
    signs: vouchersOf(ring, FORM, ring.current),
  };
  const inner = Wire.encode(person ? signedBy(person, payload) : payload).finish();
  return {
    metadata: {
      encoding: Buffer.from(ENCRYPTED),
      'encryption-key-id': Buffer.from(around.id),
      'encryption-form': Buffer.from(FORM),
      'encryption-by': Buffer.from(around.by),
      'encryption-for': Buffer.from(around.for),
      'encryption-signs': around.signs,
    },
    data: encrypted(keyFor(key, around), inner, associatedData(around)),
  };
}

/** @throws UnreadablePayload */
export function open(ring: KeyRing, { metadata, data }: Payload): Opened {
  const named = (name: string) => textOf(metadata?.[`encryption-${name}`]);
  const signs = metadata?.['encryption-signs'] ?? new Uint8Array();
  const around = { form: named('form'), id: named('key-id'), by: named('by'), for: named('for'), signs };
  const shown = shownId(around.id);
  const unreadable = (why: string) =>
    new UnreadablePayload(why, shown, isVouchedFor(ring, signs, around.form, around.id));
  if (around.form !== FORM && around.form !== OLDER_FORM)
    throw unreadable(
      `This payload names the key "${shown}" and is encrypted in a form that this release does not know.`,
    );
  const key = ring.keys.get(around.id);
  if (!key) throw unreadable(`This payload is encrypted with the key "${shown}", which is not in the key ring.`);
  const inner = decryptedPayload(keyFor(key, around), data ?? new Uint8Array(), associatedData(around));
  if (!inner) {
    const why = `This payload names the key "${shown}", but is damaged or was not encrypted with it.`;
    throw new UnreadablePayload(why, shown, false);
  }
  return { ...parted(inner, around), id: Buffer.from(data ?? []).toString('base64url', 0, NONCE_BYTES) };
}

/** What stands around the content, in the clear. */
interface Around {
  form: string;
  id: string;
  by: string;
  for: string;
  signs: Uint8Array;
}

/** A kind that nobody has seals with a key that nobody has: what claims it is damaged, for ever. */
function keyFor(key: Buffer, { form, by }: Around): Buffer {
  if (form === OLDER_FORM) return key;
  return subKey(key, isKind(by) ? `seals ${by}` : 'seals nothing');
}

function associatedData({ form, id, by, for: place, signs }: Around): Buffer {
  const head = form === OLDER_FORM ? `${form}\0${id}\0` : `${JSON.stringify([form, id, place, by])}\0`;
  return Buffer.concat([Buffer.from(head), signs]);
}

function decryptedPayload(key: Buffer, data: Uint8Array, around: Buffer): Payload | undefined {
  try {
    const { metadata, data: content } = Wire.decode(decrypted(key, data, around));
    return { metadata, data: content };
  } catch {
    return undefined;
  }
}

function signedBy(person: SealedPerson, { metadata, data }: Payload): Payload {
  return { metadata: { ...metadata, [PERSON]: Buffer.from(JSON.stringify(person)) }, data };
}

function parted({ metadata, data }: Payload, { form, by, for: place }: Around): Omit<Opened, 'id'> {
  if (form === OLDER_FORM || !isKind(by)) return { payload: { metadata, data }, by: 'older', for: '' };
  const { [PERSON]: signature, ...own } = metadata ?? {};
  const person = by === 'person' && signature ? (JSON.parse(textOf(signature)) as SealedPerson) : undefined;
  return { payload: { metadata: own, data }, by, for: place, ...(person && { person }) };
}

function textOf(bytes?: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

/** Key ids come from outside and may hold anything. */
function shownId(id: string): string {
  return id.replace(/[^A-Za-z0-9._-]/g, '?').slice(0, 64) || '(none)';
}
