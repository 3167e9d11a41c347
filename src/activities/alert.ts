import { ApplicationFailure, Context } from '@temporalio/activity';
import { millisecondsOf, HOUR, type Instant } from '../domain/instant';
import type { PersonId } from '../domain/people';
import type { Addressees, AlertEffect } from '../domain/state';
import type { Person } from '../register';
import type { AlertLedger } from './alert-ledger';
import type { Letter, MailChannel } from './channels/mail';
import { raiseFault } from './fault';
import { beating } from './heartbeat';
import type { Log } from './log';
import type { PeopleCache } from './people';
import { alertMail } from './templates/alert';
import type { Places } from './templates/how';

/** What it takes to bring a mail to our own people. */
export interface SendNeeds {
  mail: MailChannel;
  people: PeopleCache;
  ledger: AlertLedger;
  log: Log;
  clock: () => Instant;
}

export interface AlertNeeds extends SendNeeds {
  places: Places;
}

/** One message to some of our people, each in the reader's own language. `id` is its own for good: who got it does not get it again. */
export interface ToPeople {
  id: string;
  isFor: (person: Person) => boolean;
  mail: (
    person: Person,
    possibleRepeat: boolean,
    everyone: Person[],
  ) => Pick<Letter, 'language' | 'subject' | 'text' | 'html'>;
}

/** A mailbox that puts us off for longer than this counts as out of reach; a server that is down is waited for without end. */
const PATIENCE_WITH_A_MAILBOX_MS = HOUR;

type End = 'reached' | 'refused' | 'later';

export function alerting({ places, ...needs }: AlertNeeds) {
  const send = sendingToAll(needs);
  return async function sendAlert({ effect }: { effect: AlertEffect }): Promise<{ reached: PersonId[] }> {
    return send({
      id: effect.id,
      isFor: (person) => isFor(effect.to, person),
      mail: (person, possibleRepeat, everyone) =>
        alertMail(effect, person, { now: needs.clock(), places, everyone, possibleRepeat }),
    });
  };
}

/**
 * Mails to everyone it is for and says who was reached. One dead address stops nobody else. Fails, to be tried again, while
 * somebody can still be reached; who has the mail already does not get it again.
 */
export function sendingToAll(needs: SendNeeds) {
  const underWay = new Map<string, Promise<End>>();

  /** The same alert may run twice at once, when an incident's run ends while it is being sent. */
  function once(message: ToPeople, person: Person, everyone: Person[]): Promise<End> {
    const key = JSON.stringify([message.id, person.id]);
    const sending = underWay.get(key) ?? tell(needs, message, person, everyone).finally(() => underWay.delete(key));
    underWay.set(key, sending);
    return sending;
  }

  return async function send(message: ToPeople): Promise<{ reached: PersonId[] }> {
    const { info } = Context.current();
    const { ledger, people } = needs;
    const reached = new Set<PersonId>(reachedBefore(info.heartbeatDetails));
    await ledger.catchUp();
    const everyone = await people.all();
    const persons = everyone.filter(message.isFor);
    const ends = await beating(
      () => ({ reached: [...reached] }),
      () =>
        Promise.allSettled(
          persons.map(async (person) => {
            const ref = { effect: message.id, person: person.id };
            ledger.open(ref, info.attempt);
            if (ledger.isSent(ref)) reached.add(person.id);
            const end = reached.has(person.id) ? 'reached' : await once(message, person, everyone);
            if (end === 'reached') reached.add(person.id);
            return end;
          }),
        ),
    );
    const waited = millisecondsOf(needs.clock()) - info.scheduledTimestampMs;
    insist(ends, waited);
    ledger.close(message.id);
    return { reached: persons.map(({ id }) => id).filter((id) => reached.has(id)) };
  };
}

async function tell(
  { mail, ledger, log, clock }: SendNeeds,
  message: ToPeople,
  person: Person,
  everyone: Person[],
): Promise<End> {
  const ref = { effect: message.id, person: person.id };
  let possibleRepeat = false;
  const sent = await mail.send(person.email, async () => {
    const begun = await ledger.begin(ref, clock());
    if (begun === 'done') return undefined;
    possibleRepeat = begun === 'send-as-possible-repeat';
    const letter = message.mail(person, possibleRepeat, everyone);
    return { ...letter, id: `${message.id}/${person.id}`, name: person.name, automatic: true, possibleRepeat };
  });
  switch (sent.outcome) {
    case 'accepted':
      await ledger.sent(ref, { at: clock(), words: sent.words, possibleRepeat });
      return 'reached';
    case 'withheld':
      return 'reached';
    case 'refused':
      ledger.unsent(ref);
      log.warn({ ...ref, code: codeOf(sent.words) }, 'An alert was refused for this address; somebody should mend it');
      return 'refused';
    case 'deferred':
      ledger.unsent(ref);
      return 'later';
    case 'unknown':
      return 'later';
  }
}

function insist(ends: PromiseSettledResult<End>[], waited: number): void {
  raiseFault(ends);
  const later = ends.filter((end) => end.status === 'fulfilled' && end.value === 'later').length;
  if (later > 0 && waited < PATIENCE_WITH_A_MAILBOX_MS) {
    throw ApplicationFailure.retryable(
      `The mail server puts off ${later} of ${ends.length} alerts; they are tried again.`,
      'MailDeferred',
    );
  }
}

function isFor(to: Addressees, person: Person): boolean {
  return 'persons' in to ? to.persons.includes(person.id) : person.roles.some((role) => to.roles.includes(role));
}

function reachedBefore(details: unknown): PersonId[] {
  return (details as { reached?: PersonId[] } | undefined)?.reached ?? [];
}

function codeOf(words: string): string {
  return /^\d{3}/.exec(words)?.[0] ?? 'none';
}
