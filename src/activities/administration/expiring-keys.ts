import type { Instant } from '../../domain/primitives/instant';
import type { ExpiringKey, Register } from '../../register';
import type { Log } from '../log';
import type { PeopleCache } from '../alerts/people';
import { mailAllStaff, quietRound, type StaffMailNeeds } from '../alerts/staff-mail';
import { keyMail } from '../templates/key';

export interface KeyNotifierNeeds extends StaffMailNeeds {
  register: StaffMailNeeds['register'] & { keys: Pick<Register['keys'], 'claimExpiring' | 'noteWarned'> };
  people: PeopleCache;
  log: Log;
  clock: () => Instant;
  publicUrl: string;
}

/** Mails each person once, 30 days before a key of theirs expires. */
export function createKeyNotifier(needs: KeyNotifierNeeds): () => Promise<void> {
  const complaint = 'People could not be mailed that a key expires; retried in a few minutes';
  return quietRound(needs.log, complaint, async () => {
    for (const key of await needs.register.keys.claimExpiring(needs.clock())) await warn(needs, key);
  });
}

async function warn(needs: KeyNotifierNeeds, key: ExpiringKey): Promise<void> {
  const { register, people, clock, publicUrl } = needs;
  const { person, id, expiresAt } = key;
  const others = (await people.all()).filter((one) => one.roles.includes('operator') && one.id !== person.id);
  const words = () => keyMail(key, others, publicUrl);
  const named = { effect: `key/${id}/${expiresAt}`, id: JSON.stringify(['key', id, expiresAt]) };
  await mailAllStaff(needs, [{ ...named, person, at: clock(), words }]);
  await register.keys.noteWarned(id, clock());
}
