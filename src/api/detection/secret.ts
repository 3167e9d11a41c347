import { Webhook } from 'standardwebhooks';
import type { KeyRing } from '../../codec';
import { subKey } from '../../primitives/sub-key';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import type { DetectionSource } from '../../register';

type Secret = Pick<DetectionSource, 'id' | 'generation' | 'ringKey' | 'rotatedAt'>;

/** How long the secret before counts beside the new one. */
const OVERLAP_MS = 24 * HOUR;

/** Derived from the key ring, so that it is kept nowhere. Undefined if the ring no longer has its key. */
export function secretOf(
  { keys }: KeyRing,
  { id, generation, ringKey }: Omit<Secret, 'rotatedAt'>,
): string | undefined {
  const key = keys.get(ringKey);
  return key && `whsec_${subKey(key, `detection ${id} ${generation}`).toString('base64')}`;
}

export function previousUntil({ generation, rotatedAt }: Secret): Instant | undefined {
  return generation > 1 ? plus(rotatedAt, OVERLAP_MS) : undefined;
}

/** Whether the source, or somebody with its secret, signed these bytes within the last five minutes. */
export function isSigned(ring: KeyRing, source: Secret, bytes: Buffer, headers: Record<string, string>, now: Instant) {
  const until = previousUntil(source);
  const before = until !== undefined && until > now ? [{ ...source, generation: source.generation - 1 }] : [];
  return [source, ...before].some((one) => {
    const secret = secretOf(ring, one);
    return secret !== undefined && verifies(secret, bytes, headers);
  });
}

function verifies(secret: string, bytes: Buffer, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(bytes, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
