import { bytesOf } from '../domain/primitives/bytes';

/*
 * Temporal takes no payload above 2 MiB and no answer to a task above 4 MiB. A task that makes one is retried for ever, and the incident's clocks
 * stand still.
 * Backlog 1. What a run hands on, state and waiting pages, stays below: a person's command that would bring it near is refused as busy. The
 *   system's own commands always have room: they are small, and work off what is owed.
 * Backlog 2. A batch of pages stays far below.
 */

const MAX_CARRIED_BYTES = 1.5 * 2 ** 20;
const MAX_BATCH_BYTES = 2 ** 18;
const MAX_BATCH_PAGES = 50;
/** The contents of a command may occur in its page, in the state, and in an effect that is owed. */
const COPIES = 3;

/** Pages not yet confirmed to be in the register, oldest first. */
export interface Backlog<Page> {
  readonly pages: Page[];
  add: (page: Page) => void;
  /** As many of the oldest pages as fit into one payload; at least one if there is any. */
  batch: () => Page[];
  /** Forgets the oldest `count` pages, which the register has. */
  dropOldest: (count: number) => void;
  hasRoomFor: (state: object, message: object) => boolean;
}

export function openBacklog<Page extends object>(pages: Page[]): Backlog<Page> {
  const sizes = pages.map(bytesOf);
  let waiting = sizes.reduce((sum, size) => sum + size, 0);
  let weighed: { state: object; bytes: number } | undefined;

  function weightOf(state: object): number {
    if (weighed?.state !== state) weighed = { state, bytes: bytesOf(state) };
    return weighed.bytes;
  }

  return {
    pages,
    add: (page) => {
      const size = bytesOf(page);
      pages.push(page);
      sizes.push(size);
      waiting += size;
    },
    batch: () => {
      let bytes = 0;
      const fits = sizes.slice(0, MAX_BATCH_PAGES).findIndex((size) => (bytes += size) > MAX_BATCH_BYTES);
      return pages.slice(0, fits < 0 ? MAX_BATCH_PAGES : Math.max(1, fits));
    },
    dropOldest: (count) => {
      pages.splice(0, count);
      for (const size of sizes.splice(0, count)) waiting -= size;
    },
    hasRoomFor: (state, message) => weightOf(state) + waiting + COPIES * bytesOf(message) <= MAX_CARRIED_BYTES,
  };
}
