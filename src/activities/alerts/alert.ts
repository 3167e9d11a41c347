import { ApplicationFailure, Context, type Info } from '@temporalio/activity';
import { millisecondsOf, HOUR, type Instant } from '../../domain/primitives/instant';
import type { NextBest } from '../../domain/next-best';
import type { PersonId } from '../../domain/primitives/people';
import { isInAudience, type Audience } from '../../domain/visibility';
import type { Addressees } from '../../domain/alerts/state';
import type { PlayedMailboxes } from '../exercise/fenced';
import type { ExerciseMark } from '../../domain/exercise/mark';
import { storyTime } from '../../domain/primitives/pace';
import { isOfIncident } from '../../domain/alerts/state';
import type { AlertEffect } from '../../domain/effects/state';
import type { AlertSummary, GroupPace, Person, Register } from '../../register';
import type { AlertLedger, Attempt } from './alert-ledger';
import { alertNote } from './alert-note';
import type { StaffWebhooks } from '../channels/webhook/staff';
import { MailServerDown, type Letter, type MailChannel } from '../channels/mail';
import { throwFirst } from '../fault';
import { createGrouping } from './grouping';
import { heartbeating } from '../heartbeat';
import type { Log } from '../log';
import type { PeopleCache } from './people';
import { alertMail } from '../templates/alert';
import { piecesToSearch, type Search } from '../../texts/search';
import { cautiousSearchIn } from '../notices/withheld';
import type { Links } from '../templates/how';

/*
 * Alerts 1. One dead or slow address keeps nobody else from being alerted.
 * Alerts 2. A person whose server accepted an alert gets it once. A copy that may be a second one is marked, and has the same Message-ID.
 * Alerts 3. Alerts go out while the register is down, and are recorded when it is back.
 * Alerts 4. Of many alerts about one reporter's reports the first go out at once, and the others, within minutes, as one mail.
 */

/** What is needed to mail our own people. */
export interface SendNeeds {
  mail: MailChannel;
  people: PeopleCache;
  ledger: AlertLedger;
  log: Log;
  clock: () => Instant;
}

export interface AlertNeeds extends SendNeeds {
  places: Links;
  alerts: Pick<Register['alerts'], 'turnOf' | 'groupEnded'>;
  withheldWords: Register['withheldWords'];
  groupPace: GroupPace;
  /** Programs of ours that hear of alerts beside the mail, and without it. */
  webhooks?: StaffWebhooks;
  /** The mailbox of an incident that is an exercise. */
  played: PlayedMailboxes;
}

/** One message to some of our people, each in the reader's own language. `id` never changes: nobody gets the same id twice. */
export interface ToPeople {
  id: string;
  /** An earlier run of the same workflow had begun it. */
  carriedOver?: boolean;
  /** Whether nobody tried to send it before, where that is known. */
  isFirst?: boolean;
  isFor: (person: Person) => boolean;
  /** Whom it is for by id, and whom it names. */
  persons?: readonly PersonId[];
  mentions?: readonly PersonId[];
  mail: (
    person: Person,
    possibleRepeat: boolean,
    everyone: Person[],
  ) => Pick<Letter, 'language' | 'subject' | 'text' | 'html'>;
}

/** A mailbox that defers an alert for longer than this counts as unreachable. A server that is down is retried without end. */
const MAILBOX_RETRY_MS = HOUR;

/**
 * How long an alert waits for a free connection: less than the server's ten minutes, so that one slow alert does not keep the others from
 * being retried.
 */
const CONNECTION_WAIT_MS = 60_000;

type Outcome = 'reached' | 'refused' | 'later';

/**
 * Heartbeat details that an attempt leaves to the next one. `ended` is set once the attempt ended by itself, in whatever way: it names
 * everybody who may have a copy that was never seen accepted. Heartbeat details are trusted only from the immediately preceding attempt.
 */
interface HeartbeatDetails {
  reached: PersonId[];
  ended?: { attempt: number; unsure: PersonId[] };
}

