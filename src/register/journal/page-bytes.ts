import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { AnyPage, Page } from '../../domain/events';
import { decrypted, encrypted, KEY_BYTES, NONCE_BYTES } from '../../primitives/aes-gcm';
import { sha256 } from '../../primitives/hash';
import { subKey } from '../../primitives/sub-key';
import type { Statement } from '../database/one-trip';
import type { Schema } from '../database/schema';

/*
 * Page bytes 1. A page gives the same bytes whenever it is sealed, so that one sent twice is known by its hash.
 * Page bytes 2. Hash and chain are over the sealed bytes: they can be checked without a key, and after it is destroyed.
 * Page bytes 3. A page opens under the incident and sequence that it was sealed for, and under no other.
 */

/** Encrypts data keys, as whoever opens the register can: the key ring is not the register's. */
export interface Wrapping {
  wrap(key: Buffer, incident: string): { ringKey: string; wrapped: Buffer };
  /** @throws if the ring has not the key that it was wrapped with */
  unwrap(wrapped: Uint8Array, ringKey: string, incident: string): Buffer;
  /** The id of the ring's key that `wrap` uses. */
  current(): string;
}

/** Pages as the database keeps them. */
export interface PageBytes {
  /** What seals pages of one incident, once it is known whether it is new. */
  sealer(trx: Transaction<Schema>, incident: string): Promise<(isNew: boolean) => Sealer>;
  /** None is opened where the data key was destroyed. */
  open(db: Kysely<Schema>, incident: string, bytes: Uint8Array[]): Promise<(Page | undefined)[]>;
  /** Words beside the pages, under the same key. The same words have the same seal, which tells nobody what they are. */
  sealText(db: Kysely<Schema>, incident: string, text: string): Promise<{ seal: string; bytes: Buffer }>;
  openText(db: Kysely<Schema>, incident: string, bytes: Uint8Array[]): Promise<(string | undefined)[]>;
  /** A part of a file, which opens in its own place only. */
  sealPart(db: Kysely<Schema>, incident: string, place: FilePart, clear: Uint8Array): Promise<Buffer>;
  openPart(db: Kysely<Schema>, incident: string, place: FilePart, sealed: Uint8Array): Promise<Buffer | undefined>;
}

export interface Sealer {
  seal: (page: AnyPage) => Buffer;
  /** Keep the data key of a new incident, together with its first page. */
  statements: readonly Statement[];
}

export interface FilePart {
  file: string;
  /** From 0. */
  part: number;
}

export function pageBytesOf(wrapping: Wrapping | undefined): PageBytes {
  return wrapping ? sealedBy(wrapping) : CLEAR;
}

/** For a register without a key ring, as tests open it. */
const CLEAR: PageBytes = {
  sealer: () => Promise.resolve(() => ({ seal: clearPage, statements: [] })),
  open: (_db, _incident, bytes) => Promise.resolve(bytes.map((each) => openPage(each, undefined))),
  sealText: (_db, incident, text) =>
    Promise.resolve({ seal: sha256(JSON.stringify([incident, text])), bytes: Buffer.from(`${IN_THE_CLEAR}${text}`) }),
  openText: (_db, incident, bytes) => Promise.resolve(bytes.map((each) => openWords(each, undefined, incident))),
  sealPart: (_db, _incident, _place, clear) => Promise.resolve(Buffer.concat([Buffer.from(IN_THE_CLEAR), clear])),
  openPart: (_db, incident, place, sealed) => Promise.resolve(openPart(sealed, undefined, incident, place)),
};

function sealedBy(wrapping: Wrapping): PageBytes {
  return {
    sealer: async (trx, incident) => {
      const known = await keyOf(trx, wrapping, incident);
      return (isNew) =>
        isNew && !known ? newSealer(trx, wrapping, incident) : { seal: sealing(known), statements: [] };
    },
    open: async (db, incident, bytes) => {
      const key = await keyOf(db, wrapping, incident);
      return bytes.map((each) => openPage(each, key));
    },
    sealText: async (db, incident, text) => {
      const key = await keyOf(db, wrapping, incident);
      if (!key) return CLEAR.sealText(db, incident, text);
      const seal = createHmac('sha256', subKey(key, 'seal')).update(text).digest('hex');
      const sealed = encrypted(subKey(key, 'words'), Buffer.from(text), aroundText(incident));
      return { seal, bytes: Buffer.concat([Buffer.from(SEALED), sealed]) };
    },
    openText: async (db, incident, bytes) => {
      const key = await keyOf(db, wrapping, incident);
      return bytes.map((each) => openWords(each, key, incident));
    },
    sealPart: async (db, incident, place, clear) => {
      const key = await keyOf(db, wrapping, incident);
      if (!key) return CLEAR.sealPart(db, incident, place, clear);
      const sealed = encrypted(subKey(key, 'file'), clear, aroundPart(incident, place));
      return Buffer.concat([Buffer.from(SEALED), sealed]);
    },
    openPart: async (db, incident, place, sealed) =>
      openPart(sealed, await keyOf(db, wrapping, incident), incident, place),
  };
}

