import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9+/_-]*={0,2}$/, 'must be base64');

/** As protobuf's JSON has it. */
const wirePayload = z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.default('') });
export type WirePayload = z.infer<typeof wirePayload>;

/** As many as a page of a history in Temporal's UI has, with room to spare. */
const PAYLOADS_MAX = 500;

/** protobuf's JSON leaves an empty list out. */
export const wirePayloads = z.object({ payloads: z.array(wirePayload).max(PAYLOADS_MAX).default([]) });
