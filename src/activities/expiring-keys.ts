import type { Instant } from '../domain/primitives/instant';
import type { ExpiringKey, Register } from '../register';
import type { MailChannel } from './channels/mail';
import type { Log } from './log';
import type { PeopleCache } from './people';
import { keyMail } from './templates/key';

export interface KeyNotifierNeeds {
  register: { keys: Pick<Register['keys'], 'claimExpiring' | 'noteWarned'> };
  mail: MailChannel;
  people: PeopleCache;
  log: Log;
  clock: () => Instant;
  publicUrl: string;
}

/** Mails each person once, 30 days before a key of theirs expires. It bypasses Temporal. Never rejects. */
export function createKeyNotifier(needs: KeyNotifierNeeds): () => Promise<void> {
  return async () => {
    try {
      for (const key of await needs.register.keys.claimExpiring(needs.clock())) await warn(needs, key);
    } catch (fault) {
      needs.log.warn({ err: fault }, 'People could not be mailed that a key expires; retried in a few minutes');
    }
  };
}

async function warn({ register, mail, people, clock, publicUrl }: KeyNotifierNeeds, key: ExpiringKey): Promise<void> {
  const { person, id, expiresAt } = key;
  const others = (await people.all()).filter((one) => one.roles.includes('operator') && one.id !== person.id);
  const letter = {
    ...keyMail(key, others, publicUrl),
    id: JSON.stringify(['key', id, expiresAt]),
    name: person.name,
    automatic: true,
  };
  const sent = await mail.send(person.email, () => Promise.resolve({ ...letter, possibleRepeat: false }));
  if (sent.outcome === 'deferred') throw new Error('The mail server deferred the mail.');
  await register.keys.noteWarned(id, clock());
}
