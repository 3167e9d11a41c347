import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { codecOf, lenientCodecOf } from '../../src/codec/codec';
import { open, seal } from '../../src/codec/envelope';
import { parseKeyRing, type KeyRing } from '../../src/codec/key-ring';
import { sign, verify } from '../../src/codec/stamp';
import { UNREADABLE } from '../../src/domain/primitives/unreadable';

const key = randomBytes(32).toString('base64');
const next = randomBytes(32).toString('base64');
const foreign = randomBytes(32).toString('base64');
const ringOf = (current: string, keys: Record<string, string>) =>
  parseKeyRing(JSON.stringify({ current, keys }), 'the ring');
const old = ringOf('k1', { k1: key });
const both = ringOf('k2', { k1: key, k2: next });
const elsewhere = ringOf('k9', { k9: foreign });

const CONTENT = { customer: 'Alder Mutual', admin: 'admin@alder.example' };
const plain = defaultPayloadConverter.toPayload(CONTENT);
const contentOf = (payload: Payload | undefined) => defaultPayloadConverter.fromPayload(payload ?? {});
const bytesOf = ({ metadata, data }: Payload) =>
  Buffer.concat([...Object.values(metadata ?? {}), data ?? Buffer.alloc(0)]).toString('latin1');

const asMessage: SerializationContext = { type: 'workflow', namespace: 'default', workflowId: 'INC-2026-0001' };
const asAnswer: SerializationContext = { type: 'activity', namespace: 'default', isLocal: false };
const heard = async (ring: KeyRing, payload: Payload, context: SerializationContext = asMessage) =>
  contentOf((await lenientCodecOf(ring).decode([payload], context))[0]);

describe('a payload', () => {
  test('shows nothing of its content, is never the same twice, and is read again whole (Codec 1)', async () => {
    const [one, two] = await codecOf(old).encode([plain, plain]);
    expect(Buffer.from(one?.metadata?.encoding ?? []).toString()).toBe('binary/encrypted');
    expect(bytesOf(one!)).not.toMatch(/alder|json/i);
    expect(bytesOf(one!)).not.toBe(bytesOf(two!));
    expect((await codecOf(old).decode([one!, two!])).map(contentOf)).toEqual([CONTENT, CONTENT]);
  });

  test('of none and of bytes come back as they were', async () => {
    const values = [undefined, new Uint8Array([0, 1, 255])].map((value) => defaultPayloadConverter.toPayload(value));
    const back = await codecOf(old).decode(await codecOf(old).encode(values));
    expect(back.map(contentOf)).toEqual([undefined, new Uint8Array([0, 1, 255])]);
  });

  test('in the clear passes unchanged, as it is in histories from before and in signals from a terminal', async () => {
    expect(await codecOf(old).decode([plain])).toEqual([plain]);
  });

  test('under an older key of the ring is read, and new ones are under the current key', () => {
    expect(contentOf(open(both, seal(old, plain)))).toEqual(CONTENT);
    expect(Buffer.from(seal(both, plain).metadata?.['encryption-key-id'] ?? []).toString()).toBe('k2');
  });

  test('under an unknown key is refused with a sentence that names the key and nothing else', () => {
    expect(() => open(old, seal(elsewhere, plain))).toThrow(
      new Error('This payload is encrypted with the key "k9", which is not in the key ring.'),
    );
  });

  test('that was changed in any bit, or cut at any byte, is refused', () => {
    const sealed = seal(both, plain);
    const parts: [string, (bytes: Uint8Array) => Payload][] = [
      ['data', (data) => ({ ...sealed, data })],
      ...['encryption-key-id', 'encryption-form', 'encryption-signs'].map(
        (name): [string, (bytes: Uint8Array) => Payload] => [
          name,
          (bytes) => ({ ...sealed, metadata: { ...sealed.metadata, [name]: bytes } }),
        ],
      ),
    ];
    for (const [name, made] of parts) {
      const whole = Buffer.from(name === 'data' ? (sealed.data ?? []) : (sealed.metadata?.[name] ?? []));
      for (let at = 0; at < whole.length; at += 1) {
        const changed = Buffer.from(whole);
        changed[at] = changed[at]! ^ 1;
        expect(() => open(both, made(changed))).toThrow(/^This payload /);
        expect(() => open(both, made(whole.subarray(0, at)))).toThrow(/^This payload /);
      }
    }
    expect(() => open(both, {})).toThrow('names the key "(none)"');
  });
});

describe('what the worker hears', () => {
  const hostile: [string, Payload][] = [
    ['garbage that claims to be encrypted', { ...seal(old, plain), data: randomBytes(50) }],
    ['an unknown key', seal(elsewhere, plain)],
    ['nothing but the claim', { metadata: { encoding: Buffer.from('binary/encrypted') } }],
    ['an encoding nobody knows', { metadata: { encoding: Buffer.from('binary/magic') }, data: Buffer.from('x') }],
    ['broken JSON', { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"by": ') }],
    ['broken JSON, encrypted', seal(old, { ...plain, data: Buffer.from('{') })],
    ['no encoding', { data: Buffer.from('x') }],
  ];

  test.each(hostile)('of %s is a message that says why it cannot be read', async (_name, payload) => {
    expect(await heard(old, payload)).toEqual({ [UNREADABLE]: expect.stringMatching(/^This message is .*read/) });
  });

  test('is the same for ever, though the key became known later or was thrown away (Codec 2)', async () => {
    const damaged = { ...seal(old, plain), data: randomBytes(50) };
    expect(await heard(elsewhere, damaged)).toEqual(await heard(old, damaged));
  });

  test('of a newer ring of ours is waited for, so that nothing is refused that will be readable (Codec 3)', async () => {
    await expect(heard(old, seal(both, plain))).rejects.toThrow('"k2", which is not in the key ring');
    expect(await heard(both, seal(both, plain))).toEqual(CONTENT);
  });

  test('as the answer of an activity must be readable', async () => {
    await expect(heard(old, seal(elsewhere, plain), asAnswer)).rejects.toThrow('"k9"');
  });
});

test('a stamped word is ours under any key of the ring, at its own door alone, and never when it was changed', () => {
  const carried = sign(old, 'cookie', 'lead.5');
  expect(verify(both, 'cookie', carried)).toBe('lead.5');
  expect(verify(both, 'another', carried)).toBeUndefined();
  expect(verify(elsewhere, 'cookie', carried)).toBeUndefined();
  expect(verify(both, 'cookie', carried.replace('5', '6'))).toBeUndefined();
  expect(verify(both, 'cookie', '')).toBeUndefined();
});
