/** A key ring with one key that is no secret. */
export const KEY_RING = JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 1).toString('base64') } });
