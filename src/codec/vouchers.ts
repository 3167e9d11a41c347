import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './key-ring';

const VOUCHER_BYTES = 16;
const MAX_VOUCHERS = 32;

/** What each key of the ring says of this form and key id. */
export function vouchersOf(ring: KeyRing, form: string, id: string): Buffer {
  return Buffer.concat([...ring.keys.values()].map((each) => voucherOf(each, form, id)));
}

/**
 * By it a process with an older ring, or of an older release, tells a payload that is only too new for it from one that will never be
 * readable; docs/decisions/0009 says why that matters.
 */
export function isVouchedFor(ring: KeyRing, signs: Uint8Array, form: string, id: string): boolean {
  if (signs.length > MAX_VOUCHERS * VOUCHER_BYTES || signs.length % VOUCHER_BYTES !== 0) return false;
  const ours = [...ring.keys.values()].map((key) => voucherOf(key, form, id));
  for (let at = 0; at < signs.length; at += VOUCHER_BYTES) {
    const sign = signs.subarray(at, at + VOUCHER_BYTES);
    if (ours.some((own) => timingSafeEqual(own, sign))) return true;
  }
  return false;
}

/** One key's MAC over form and key id, by the key itself: an older release must be able to check it. */
function voucherOf(key: Buffer, form: string, id: string): Buffer {
  return createHmac('sha256', key).update(`tocsin knows\0${form}\0${id}`).digest().subarray(0, VOUCHER_BYTES);
}
