import type { Obligation } from './state';

/** An obligation owed to customers, unlike those we owe ourselves. */
export function isPromise({ kind }: Obligation): boolean {
  return kind === 'tell-customers' || kind === 'tell-observation' || kind === 'tell-withdrawal';
}
