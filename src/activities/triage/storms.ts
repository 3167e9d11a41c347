import type { Instant } from '../../domain/primitives/instant';
import type { IncidentState } from '../../domain/state';
import { membersOf } from '../../domain/visibility';
import type { Person, Register, StormNews } from '../../register';
import type { Log } from '../log';
import { activeOf } from '../alerts/people';
import { mailAllStaff, quietRound, type StaffMailNeeds } from '../alerts/staff-mail';
import { stormMail } from '../templates/storm';

export interface StormNotifierNeeds extends StaffMailNeeds {
  register: Pick<Register, 'alerts' | 'detections' | 'incidents' | 'people'>;
  log: Log;
  publicUrl: string;
  clock: () => Instant;
}

/**
 * Tells whoever has a case in hand which other findings joined it only because they came at the same time: one of them may be a breach of its own.
 * One process at a time runs it.
 */
export function createStormNotifier(needs: StormNotifierNeeds): () => Promise<void> {
  const complaint = 'People could not be mailed which findings joined a case; retried in a minute';
  return quietRound(needs.log, complaint, async () => {
    for (const news of await needs.register.detections.unreported(needs.clock())) await tell(needs, news);
  });
}

async function tell(needs: StormNotifierNeeds, news: StormNews): Promise<void> {
  const { register, clock, publicUrl } = needs;
  const stored = await register.incidents.get(news.incident);
  if (!stored) return;
  // The first of them stays the first until all are reported, however many come meanwhile.
  const effect = `storm/${news.incident}/${news.firstAt}`;
  const mails = (await concerned(register, stored.state)).map((person) => ({
    ...{ effect, id: `${effect}/${person.id}`, person, at: clock() },
    words: (possibleRepeat: boolean) => stormMail(news, person, publicUrl, possibleRepeat),
  }));
  await mailAllStaff(needs, mails);
  await register.detections.reported(news, clock());
}

/** Whoever has it in hand, else responders; of a restricted incident nobody but its members. */
async function concerned(
  { people }: StormNotifierNeeds['register'],
  { assignees, restriction }: IncidentState,
): Promise<Person[]> {
  const members = restriction && membersOf(restriction);
  const inHand = await activeOf(people, members ? assignees.filter((id) => members.includes(id)) : assignees);
  if (inHand.length > 0) return inHand;
  return members ? activeOf(people, members) : people.byRoles(['responder']);
}
