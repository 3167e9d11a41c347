import { ApplicationFailure, Context, type Info } from '@temporalio/activity';
import { millisecondsOf, HOUR, type Instant } from '../domain/primitives/instant';
import type { PersonId } from '../domain/primitives/people';
import type { Addressees, AlertEffect } from '../domain/state';
import type { Person } from '../register';
import type { AlertLedger, Attempt } from './alert-ledger';
import { MailServerDown, type Letter, type MailChannel } from './channels/mail';
import { throwFirst } from './fault';
import { heartbeating } from './heartbeat';
import type { Log } from './log';
import type { PeopleCache } from './people';
import { alertMail } from './templates/alert';
import type { Places } from './templates/how';

/*
 * Alerts 1. One dead or slow address keeps nobody else from being alerted.
 * Alerts 2. A person whose server accepted an alert gets it once. A copy that may be a second one is marked, and has the same Message-ID.
 * Alerts 3. Alerts go out while the register is down, and are recorded when it is back.
 */

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
  /** An earlier run of the same workflow had it under way. */
  carriedOver?: boolean;
  isFor: (person: Person) => boolean;
  mail: (
    person: Person,
    possibleRepeat: boolean,
    everyone: Person[],
  ) => Pick<Letter, 'language' | 'subject' | 'text' | 'html'>;
}

/** A mailbox that puts us off for longer than this counts as out of reach; a server that is down is waited for without end. */
const PATIENCE_WITH_A_MAILBOX_MS = HOUR;

/** Less than the server's ten minutes, so that an alert to somebody else is not kept from trying again. */
const LINE_WITHIN_MS = 60_000;

type End = 'reached' | 'refused' | 'later';

/**
 * What an attempt leaves to the next one. `ended` is there when it ended by itself, whichever way: then it names everybody who may have a
 * copy that nobody saw taken. What a later attempt finds of an older one than the last says nothing of that.
 */
interface Beat {
  reached: PersonId[];
  ended?: { attempt: number; unsure: PersonId[] };
}

export interface Alert {
  effect: AlertEffect;
  /** An earlier run of its incident had it under way. */
  carriedOver: boolean;
}

export function alerting({ places, ...needs }: AlertNeeds) {
  const send = sendingToAll(needs);
  return async function sendAlert({ effect, carriedOver }: Alert): Promise<{ reached: PersonId[] }> {
    return send({
      id: effect.id,
      carriedOver,
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
    const beat = (info.heartbeatDetails ?? {}) as Partial<Beat>;
    const reached = new Set<PersonId>(beat.reached);
    const attempt = attemptOf(info, beat, message);
    await ledger.catchUp();
    const everyone = await people.all();
    const persons = everyone.filter(message.isFor);
    const tellOne = async (person: Person): Promise<End> => {
      const ref = { effect: message.id, person: person.id };
      ledger.open(ref, attempt);
      if (ledger.isSent(ref)) reached.add(person.id);
      const end = reached.has(person.id) ? 'reached' : await once(message, person, everyone);
      if (end === 'reached') reached.add(person.id);
      return end;
    };
    let ended: Beat['ended'];
    const ends = await heartbeating<PromiseSettledResult<End>[]>(
      () => ({ reached: [...reached], ...(ended && { ended }) }) satisfies Beat,
      async () => {
        const settled = await Promise.allSettled(persons.map(tellOne));
        const unsure = persons.map(({ id }) => id).filter((id) => ledger.isUnsure({ effect: message.id, person: id }));
        ended = { attempt: attempt.number, unsure };
        return settled;
      },
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
  const write = async () => {
    const begun = await ledger.begin(ref, clock());
    if (begun === 'done') return undefined;
    possibleRepeat = begun === 'send-as-possible-repeat';
    const letter = message.mail(person, possibleRepeat, everyone);
    return { ...letter, id: `${message.id}/${person.id}`, name: person.name, automatic: true, possibleRepeat };
  };
  const sent = await mail.send(person.email, write, AbortSignal.timeout(LINE_WITHIN_MS));
  switch (sent.outcome) {
    case 'accepted':
      await ledger.sent(ref, { at: clock(), words: sent.words, possibleRepeat });
      return 'reached';
    case 'withheld':
      return 'reached';
    case 'refused':
      ledger.unsent(ref);
      log.warn(
        { ...ref, code: codeOf(sent.words) },
        'An alert was refused for this address; correct it in the register of people',
      );
      return 'refused';
    case 'deferred':
      ledger.unsent(ref);
      return 'later';
    case 'unknown':
      void sent.later?.then(async (late) => {
        if (late.outcome === 'accepted') await ledger.sent(ref, { at: clock(), words: late.words, possibleRepeat });
      });
      return 'later';
    case 'waiting':
      throw new MailServerDown(
        'The mail server answers other alerts too slowly to take this one now; it is tried again.',
      );
  }
}

function insist(ends: PromiseSettledResult<End>[], waited: number): void {
  throwFirst(ends);
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

/** Somebody may have a copy already wherever the attempt before this one was not seen to end: its worker may be dead, or only slow. */
function attemptOf({ attempt, workflowExecution }: Info, { ended }: Partial<Beat>, { carriedOver }: ToPeople): Attempt {
  const isFirst = attempt === 1 && !carriedOver;
  const wasLast = ended?.attempt === attempt - 1;
  return {
    run: workflowExecution?.runId ?? '',
    number: attempt,
    unsure: (person) => !isFirst && !(wasLast && !ended.unsure.includes(person)),
  };
}

function codeOf(words: string): string {
  return /^\d{3}/.exec(words)?.[0] ?? 'none';
}
