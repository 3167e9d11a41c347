import type { KeyRing } from '../../codec';
import type { Request } from 'express';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import type { DetectionSource } from '../../register';
import { signingSecret } from '../../primitives/signing-secret';
import { isSignedWith } from '../http/signed';

type Secret = Pick<DetectionSource, 'id' | 'generation' | 'ringKey' | 'rotatedAt'>;

/** How long the secret before counts beside the new one. */
const OVERLAP_MS = 24 * HOUR;

/** Undefined if the ring no longer has its key. */
export function secretOf(
  { keys }: KeyRing,
  { id, generation, ringKey }: Omit<Secret, 'rotatedAt'>,
): string | undefined {
  const key = keys.get(ringKey);
  return key && signingSecret(key, `detection ${id} ${generation}`);
}

export function previousUntil({ generation, rotatedAt }: Secret): Instant | undefined {
  return generation > 1 ? plus(rotatedAt, OVERLAP_MS) : undefined;
}

/** Whether the source, or somebody with its secret, signed these bytes. */
export function isSigned(ring: KeyRing, source: Secret, request: Request, bytes: Buffer, now: Instant): boolean {
  const until = previousUntil(source);
  const before = until !== undefined && until > now ? [{ ...source, generation: source.generation - 1 }] : [];
  return [source, ...before].some((one) => {
    const secret = secretOf(ring, one);
    return secret !== undefined && isSignedWith(secret, request, bytes);
  });
}
