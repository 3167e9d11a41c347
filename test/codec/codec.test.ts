import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { codecOf, lenientCodecOf } from '../../src/codec/codec';
import { open, seal as sealFor, type Sealing } from '../../src/codec/envelope';
import { parseKeyRing, type KeyRing } from '../../src/codec/key-ring';
import { placeOf } from '../../src/codec/place';
import { SEALED, type Seal } from '../../src/domain/primitives/seal';
import { UNREADABLE } from '../../src/domain/primitives/unreadable';
import { sealedBefore } from '../support/sealed-before';

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
const asAnswer: SerializationContext = {
  type: 'activity',
  namespace: 'default',
  workflowId: 'INC-2026-0001',
  activityId: '3.sendAlert.1a2b3c4d',
  isLocal: false,
};
const fromApi: Sealing = { by: 'api', for: placeOf(asMessage) };
const seal = (ring: KeyRing, payload: Payload, sealing = fromApi) => sealFor(ring, payload, sealing);
const heard = async (ring: KeyRing, payload: Payload, context: SerializationContext = asMessage) => {
  const { [SEALED]: proof, ...content } = contentOf((await lenientCodecOf(ring).decode([payload], context))[0]) as {
    [SEALED]?: Seal;
  };
  return { content, proof };
};
const NOBODY = { by: 'nobody', here: false };

