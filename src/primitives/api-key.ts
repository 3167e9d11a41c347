import { randomBytes } from 'node:crypto';
import { sha256 } from './hash';

export interface ApiKey {
  /** Shown once, to whom it is for. */
  key: string;
  /** What is kept of it, and what it is known by. */
  hash: string;
}

export function createApiKey(): ApiKey {
  const key = `tocsin_${randomBytes(24).toString('base64url')}`;
  return { key, hash: apiKeyHash(key) };
}

export function apiKeyHash(key: string): string {
  return sha256(key);
}
