import type { Register, WrongClock } from '../../register';
import type { Log } from '../log';
import type { PeopleCache } from '../alerts/people';
import { mailAllStaff, quietRound, type StaffMailNeeds } from '../alerts/staff-mail';
import { clockMail } from '../templates/clock';

export interface ClockNotifierNeeds extends StaffMailNeeds {
  register: Pick<Register, 'alerts' | 'time'>;
  people: PeopleCache;
  log: Log;
  publicUrl: string;
}

/**
 * Sends operators one mail per machine, API or worker, each time its clock goes off. It also leaves a machine that is off itself, which may be the
 * only one: the mail holds no instant of ours that counts.
 */
export function createClockNotifier(needs: ClockNotifierNeeds): () => Promise<void> {
  const complaint = 'Operators could not be mailed about a clock that is off; retried in a few minutes';
  return quietRound(needs.log, complaint, async () => {
    for (const clock of await needs.register.time.claimUnreported()) await notifyOperators(needs, clock);
  });
}

async function notifyOperators(needs: ClockNotifierNeeds, clock: WrongClock): Promise<void> {
  const { process, since } = clock;
  const operators = (await needs.people.all()).filter(({ roles }) => roles.includes('operator'));
  const mails = operators.map((person) => ({
    effect: `clock/${process}/${since}`,
    id: JSON.stringify(['clock', process, since, person.id]),
    ...{ person, at: since, words: () => clockMail(clock, person, needs.publicUrl) },
  }));
  await mailAllStaff(needs, mails);
  await needs.register.time.noteTold(process);
}
