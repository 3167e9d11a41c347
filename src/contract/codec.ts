import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9+/_-]*={0,2}$/, 'must be base64');

/** As protobuf's JSON has it. */
const wirePayload = z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.default('') });
export type WirePayload = z.infer<typeof wirePayload>;

/** protobuf's JSON leaves an empty list out. */
export const wirePayloads = z.object({ payloads: z.array(wirePayload).max(10_000).default([]) });
