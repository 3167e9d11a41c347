import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { linkHash } from '../../primitives/link-token';
import type { Schema } from '../database/schema';

export interface CalendarFeeds {
  /** Takes the place of the one before, which ends. */
  put(person: PersonId, token: string): Promise<void>;
  /** False if there is none. */
  end(person: PersonId): Promise<boolean>;
  of(person: PersonId): Promise<{ madeAt: Instant } | undefined>;
  /** Whose it is; nobody, once that person is inactive. */
  ownerOf(token: string): Promise<PersonId | undefined>;
}

export function calendarFeedsIn(db: Kysely<Schema>): CalendarFeeds {
  return {
    async put(person, token) {
      const tokenSha256 = linkHash(token);
      await db.deleteFrom('calendarFeeds').where('person', '=', person).execute();
      await db.insertInto('calendarFeeds').values({ person, tokenSha256 }).execute();
    },
    async end(person) {
      const { numDeletedRows } = await db.deleteFrom('calendarFeeds').where('person', '=', person).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    of: (person) => db.selectFrom('calendarFeeds').select('madeAt').where('person', '=', person).executeTakeFirst(),
    async ownerOf(token) {
      const row = await db
        .selectFrom('calendarFeeds')
        .innerJoin('people', 'people.id', 'calendarFeeds.person')
        .select('person')
        .where('tokenSha256', '=', linkHash(token))
        .where('people.active', '=', true)
        .executeTakeFirst();
      return row?.person;
    },
  };
}
