import { mayAct } from '../../domain/next-actions';
import { HOUR, type Instant } from '../../domain/primitives/instant';
import type { Channel, ReportBrief, Severity } from '../../domain/triage/report';
import type { AlertDetail, AlertKind } from '../../domain/alerts/state';
import type { AlertEffect } from '../../domain/effects/state';
import type { AnchorName, BASES, Headline, Stage } from '../../domain/case/state';
import type { Contact, KeptTerms } from '../../domain/scope/state';
import type { IncidentClass } from '../../domain/triage/triage';
import type { ObligationKind } from '../../domain/clocks/table';
import { unreachable } from '../../domain/primitives/unreachable';
import { ALERT_EN } from './alert.en';
import { ALERT_FR } from './alert.fr';
import { howToAct, type Colleague, type HowWords, type Places } from './how';
import { asHtml, asText, stripControlChars, languageOf, type Language, type Part } from './page';
import { termsText, termText, type TermWords } from './term';
import { local, span, timeLeft, utc } from './time';

interface Told {
  title: string;
  happened: string;
  asked: string;
}

export type NewsKind = Extract<
  AlertKind,
  | 'report-received'
  | 'report-closed'
  | 'handed-over'
  | 'handover-unreached'
  | `notice-${'approved' | 'rejected' | 'stale' | 'sent'}`
  | `${'approval' | 'release' | 'second-person' | 'help'}-overdue`
>;

/** For readers who may not open the case: neither its standing, nor how to act in it. */
const ON_ITS_OWN: readonly AlertKind[] = ['report-received', 'report-closed', 'handed-over'];

/** All that an alert says in one language; every kind has its words, or this does not compile. */
export interface AlertWords {
  kinds: Record<AlertKind, Told>;
  /** The alert `declared`, where a signed-in person has yet to confirm it. */
  declaredBySignal: Told;
  unanswered: {
    before: string;
    since: (since: string, level: number, of: number) => string;
    inHand: (names: string) => string;
  };
  /** Before what is asked, to a reader who may do nothing of it. */
  notYours: string;
  headings: { clock: string; asked: string; how: string };
  labels: Record<
    | 'case'
    | 'class'
    | 'stage'
    | 'severity'
    | 'product'
    | 'declared'
    | 'channel'
    | 'detected'
    | 'seen'
    | 'seenBy'
    | 'externalReference'
    | 'outsider'
    | 'answerTo'
    | 'declaredAfter'
    | 'basis'
    | 'policy'
    | 'policyHours'
    | 'detail'
    | 'term'
    | 'due'
    | 'local'
    | 'left',
    string
  >;
  /** The case's class, stage and severity. */
  values: Record<IncidentClass | Stage['stage'] | Severity, string>;
  channels: Record<Channel, string>;
  bases: Record<(typeof BASES)[number], string>;
  anchors: Record<AnchorName, string>;
  ways: Record<Contact['way'], string>;
  term: TermWords;
  details: {
    hoursLeft: (span: string) => string;
    notice: (notice: number, hash: string) => string;
    outOfReach: (customers: number, names: string) => string;
    contact: (way: string, customer: string, at: string) => string;
    help: (customer: string, owner: string) => string;
    revokedContact: (customer: string, reason: string) => string;
    denial: (answers: string) => string;
    unregistered: (names: string, more: number) => string;
    near: (names: string) => string;
    keptTerm: (customer: string, kept: string, contract: string) => string;
    mark: Record<Extract<AlertDetail, { about: 'mark' }>['outcome'], (customer: string) => string>;
    fact: (field: string, owner: string) => string;
    promiseWaiver: (by: string, promise: string) => string;
    waiver: (by: string, customer: string) => string;
    withdrawal: (by: string, becomes: string) => string;
    correction: (by: string, anchor: string, to: string) => string;
    rejection: (by: string, notice: number, reason: string) => string;
    sending: (notice: number, told: number, customers: number, unreachable: number) => string;
    unreached: (names: string) => string;
    setAside: (commands: string) => string;
  };
  /** The clocks on what we owe ourselves; promises to customers are named by `promise`. */
  duties: Record<ObligationKind, string>;
  /** What a reporter hears of the end, without anything that stands in the case. */
  outcomes: Record<IncidentClass, string>;
  promise: { incident: string; event: string; written: string; other: string };
  noClock: string;
  how: HowWords;
  repeat: string;
}

