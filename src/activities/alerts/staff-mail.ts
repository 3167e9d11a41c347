import type { Instant } from '../../domain/primitives/instant';
import type { Person, Register } from '../../register';
import { MailServerDown, type Letter, type MailChannel, type Sent } from '../channels/mail';
import type { Log } from '../log';

type Words = Pick<Letter, 'language' | 'subject' | 'text' | 'html'>;

/** One mail to one of our own people that belongs to no incident's outbox: it is sent past Temporal, by the ledger that alerts have. */
export interface StaffMail {
  /** What is told: nobody is mailed twice of it. */
  effect: string;
  person: Pick<Person, 'id' | 'name' | 'email'>;
  /** Of the letter: every copy has the same. */
  id: string;
  at: Instant;
  /** Undefined: it is not to be told any more. */
  words: (possibleRepeat: boolean) => Words | undefined | Promise<Words | undefined>;
}

/** `later`: it is owed still. `withheld`: there was nothing to tell. */
export interface StaffMailEnd {
  outcome: 'accepted' | 'refused' | 'withheld' | 'later';
  words: string;
}

export interface StaffMailNeeds {
  register: Pick<Register, 'alerts'>;
  mail: MailChannel;
}

/** Only what a server may have taken without our knowing goes out once more, as a possible repeat. */
export async function mailStaff(
  { register: { alerts }, mail }: StaffMailNeeds,
  { effect, person, id, at, words }: StaffMail,
  giveUp?: AbortSignal,
): Promise<StaffMailEnd> {
  const { id: to, name, email } = person;
  const ledger = { isDone: false };
  const letter = async (): Promise<Letter | undefined> => {
    const begun = await alerts.begin(effect, to, at);
    ledger.isDone = begun === 'done';
    const possibleRepeat = begun === 'possible-repeat';
    const said = ledger.isDone ? undefined : await words(possibleRepeat);
    return said && { ...said, id, name, automatic: true, possibleRepeat };
  };
  const sent = await mail.send(email, letter, giveUp);
  if (ledger.isDone) return { outcome: 'accepted', words: 'It was accepted before.' };
  if (sent.outcome === 'accepted') await alerts.done(effect, to, sent.words);
  if (sent.outcome === 'deferred' || sent.outcome === 'withheld') await alerts.unsent(effect, to);
  return endOf(sent);
}

function endOf(sent: Sent): StaffMailEnd {
  switch (sent.outcome) {
    case 'accepted':
    case 'refused':
      return { outcome: sent.outcome, words: sent.words };
    case 'withheld':
      return { outcome: 'withheld', words: '' };
    default:
      return { outcome: 'later', words: '' };
  }
}

/** @throws MailServerDown if some of them are owed still */
export async function mailAllStaff(needs: StaffMailNeeds, mails: readonly StaffMail[]): Promise<void> {
  const ends = await Promise.all(mails.map((one) => mailStaff(needs, one)));
  if (ends.some(({ outcome }) => outcome === 'later'))
    throw new MailServerDown('The mail server deferred some of the mails.');
}

/** A round of such mails. It never rejects: what could not be mailed is tried again at the next. */
export function quietRound<Given extends unknown[]>(
  log: Log,
  complaint: string,
  round: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    try {
      await round(...given);
    } catch (fault) {
      log.warn({ err: fault }, complaint);
    }
  };
}