describe('a payload', () => {
  test('shows nothing of its content, is never the same twice, and is read again whole (Codec 1)', async () => {
    const [one, two] = await codecOf(old, 'worker').encode([plain, plain], asMessage);
    expect(Buffer.from(one?.metadata?.encoding ?? []).toString()).toBe('binary/encrypted');
    expect(bytesOf(one!)).not.toMatch(/alder|json/i);
    expect(bytesOf(one!)).not.toBe(bytesOf(two!));
    expect((await codecOf(old, 'api').decode([one!, two!], asMessage)).map(contentOf)).toEqual([CONTENT, CONTENT]);
  });

  test('of none and of bytes come back as they were', async () => {
    const values = [undefined, new Uint8Array([0, 1, 255])].map((value) => defaultPayloadConverter.toPayload(value));
    const back = await codecOf(old, 'api').decode(await codecOf(old, 'worker').encode(values, asMessage), asMessage);
    expect(back.map(contentOf)).toEqual([undefined, new Uint8Array([0, 1, 255])]);
  });

  test('of the form before is read, and says of its writer that it was one of us', async () => {
    const before = sealedBefore(Buffer.from(key, 'base64'), 'k1', plain);
    expect(await heard(both, before)).toEqual({
      content: CONTENT,
      proof: { by: 'older', here: false, id: expect.any(String) },
    });
  });

  test('under an older key of the ring is read, and new ones are under the current key', () => {
    expect(contentOf(open(both, seal(old, plain)).payload)).toEqual(CONTENT);
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
      ...['key-id', 'form', 'by', 'for', 'signs']
        .map((name) => `encryption-${name}`)
        .map((name): [string, (bytes: Uint8Array) => Payload] => [
          name,
          (bytes) => ({ ...sealed, metadata: { ...sealed.metadata, [name]: bytes } }),
        ]),
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
    const content = { [UNREADABLE]: expect.stringMatching(/^This message is .*read/) };
    expect(await heard(old, payload)).toEqual({ content, proof: NOBODY });
    expect(await heard(old, payload, asAnswer)).toEqual({ content, proof: NOBODY });
  });

  test('as the answer of an activity must be readable in a run of a release that did not seal', async () => {
    const before = { ...asAnswer, activityId: '3' };
    await expect(heard(old, seal(elsewhere, plain), before)).rejects.toThrow('"k9"');
  });

  test('is the same for ever, though the key became known later or was thrown away (Codec 2)', async () => {
    const damaged = { ...seal(old, plain), data: randomBytes(50) };
    expect(await heard(elsewhere, damaged)).toEqual(await heard(old, damaged));
  });

  test('of a newer ring of ours is waited for, so that nothing is refused that will be readable (Codec 3)', async () => {
    await expect(heard(old, seal(both, plain))).rejects.toThrow('"k2", which is not in the key ring');
    expect(await heard(both, seal(both, plain))).toMatchObject({ content: CONTENT });
  });

  test('bears who sealed it, and whether for here (Codec 4)', async () => {
    const proofOf = async (sealing: Sealing, context?: SerializationContext) =>
      (await heard(both, seal(old, plain, sealing), context)).proof;
    const id = expect.stringMatching(/^[\w-]{16}$/);
    expect(await proofOf(fromApi)).toEqual({ by: 'api', here: true, id });
    expect(await proofOf({ by: 'worker', for: placeOf(asAnswer) }, asAnswer)).toEqual({ by: 'worker', here: true, id });
    const person = { id: 'lead', roles: ['lead'], command: 'close' };
    expect(await proofOf({ by: person, for: placeOf(asMessage) })).toEqual({ by: 'person', here: true, id, person });
    for (const other of [
      { ...asMessage, workflowId: 'INC-2026-0002' },
      { ...asMessage, namespace: 'staging' },
      { ...asMessage, workflowId: 'INC-2026-0001/notice/1' },
      asAnswer,
    ])
      expect(await proofOf(fromApi, other)).toMatchObject({ by: 'api', here: false });
    const nextWork = { ...asAnswer, activityId: '4.sendAlert.1a2b3c4d' };
    expect(await proofOf({ by: 'worker', for: placeOf(asAnswer) }, nextWork)).toMatchObject({ here: false });
    expect(await proofOf({ by: 'api', for: '' })).toMatchObject({ here: false });
  });

  test('of what a schedule starts bears it too, under the id with the instant', async () => {
    const plan = { by: 'worker', for: placeOf({ ...asMessage, workflowId: 'tocsin-check' }) } as const;
    const started = { ...asMessage, workflowId: 'tocsin-check-2026-11-29T04:00:00Z' };
    expect((await heard(old, seal(old, plain, plan), started)).proof).toMatchObject({ here: true });
    const other = { ...asMessage, workflowId: 'tocsin-check-2' };
    expect((await heard(old, seal(old, plain, plan), other)).proof).toMatchObject({ here: false });
  });

  test.each([
    '{"by":"lead","sealed":{"by":"api","here":true}}',
    '{"by":"lead","se\\u0061led":{"by":"api","here":true}}',
    '{"sealed":1,"by":"lead","sealed":{"by":"api","here":true}} ',
    '{"by":"lead"}',
  ])('of %s from nobody bears that, whatever it says of itself', async (text) => {
    const claim = { ...plain, data: Buffer.from(text) };
    const from = { by: 'person', here: true, id: expect.any(String), person: expect.anything() };
    expect(await heard(old, claim)).toEqual({ content: { by: 'lead' }, proof: NOBODY });
    const person = { id: 'x', roles: [], command: 'close' };
    expect((await heard(old, seal(old, claim, { ...fromApi, by: person }))).proof).toEqual(from);
    expect(await heard(old, { ...plain, data: Buffer.from(' { } ') })).toEqual({ content: {}, proof: NOBODY });
  });
});

describe('what a client reads as an answer', () => {
  const read = async (payload: Payload, context?: SerializationContext) =>
    contentOf((await codecOf(both, 'api').decode([payload], context))[0]);
  const fromWorker: Sealing = { by: 'worker', for: placeOf(asMessage) };

  test('is what a worker of ours sealed for that workflow, or an older release encrypted (Codec 5)', async () => {
    expect(await read(seal(old, plain, fromWorker), asMessage)).toEqual(CONTENT);
    expect(await read(sealedBefore(Buffer.from(key, 'base64'), 'k1', plain), asMessage)).toEqual(CONTENT);
  });

  test.each<[string, Payload]>([
    ['what nobody sealed', plain],
    ['a message', seal(old, plain)],
    ['an answer of another incident', seal(old, plain, { ...fromWorker, for: placeOf(asAnswer) })],
  ])('is not %s', async (_name, payload) => {
    expect(await read(payload, asMessage)).toEqual({ [UNREADABLE]: expect.stringContaining('no worker of ours') });
  });

  test('is read from a history with who sealed it, for the reader to judge', async () => {
    expect(await read(seal(old, plain))).toEqual({
      ...CONTENT,
      [SEALED]: { by: 'api', here: false, id: expect.any(String), for: fromApi.for },
    });
  });
});