const WORDS: Record<Language, AlertWords> = { en: ALERT_EN, fr: ALERT_FR };

export interface AlertReader extends Colleague {
  timeZone: string;
  language: string;
}

/** What an alert is told with, beside itself. */
export interface AlertSetting {
  now: Instant;
  places: Places;
  /** Those who may be named to the reader. */
  everyone: readonly Colleague[];
  possibleRepeat: boolean;
}

/** To one person, in the person's language and time zone. */
export function alertMail(effect: AlertEffect, reader: AlertReader, setting: AlertSetting) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const { now, places, everyone } = setting;
  const { headline, unanswered } = effect;
  const { title, happened, asked } = toldIn(words, effect);
  const subject = subjectOf(words, effect, title, now, language);
  const parts: Part[] = [
    ...(setting.possibleRepeat ? [{ paragraph: words.repeat }] : []),
    ...(unanswered ? unansweredFor(words, unanswered, everyone) : []),
    { paragraph: happened },
    ...(ON_ITS_OWN.includes(effect.alert)
      ? [...standingAlone(words, effect, everyone), { heading: words.headings.asked }, { paragraph: asked }]
      : [
          { rows: [...caseRows(words, headline), ...detailRows(words, effect.detail, everyone)] },
          { heading: words.headings.clock },
          ...clock(words, effect, reader, now, language),
          { heading: words.headings.asked },
          ...(mayAct(effect, reader.roles) ? [] : [{ paragraph: words.notYours }]),
          { paragraph: asked },
          { heading: words.headings.how },
          ...howToAct(words.how, effect, reader, places, everyone),
        ]),
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

function unansweredFor(
  { unanswered: words }: AlertWords,
  { since, level, of, inHand = [] }: NonNullable<AlertEffect['unanswered']>,
  everyone: readonly Colleague[],
): Part[] {
  const names = inHand.map((id) => nameOf(everyone, id)).join(', ');
  return [{ paragraph: words.since(utc(since), level, of) }, ...(names ? [{ paragraph: words.inHand(names) }] : [])];
}

function standingAlone(words: AlertWords, { detail, headline }: AlertEffect, everyone: readonly Colleague[]): Part[] {
  const outcome = detail?.about === 'outcome' ? [{ paragraph: words.outcomes[detail.class] }] : [];
  const rows = detail?.about === 'handover' ? detailRows(words, detail, everyone) : [];
  return [...outcome, { rows: [[words.labels.case, headline.id], ...rows] }];
}

function nameOf(everyone: readonly Colleague[], id: string): string {
  return everyone.find((person) => person.id === id)?.name ?? id;
}

function toldIn(words: AlertWords, { alert, duty }: AlertEffect): Told {
  return alert === 'declared' && duty ? words.declaredBySignal : words.kinds[alert];
}

function subjectOf(
  { unanswered }: AlertWords,
  effect: AlertEffect,
  title: string,
  now: Instant,
  language: Language,
): string {
  const due = ON_ITS_OWN.includes(effect.alert) ? undefined : (effect.duty ?? effect.headline).due;
  return `[${effect.headline.id}] ${effect.unanswered ? unanswered.before : ''}${title}${due ? `, ${timeLeft(now, due, language)}` : ''}`;
}

function caseRows({ labels, values }: AlertWords, headline: Headline): [string, string][] {
  return filledRows([
    [labels.case, headline.id],
    [labels.class, values[headline.class]],
    [labels.stage, values[headline.stage]],
    [labels.severity, headline.severity && valueOf(values, headline.severity)],
    [labels.product, headline.product],
    [labels.declared, headline.declaredAt && utc(headline.declaredAt)],
  ]);
}

function detailRows(
  words: AlertWords,
  detail: AlertDetail | undefined,
  everyone: readonly Colleague[],
): [string, string][] {
  const { labels, details } = words;
  if (!detail) return [];
  const named = (id: string) => nameOf(everyone, id);
  const row = (value: string) => filledRows([[labels.detail, value]]);
  switch (detail.about) {
    case 'report':
      return reportRows(words, detail, named);
    case 'outcome':
    case 'handover':
    case 'unreached':
    case 'rejection':
    case 'sending':
      return newsRows(words, detail, named);
    case 'declaration':
      return declarationRows(words, detail, named);
    case 'denial':
      return row(details.denial(detail.answers.join(', ')));
    case 'hours-left':
      return row(details.hoursLeft(spanOf(detail.hours)));
    case 'notice':
      return row(details.notice(detail.notice, detail.hash));
    case 'out-of-reach':
    case 'contact':
    case 'help':
    case 'revoked-contact':
    case 'unregistered':
    case 'kept-terms':
    case 'removal':
    case 'mark':
      return row(ofCustomers(words, detail, named));
    case 'fact':
      return row(details.fact(detail.field, named(detail.owner)));
    case 'promise-waiver':
      return row(details.promiseWaiver(named(detail.askedBy), detail.promise));
    case 'waiver':
    case 'withdrawal':
    case 'correction':
      return row(askedIn(words, detail, named(detail.askedBy)));
    case 'set-aside':
      return row(details.setAside(detail.commands.join(', ')));
    default:
      return unreachable(detail);
  }
}

type Detail<About extends AlertDetail['about']> = Extract<AlertDetail, { about: About }>;
type Named = (id: string) => string;

function reportRows(words: AlertWords, detail: Detail<'report'>, named: Named): [string, string][] {
  const { labels, channels } = words;
  return filledRows([
    ...briefRows(words, detail, named),
    [labels.channel, channels[detail.channel]],
    [labels.detected, utc(detail.detectedAt)],
    [labels.outsider, detail.outsider?.name],
    [labels.answerTo, detail.outsider?.answerTo],
  ]);
}

function declarationRows(words: AlertWords, detail: Detail<'declaration'>, named: Named): [string, string][] {
  const { labels, bases } = words;
  return filledRows([
    [labels.basis, bases[detail.basis]],
    [labels.policy, detail.policy],
    [labels.policyHours, hoursIn(detail.policyHours)],
    [labels.declaredAfter, hoursIn(detail.lateHours)],
    ...briefRows(words, detail.brief ?? {}, named),
  ]);
}

function askedIn(
  { details, values, anchors }: AlertWords,
  detail: Detail<'waiver' | 'withdrawal' | 'correction'>,
  by: string,
): string {
  switch (detail.about) {
    case 'waiver':
      return details.waiver(by, detail.customer);
    case 'withdrawal':
      return details.withdrawal(by, values[detail.becomes.class]);
    case 'correction':
      return details.correction(by, anchors[detail.anchor], utc(detail.to));
  }
}

function namesOf({ details }: AlertWords, { customers, names = [] }: Detail<'out-of-reach'>): string {
  return names.length > 0 ? details.unregistered(names.join(', '), customers - names.length) : '';
}

type CustomerDetail = Detail<
  'out-of-reach' | 'contact' | 'help' | 'revoked-contact' | 'unregistered' | 'kept-terms' | 'removal' | 'mark'
>;

function ofCustomers(words: AlertWords, detail: CustomerDetail, named: Named): string {
  const { details, ways } = words;
  switch (detail.about) {
    case 'out-of-reach':
      return details.outOfReach(detail.customers, namesOf(words, detail));
    case 'contact':
      return details.contact(ways[detail.way], detail.customer, utc(detail.at));
    case 'help':
      return details.help(detail.customer, named(detail.owner));
    case 'revoked-contact':
      return details.revokedContact(detail.customer, detail.reason);
    case 'unregistered':
      return [
        details.unregistered(detail.names.join(', '), detail.more),
        ...(detail.near ? [details.near(detail.near.join(', '))] : []),
      ].join('. ');
    case 'kept-terms':
      return details.unregistered(keptTerms(words, detail), detail.more);
    case 'removal':
      return detail.name;
    case 'mark':
      return details.mark[detail.outcome](detail.customer);
  }
}

type NewsDetail = Detail<'outcome' | 'handover' | 'unreached' | 'rejection' | 'sending'>;

function newsRows(words: AlertWords, detail: NewsDetail, named: Named): [string, string][] {
  const { labels, details } = words;
  const row = (value: string) => filledRows([[labels.detail, value]]);
  switch (detail.about) {
    case 'outcome':
      return [];
    case 'handover':
      return filledRows([...briefRows(words, detail, named), [labels.detail, detail.words]]);
    case 'unreached':
      return row(details.unreached(detail.persons.map(named).join(', ')));
    case 'rejection':
      return row(details.rejection(named(detail.by), detail.notice, detail.reason));
    case 'sending':
      return row(details.sending(detail.notice, detail.told, detail.customers, detail.unreachable));
  }
}

function briefRows(
  { labels }: AlertWords,
  { seen, seenBy, externalReference }: ReportBrief,
  named: Named,
): [string, string | undefined][] {
  return [
    [labels.seen, seen],
    [labels.seenBy, seenBy && named(seenBy)],
    [labels.externalReference, externalReference],
  ];
}

function hoursIn(hours: number | undefined): string | undefined {
  return hours === undefined ? undefined : `${hours} h`;
}

function keptTerms({ details, term }: AlertWords, { first }: KeptTerms): string {
  return first
    .map((one) => details.keptTerm(one.customer, termsText(term, one.terms), termsText(term, one.contract)))
    .join(', ');
}

function spanOf(hours: number): string {
  return hours < 1 ? span(hours * HOUR) : `${hours} h`;
}

function filledRows(rows: [string, string | undefined][]): [string, string][] {
  return rows.flatMap(([label, value]): [string, string][] => (value ? [[label, stripControlChars(value)]] : []));
}

/** A headline's severity is open text. */
function valueOf(values: Record<string, string | undefined>, value: string): string {
  return values[value] ?? value;
}

/** The alert's own clock under its own name, and the promise to customers beside it. */
function clock(words: AlertWords, effect: AlertEffect, reader: AlertReader, now: Instant, language: Language): Part[] {
  const { duty, headline } = effect;
  const { duties, noClock } = words;
  const promised = promiseIn(words, effect);
  const due = headline.due;
  if (duty)
    return [
      { paragraph: duties[duty.kind] },
      dueRows(words, duty.due, reader, now, language),
      { paragraph: due ? `${promised} ${utc(due)}, ${timeLeft(now, due, language)}` : noClock },
    ];
  if (!due) return [{ paragraph: noClock }];
  const term: [string, string][] = headline.term ? [[words.labels.term, termText(words.term, headline.term)]] : [];
  return [{ paragraph: promised }, dueRows(words, due, reader, now, language, term)];
}

function promiseIn({ promise }: AlertWords, { alert, headline }: AlertEffect): string {
  if (alert === 'promise-warning' || alert === 'promise-expired') return promise.written;
  return headline.class === 'incident' || headline.class === 'event' ? promise[headline.class] : promise.other;
}

function dueRows(
  { labels }: AlertWords,
  due: Instant,
  reader: AlertReader,
  now: Instant,
  language: Language,
  term: [string, string][] = [],
): Part {
  return {
    rows: filledRows([
      ...term,
      [labels.due, utc(due)],
      [labels.local, local(due, reader.timeZone, language)],
      [labels.left, timeLeft(now, due, language)],
    ]),
  };
}
