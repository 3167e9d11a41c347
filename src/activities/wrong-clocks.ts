import type { Person, Register, WrongClock } from '../register';
import type { MailChannel } from './channels/mail';
import type { Log } from './log';
import type { PeopleCache } from './people';
import { clockMail } from './templates/clock';

export interface ClockNotifierNeeds {
  register: Pick<Register, 'time'>;
  mail: MailChannel;
  people: PeopleCache;
  log: Log;
  publicUrl: string;
}

/**
 * Sends operators one mail per machine, API or worker, each time its clock goes off. It bypasses Temporal, and also leaves a machine that
 * is off itself, which may be the only one: the mail holds no instant of ours that counts. Never rejects.
 */
export function createClockNotifier(needs: ClockNotifierNeeds): () => Promise<void> {
  return async () => {
    try {
      for (const clock of await needs.register.time.claimUntold()) await notifyOperators(needs, clock);
    } catch (fault) {
      needs.log.warn(
        { err: fault },
        'Operators could not be mailed about a clock that is off; retried in a few minutes',
      );
    }
  };
}

async function notifyOperators(
  { register, mail, people, publicUrl }: ClockNotifierNeeds,
  clock: WrongClock,
): Promise<void> {
  const operators = (await people.all()).filter(({ roles }) => roles.includes('operator'));
  const ends = await Promise.all(operators.map((person) => mailTo(mail, person, clock, publicUrl)));
  if (ends.includes('deferred')) throw new Error('The mail server deferred the mail.');
  await register.time.noteTold(clock.process);
}

async function mailTo(mail: MailChannel, person: Person, clock: WrongClock, publicUrl: string): Promise<string> {
  const id = JSON.stringify(['clock', clock.process, clock.since, person.id]);
  const letter = { ...clockMail(clock, person, publicUrl), id, name: person.name, automatic: true };
  const sent = await mail.send(person.email, () => Promise.resolve({ ...letter, possibleRepeat: false }));
  return sent.outcome;
}
