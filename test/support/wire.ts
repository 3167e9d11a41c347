import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { WirePayload } from '../../src/contract/codec';

/** A payload as Temporal's UI sends it to the codec. */
export function toWire({ metadata, data }: Payload): WirePayload {
  const named = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)] as const);
  return { metadata: Object.fromEntries(named), data: base64(data ?? new Uint8Array()) };
}

export function payloadOf(value: unknown): Payload {
  return defaultPayloadConverter.toPayload(value);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