export interface Alert {
  effect: AlertEffect;
  /** An earlier run of its incident had it under way. */
  carriedOver: boolean;
  /** Whom a restricted incident may reach. */
  audience?: Audience;
  /** What is to be done first, as its incident stood when this was begun. */
  best?: NextBest;
  /** Something of its incident is withheld from customers, and goes out in no mail at all. */
  withheld?: true;
}

export function createSendAlert({ places, groupPace, webhooks, played, ...needs }: AlertNeeds) {
  const send = sendingToAll(needs);
  const grouping = createGrouping(needs, groupPace);
  /** Of an exercise: no program hears of it, and no mail server; its texts count by the story's clock. */
  const sendPlayed = (alert: Alert, { pace }: ExerciseMark) =>
    sendingToAll({ ...needs, mail: played(alert.effect.headline.id) })(
      messageOf(alert, { places, clock: () => storyTime(needs.clock(), pace) }),
    );
  return async function sendAlert(alert: Alert): Promise<{ reached: PersonId[] }> {
    const { headline } = alert.effect;
    if (headline.exercise) return sendPlayed(alert, headline.exercise);
    const search = alert.withheld && (await cautiousSearchIn(needs, headline.id));
    if (isOfIncident(alert.effect.alert))
      webhooks?.tell(alertNote(search ? withoutDetails(alert) : alert, places, needs.clock()));
    const message = (together?: AlertSummary[]) => messageOf(alert, { places, clock: needs.clock, together, search });
    const turn = await grouping.turnOf(alert);
    if (turn.turn === 'alone') return send(message());
    const { mail: id, isFirst } = turn;
    const { reached } = await send({ ...message(turn.together), id, isFirst });
    await grouping.ended(alert.effect.id, id, reached);
    return { reached };
  };
}

interface Telling extends Pick<AlertNeeds, 'places' | 'clock'> {
  together?: AlertSummary[];
  search?: Search;
}

function messageOf(alert: Alert, { places, clock, together, search }: Telling): ToPeople {
  const { effect, carriedOver, audience } = alert;
  const others = together?.filter(({ incident, alert }) => incident !== effect.headline.id || alert !== effect.alert);
  return {
    id: effect.id,
    carriedOver,
    isFor: (person) => isFor(effect.to, person) && isInAudience(person.id, audience),
    persons: 'persons' in effect.to ? effect.to.persons : [],
    mentions: mentionsOf(effect),
    mail: (person, possibleRepeat, everyone) => {
      const setting = { now: clock(), places, everyone, possibleRepeat, others };
      const letter = ({ effect: owed, best }: Alert) => alertMail(owed, person, { ...setting, best });
      const whole = letter(alert);
      const isClean = !search || piecesToSearch(whole).every((piece) => search(piece).length === 0);
      return isClean ? whole : letter(withoutDetails(alert));
    },
  };
}

/** As it is told where it would hold what is withheld: that something is asked, and in which incident. */
function withoutDetails({ effect, best: _, ...alert }: Alert): Alert {
  const { product: __, ...headline } = effect.headline;
  return { ...alert, effect: { ...effect, detail: undefined, headline } };
}

/**
 * Mails everyone the message is for and returns who was reached. One dead address stops nobody else. Fails, so that it is retried, while
 * somebody can still be reached; people who have the mail do not get it again.
 */
