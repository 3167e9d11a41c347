import { whyUnreadable } from '../domain/primitives/unreadable';

/** A plain error blocks the workflow task, visibly, until the key is there: no state is ever built from what could not be read. */
export function refuseUnreadable(input: object): void {
  const why = whyUnreadable(input);
  if (why !== undefined) throw new Error(why);
}