function newSealer(trx: Transaction<Schema>, wrapping: Wrapping, incident: string): Sealer {
  const key = randomBytes(KEY_BYTES);
  const row = { incident: incident as IncidentId, ...wrapping.wrap(key, incident) };
  return { seal: sealing(key), statements: [trx.insertInto('dataKeys').values(row)] };
}

/** An incident that began before data keys has none: its later pages are as its first. */
function sealing(key: Buffer | undefined): Sealer['seal'] {
  return (page) => (key ? sealPage(page, key) : clearPage(page));
}

async function keyOf(db: Kysely<Schema>, wrapping: Wrapping, incident: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('dataKeys')
    .select(['ringKey', 'wrapped'])
    .where('incident', '=', incident as IncidentId)
    .executeTakeFirst();
  return row?.wrapped ? wrapping.unwrap(row.wrapped, row.ringKey, incident) : undefined;
}

/** Stand before words: an incident may have its data key only since. */
const IN_THE_CLEAR = '0';
const SEALED = '1';

/** None where the data key was destroyed. @throws if they were not sealed with this key, or for another incident */
function openWords(bytes: Uint8Array, key: Buffer | undefined, incident: string): string | undefined {
  const words = Buffer.from(bytes);
  if (words.toString('latin1', 0, 1) === IN_THE_CLEAR) return words.toString('utf8', 1);
  return key && decrypted(subKey(key, 'words'), words.subarray(1), aroundText(incident)).toString();
}

function openPart(sealed: Uint8Array, key: Buffer | undefined, incident: string, place: FilePart): Buffer | undefined {
  const all = Buffer.from(sealed);
  if (all.toString('latin1', 0, 1) === IN_THE_CLEAR) return all.subarray(1);
  return key && decrypted(subKey(key, 'file'), all.subarray(1), aroundPart(incident, place));
}

function aroundPart(incident: string, { file, part }: FilePart): string {
  return JSON.stringify(['tocsin-file-1', incident, file, part]);
}

function aroundText(incident: string): string {
  return JSON.stringify(['tocsin-words-1', incident]);
}

/** What is read without a key. */
export interface PageEnvelope {
  incident: string;
  sequence: number;
  /** AES-256-GCM: nonce, ciphertext and tag, in base64. */
  sealed?: string;
}

export function envelopeOf(bytes: Uint8Array): PageEnvelope {
  return JSON.parse(Buffer.from(bytes).toString()) as PageEnvelope;
}

function clearPage(page: AnyPage): Buffer {
  return Buffer.from(JSON.stringify(page));
}

function sealPage(page: AnyPage, key: Buffer): Buffer {
  const { incident, sequence } = page;
  const clear = clearPage(page);
  const around = aroundOf({ incident, sequence });
  // Made of the contents, so that one page gives the same bytes: other contents under one nonce would need a collision of HMAC-SHA-256.
  const nonce = createHmac('sha256', subKey(key, 'nonce'))
    .update(around)
    .update(clear)
    .digest()
    .subarray(0, NONCE_BYTES);
  const sealed = encrypted(subKey(key, 'page'), clear, around, nonce).toString('base64');
  return Buffer.from(JSON.stringify({ incident, sequence, sealed }));
}

/** @throws if the bytes were not sealed with this key, or for another page */
function openPage(bytes: Uint8Array, key: Buffer | undefined): Page | undefined {
  const envelope = envelopeOf(bytes);
  if (envelope.sealed === undefined) return envelope as unknown as Page;
  if (!key) return undefined;
  const clear = decrypted(subKey(key, 'page'), Buffer.from(envelope.sealed, 'base64'), aroundOf(envelope));
  return JSON.parse(clear.toString()) as Page;
}

function aroundOf({ incident, sequence }: PageEnvelope): string {
  return JSON.stringify(['tocsin-page-1', incident, sequence]);
}