export function sendingToAll(needs: SendNeeds) {
  const underWay = new Map<string, Promise<Outcome>>();

  /** The same alert may run twice at once, when the incident's run ends while it is being sent. */
  function sendOnce(message: ToPeople, person: Person, everyone: Person[]): Promise<Outcome> {
    const key = JSON.stringify([message.id, person.id]);
    const sending = underWay.get(key) ?? sendTo(needs, message, person, everyone).finally(() => underWay.delete(key));
    underWay.set(key, sending);
    return sending;
  }

  return async function send(message: ToPeople): Promise<{ reached: PersonId[] }> {
    const { info } = Context.current();
    const { ledger, people } = needs;
    const beat = (info.heartbeatDetails ?? {}) as Partial<HeartbeatDetails>;
    const reached = new Set<PersonId>(beat.reached);
    const attempt = attemptOf(info, beat, message);
    await ledger.catchUp();
    const everyone = await withOthers(people, message);
    const persons = everyone.filter(message.isFor);
    const tellOne = async (person: Person): Promise<Outcome> => {
      const ref = { effect: message.id, person: person.id };
      ledger.open(ref, attempt);
      if (ledger.isSent(ref)) reached.add(person.id);
      const end = reached.has(person.id) ? 'reached' : await sendOnce(message, person, everyone);
      if (end === 'reached') reached.add(person.id);
      return end;
    };
    let ended: HeartbeatDetails['ended'];
    const ends = await heartbeating<PromiseSettledResult<Outcome>[]>(
      () => ({ reached: [...reached], ...(ended && { ended }) }) satisfies HeartbeatDetails,
      async () => {
        const settled = await Promise.allSettled(persons.map(tellOne));
        const unsure = persons.map(({ id }) => id).filter((id) => ledger.isUnsure({ effect: message.id, person: id }));
        ended = { attempt: attempt.number, unsure };
        return settled;
      },
    );
    const waited = millisecondsOf(needs.clock()) - info.scheduledTimestampMs;
    throwIfDeferred(ends, waited);
    ledger.close(message.id);
    return { reached: persons.map(({ id }) => id).filter((id) => reached.has(id)) };
  };
}

/**
 * Our people, and those whom only the register has: mere reporters. While it is down, a name gives way to the id, and what is for nobody else
 * waits for it.
 */
function withOthers(cache: PeopleCache, { isFor, persons = [], mentions = [] }: ToPeople): Promise<Person[]> {
  const isEnough = (people: Person[]) => persons.length === 0 || people.some(isFor);
  return cache.allWith([...new Set([...persons, ...mentions])], isEnough);
}

function mentionsOf({ detail }: AlertEffect): PersonId[] {
  const brief = detail && 'brief' in detail ? detail.brief : detail;
  return brief && 'seenBy' in brief && brief.seenBy ? [brief.seenBy] : [];
}

async function sendTo(
  { mail, ledger, log, clock }: SendNeeds,
  message: ToPeople,
  person: Person,
  everyone: Person[],
): Promise<Outcome> {
  const ref = { effect: message.id, person: person.id };
  let possibleRepeat = false;
  const write = async () => {
    const begun = await ledger.begin(ref, clock());
    if (begun === 'done') return undefined;
    possibleRepeat = begun === 'send-as-possible-repeat';
    const letter = message.mail(person, possibleRepeat, everyone);
    return { ...letter, id: `${message.id}/${person.id}`, name: person.name, automatic: true, possibleRepeat };
  };
  const sent = await mail.send(person.email, write, AbortSignal.timeout(CONNECTION_WAIT_MS));
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
      throw new MailServerDown('The mail server answers other alerts too slowly to take this one now; it is retried.');
  }
}

function throwIfDeferred(ends: PromiseSettledResult<Outcome>[], waited: number): void {
  throwFirst(ends);
  const later = ends.filter((end) => end.status === 'fulfilled' && end.value === 'later').length;
  if (later > 0 && waited < MAILBOX_RETRY_MS) {
    throw ApplicationFailure.retryable(
      `The mail server deferred ${later} of ${ends.length} alerts; they are retried.`,
      'MailDeferred',
    );
  }
}

function isFor(to: Addressees, person: Person): boolean {
  return 'persons' in to ? to.persons.includes(person.id) : person.roles.some((role) => to.roles.includes(role));
}

/** Somebody may have a copy already unless the previous attempt was seen to end: its worker may be dead, or only slow. */
function attemptOf(
  { attempt, workflowExecution }: Info,
  { ended }: Partial<HeartbeatDetails>,
  { carriedOver, isFirst = attempt === 1 && !carriedOver }: ToPeople,
): Attempt {
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
