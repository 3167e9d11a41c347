import { defaultPayloadConverter, type SerializationContext } from '@temporalio/common';
import { parseKeyRing } from '../src/codec';
import { codecOf, lenientCodecOf } from '../src/codec/codec';
import { KEY_RING } from '../test/support/key-ring';

const ROUNDS = 5;
const PAYLOADS = 2_000;
const BYTES = 2_048;

/** What sealing a payload by the API and opening it by a worker take together, in milliseconds; the middle of some rounds. */
export async function sealingMs(): Promise<number> {
  const ring = parseKeyRing(KEY_RING, 'the ring');
  const [api, worker] = [codecOf(ring, 'api'), lenientCodecOf(ring)];
  const context: SerializationContext = { type: 'workflow', namespace: 'default', workflowId: 'INC-2026-0001' };
  const payload = defaultPayloadConverter.toPayload({ by: 'lead', text: 'x'.repeat(BYTES) });
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = process.cpuUsage();
    for (let count = 0; count < PAYLOADS; count += 1)
      await worker.decode(await api.encode([payload], context), context);
    const { user, system } = process.cpuUsage(begun);
    rounds.push((user + system) / 1_000 / PAYLOADS);
  }
  return rounds.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
}
