import { whyUnreadable } from '../domain/primitives/unreadable';

/** A plain error holds the task up, loudly, until the key is there; no state is ever made of what could not be read. */
export function refuseUnreadable(input: object): void {
  const why = whyUnreadable(input);
  if (why !== undefined) throw new Error(why);
}
