import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

// The signed note of C2SP (c2sp.org/signed-note), as Go's golang.org/x/mod/sumdb/note reads and writes it, with Ed25519 keys.

export interface SigningKey {
  /** Who signs: in each signature, and in the key that verifies it. */
  name: string;
  /** What others verify by. */
  verifier: string;
  sign(text: string): string;
}

/** A key in the form `PRIVATE+KEY+name+id+data`. */
export function createSigningKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d: seed = '', x = '' } = privateKey.export({ format: 'jwk' });
  const id = keyId(name, Buffer.from(x, 'base64url'));
  return ['PRIVATE', 'KEY', name, id.toString('hex'), withAlgorithm(Buffer.from(seed, 'base64url'))].join('+');
}

/** @throws Error if it is none */
export function readSigningKey(written: string): SigningKey {
  const [, name = '', id = '', data = ''] =
    /^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(written.trim()) ?? [];
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, keyIn(data)]), format: 'der', type: 'pkcs8' });
  const publicBytes = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  if (keyId(name, publicBytes).toString('hex') !== id) throw new Error('its id is not that of its name and key');
  return {
    name,
    verifier: [name, id, withAlgorithm(publicBytes)].join('+'),
    sign: (text) => {
      const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), privateKey)]);
      return `${text}\n\u2014 ${name} ${signature.toString('base64')}\n`;
    },
  };
}

/** The note's text, if a signature in it is by the holder of this key. */
export function openNote(note: string, verifier: string): string | undefined {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const { name, id, publicKey } = verifierIn(verifier);
  for (const line of note.slice(end + 2).split('\n')) {
    const [, signer, data = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(data, 'base64');
    if (signer !== name || !bytes.subarray(0, 4).equals(id)) continue;
    if (verify(null, Buffer.from(text), publicKey, bytes.subarray(4))) return text;
  }
  return undefined;
}

const ED25519 = 1;
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** @throws Error if it is no verifier key */
function verifierIn(written: string) {
  const [, name = '', id = '', data = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(written.trim()) ?? [];
  const bytes = keyIn(data);
  if (keyId(name, bytes).toString('hex') !== id) throw new Error('its id is not that of its name and key');
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
  return { name, id: Buffer.from(id, 'hex'), publicKey };
}

function keyIn(data: string): Buffer {
  const [algorithm, ...key] = Buffer.from(data, 'base64');
  if (algorithm !== ED25519 || key.length !== 32) throw new Error('it is no Ed25519 key of this form');
  return Buffer.from(key);
}

function withAlgorithm(key: Buffer): string {
  return Buffer.concat([Buffer.of(ED25519), key]).toString('base64');
}

function keyId(name: string, publicKey: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey]);
  return createHash('sha256').update(named).digest().subarray(0, 4);
}
