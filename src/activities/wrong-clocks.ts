import type { Person, Register, WrongClock } from '../register';
import type { MailChannel } from './channels/mail';
import type { Log } from './log';
import type { PeopleCache } from './people';
import { clockMail } from './templates/clock';

export interface TellingNeeds {
  register: Pick<Register, 'time'>;
  mail: MailChannel;
  people: PeopleCache;
  log: Log;
  publicUrl: string;
}

/**
 * One mail to operators for each machine whose clock is off, API or worker, and each time it goes off. Past Temporal, and from a machine that
 * is off itself, for it may be the only one: there is no instant of ours in it that counts. Never rejects.
 */
export function tellingOfClocks(needs: TellingNeeds): () => Promise<void> {
  return async () => {
    try {
      for (const clock of await needs.register.time.claimUntold()) await tell(needs, clock);
    } catch (fault) {
      needs.log.warn({ err: fault }, 'Operators were not told of a clock that is off; tried again in some minutes');
    }
  };
}

async function tell({ register, mail, people, publicUrl }: TellingNeeds, clock: WrongClock): Promise<void> {
  const operators = (await people.all()).filter(({ roles }) => roles.includes('operator'));
  const ends = await Promise.all(operators.map((person) => mailTo(mail, person, clock, publicUrl)));
  if (ends.includes('deferred')) throw new Error('The mail server puts the mail off.');
  await register.time.noteTold(clock.process);
}

async function mailTo(mail: MailChannel, person: Person, clock: WrongClock, publicUrl: string): Promise<string> {
  const id = JSON.stringify(['clock', clock.process, clock.since, person.id]);
  const letter = { ...clockMail(clock, person, publicUrl), id, name: person.name, automatic: true };
  const sent = await mail.send(person.email, () => Promise.resolve({ ...letter, possibleRepeat: false }));
  return sent.outcome;
}
