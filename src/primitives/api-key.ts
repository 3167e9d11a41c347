import { randomBytes } from 'node:crypto';
import { sha256 } from './hash';

export interface ApiKey {
  /** Shown once, to its owner. */
  key: string;
  /** What is stored of the key, and what identifies it. */
  hash: string;
}

export function createApiKey(): ApiKey {
  const key = `tocsin_${randomBytes(24).toString('base64url')}`;
  return { key, hash: apiKeyHash(key) };
}

export function apiKeyHash(key: string): string {
  return sha256(key);
}
