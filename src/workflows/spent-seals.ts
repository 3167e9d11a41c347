import type { Received } from '../domain/receive';
import { refuse } from '../domain/primitives/refusal';
import { sealOf } from '../domain/primitives/seal';

/** Many times what one incident hears within the days in which a copy could mean something else than its original. */
const MAX_SPENT = 2_000;

/** The seals that an incident has heard, over all its runs: a copy of a message is none. */
export interface SpentSeals {
  readonly ids: string[];
  /** What the message leads to, unless it is a copy: then at most to the answer that its key had. */
  once: <Page>(message: unknown, judge: () => Received<Page>) => Received<Page>;
  spend: (message: unknown) => void;
}

export function openSpentSeals(ids: string[]): SpentSeals {
  const known = new Set(ids);
  return {
    ids,
    once: (message, judge) => {
      const received = judge();
      const id = idOf(message);
      if (id === undefined || !known.has(id) || received.kind === 'repeat' || received.kind === 'refused')
        return received;
      return { kind: 'refused', refusal: refuse('unsealed', COPY) };
    },
    spend: (message) => {
      const id = idOf(message);
      if (id === undefined || known.has(id)) return;
      known.add(id);
      ids.push(id);
      for (const oldest of ids.splice(0, Math.max(0, ids.length - MAX_SPENT))) known.delete(oldest);
    },
  };
}

const COPY =
  'This is a copy of a message that was heard before, under its own seal: whoever sent it reached Temporal past the API.';

/** Runs that older releases began heard copies of what these wrote, and hear them again in each replay. */
function idOf(message: unknown): string | undefined {
  const seal = sealOf(message);
  return seal?.by === 'older' ? undefined : seal?.id;
}
