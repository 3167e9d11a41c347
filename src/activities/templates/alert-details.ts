import { HOUR } from '../../domain/primitives/instant';
import type { ReportBrief } from '../../domain/triage/report';
import type { AlertDetail } from '../../domain/alerts/state';
import type { KeptTerms } from '../../domain/scope/state';
import { unreachable } from '../../domain/primitives/unreachable';
import type { AlertWords } from './alert-words';
import type { Colleague } from './how';
import { stripControlChars } from '../../texts/page';
import { termsText } from './term';
import { span, utc } from '../../texts/time';

/** What an alert says of its occasion. */
export function detailRows(words: AlertWords, detail: AlertDetail | undefined, everyone: readonly Colleague[]): Rows {
  if (!detail) return [];
  const named = (id: string) => nameOf(everyone, id);
  const row = (value: string) => filledRows([[words.labels.detail, value]]);
  switch (detail.about) {
    case 'report':
      return reportRows(words, detail, named);
    case 'outcome':
    case 'handover':
    case 'unreached':
    case 'rejection':
    case 'sending':
    case 'merge':
      return newsRows(words, detail, named);
    case 'declaration':
      return declarationRows(words, detail, named);
    case 'denial':
    case 'hours-left':
    case 'notice':
    case 'fact':
    case 'set-aside':
      return row(ofWork(words, detail, named));
    case 'out-of-reach':
    case 'contact':
    case 'help':
    case 'question':
    case 'revoked-contact':
    case 'unregistered':
    case 'kept-terms':
    case 'removal':
    case 'mark':
      return row(ofCustomers(words, detail, named));
    case 'lacks':
    case 'glass':
    case 'lifting':
      return restrictionRows(words, detail, named);
    case 'promise-waiver':
    case 'waiver':
    case 'hold':
    case 'withholding':
    case 'withdrawal':
    case 'correction':
      return row(askedIn(words, detail, named(detail.askedBy)));
    case 'tasks':
    case 'task':
    case 'post-mortem':
    case 'action':
    case 'regime-duty':
      return row(ofLessons(words, detail));
    case 'inject':
    case 'exercise':
    case 'resolution':
      return exerciseRows(words, detail);
    default:
      return unreachable(detail);
  }
}

type Rows = [string, string][];
type Detail<About extends AlertDetail['about']> = Extract<AlertDetail, { about: About }>;
type Named = (id: string) => string;

type WorkDetail = Detail<'denial' | 'hours-left' | 'notice' | 'fact' | 'set-aside'>;

function ofWork({ details }: AlertWords, detail: WorkDetail, named: Named): string {
  switch (detail.about) {
    case 'denial':
      return details.denial(detail.answers.join(', '));
    case 'hours-left':
      return details.hoursLeft(spanOf(detail.hours));
    case 'notice':
      return details.notice(detail.notice, detail.hash);
    case 'fact':
      return details.fact(detail.field, named(detail.owner));
    case 'set-aside':
      return details.setAside(detail.commands.join(', '));
  }
}

function restrictionRows(
  { labels, details }: AlertWords,
  detail: Detail<'lacks' | 'glass' | 'lifting'>,
  named: Named,
): Rows {
  switch (detail.about) {
    case 'lacks':
      return filledRows([[labels.detail, detail.lacks.map((lack) => details.lacks[lack]).join('; ')]]);
    case 'glass':
      return filledRows([
        [labels.detail, details.glass(named(detail.by), utc(detail.until))],
        [labels.reason, detail.reason],
      ]);
    case 'lifting':
      return filledRows([[labels.detail, details.lifting(named(detail.askedBy))]]);
  }
}

function ofLessons(
  { details }: AlertWords,
  detail: Detail<'tasks' | 'task' | 'post-mortem' | 'action' | 'regime-duty'>,
): string {
  switch (detail.about) {
    case 'tasks':
      return details.tasks(detail.titles.join('; '), detail.more);
    case 'task':
      return details.task(detail.task, detail.title);
    case 'regime-duty':
      return details.regimeDuty(detail.duty, detail.regime, detail.recipient, utc(detail.due));
    case 'post-mortem':
      return details.postMortem(utc(detail.due));
    case 'action':
      return details.action[detail.what](detail.action, utc(detail.due));
  }
}

function exerciseRows({ labels, details }: AlertWords, detail: Detail<'inject' | 'exercise' | 'resolution'>): Rows {
  switch (detail.about) {
    case 'inject':
      return filledRows([
        [labels.said, detail.words],
        [labels.saidBy, detail.from],
      ]);
    case 'exercise':
      return filledRows([[labels.detail, details.exercise(utc(detail.startsAt))]]);
    case 'resolution':
      return filledRows([[labels.detail, details.resolution(detail.finding, utc(detail.due))]]);
  }
}

function reportRows(words: AlertWords, detail: Detail<'report'>, named: Named): Rows {
  const { labels, channels } = words;
  return filledRows([
    ...briefRows(words, detail, named),
    [labels.channel, channels[detail.channel]],
    [labels.detected, utc(detail.detectedAt)],
    [labels.outsider, detail.outsider?.name],
    [labels.answerTo, detail.outsider?.answerTo],
  ]);
}

function declarationRows(words: AlertWords, detail: Detail<'declaration'>, named: Named): Rows {
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
  detail: Detail<'promise-waiver' | 'waiver' | 'hold' | 'withholding' | 'withdrawal' | 'correction'>,
  by: string,
): string {
  switch (detail.about) {
    case 'waiver':
      return details.waiver(by, detail.customer);
    case 'promise-waiver':
      return details.promiseWaiver(by, detail.promise);
    case 'hold':
      return details.hold(by, detail.notice);
    case 'withholding':
      return details.withholding(by, detail.withholding, detail.field);
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
  | 'out-of-reach'
  | 'contact'
  | 'help'
  | 'question'
  | 'revoked-contact'
  | 'unregistered'
  | 'kept-terms'
  | 'removal'
  | 'mark'
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
    case 'question':
      return details.question(detail.customer, detail.notice, detail.more);
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

type NewsDetail = Detail<'outcome' | 'handover' | 'unreached' | 'rejection' | 'sending' | 'merge'>;

function newsRows(words: AlertWords, detail: NewsDetail, named: Named): Rows {
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
    case 'merge':
      return row(detail.why);
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

export function filledRows(rows: [string, string | undefined][]): Rows {
  return rows.flatMap(([label, value]): [string, string][] => (value ? [[label, stripControlChars(value)]] : []));
}

/** A headline's severity is open text. */
export function valueOf(values: Record<string, string | undefined>, value: string): string {
  return values[value] ?? value;
}

export function nameOf(everyone: readonly Colleague[], id: string): string {
  return everyone.find((person) => person.id === id)?.name ?? id;
}
