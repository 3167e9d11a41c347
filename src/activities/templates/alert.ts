import { mayAct } from '../../domain/next-actions';
import type { NextBest } from '../../domain/next-best';
import { otherwiseIn, sentenceIn } from '../../domain/next-words';
import { TO_OUTSIDERS } from '../../domain/visibility';
import type { Instant } from '../../domain/primitives/instant';
import type { AlertKind } from '../../domain/alerts/state';
import type { AlertEffect } from '../../domain/effects/state';
import type { AlertSummary } from '../../register';
import type { Headline } from '../../domain/case/state';
import { detailRows, filledRows, nameOf, valueOf } from './alert-details';
import { ALERT_EN } from './alert.en';
import { ALERT_FR } from './alert.fr';
import type { AlertWords, AlertSentences } from './alert-words';
import { howToAct, type Colleague, type Links } from './how';
import { exerciseMark } from '../../texts/exercise';
import { asHtml, asText, languageOf, type Language, type Part } from '../../texts/page';
import { termText } from './term';
import { local, timeLeft, utc } from '../../texts/time';

/** For readers who may not open the case: neither its standing, nor how to act in it. */
const ON_ITS_OWN: readonly AlertKind[] = [
  ...(['report-received', 'report-closed', 'handed-over'] as const),
  ...([
    'exercise-planned',
    'exercise-unconfirmed',
    'exercise-ended',
    'resolution-given',
    'resolution-overdue',
  ] as const),
  ...TO_OUTSIDERS,
];

const WORDS: Record<Language, AlertWords> = { en: ALERT_EN, fr: ALERT_FR };

export interface AlertReader extends Colleague {
  timeZone: string;
  language: string;
}

/** What an alert is told with, beside itself. */
export interface AlertSetting {
  now: Instant;
  places: Links;
  /** Those who may be named to the reader. */
  everyone: readonly Colleague[];
  possibleRepeat: boolean;
  /** Alerts that this mail stands for too. */
  others?: readonly AlertSummary[];
  best?: NextBest;
}

/** To one person, in the person's language and time zone. */
export function alertMail(effect: AlertEffect, reader: AlertReader, setting: AlertSetting) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const { now, places, everyone, others = [] } = setting;
  const { headline, unanswered } = effect;
  const { title, happened, asked } = sentencesOf(words, effect);
  const subject = subjectOf(words, effect, title, { now, language, others: others.length });
  const mark = headline.exercise ? [{ paragraph: exerciseMark(language) }] : [];
  const parts: Part[] = [
    ...mark,
    ...(setting.possibleRepeat ? [{ paragraph: words.repeat }] : []),
    ...(unanswered ? unansweredFor(words, unanswered, everyone) : []),
    { paragraph: happened },
    ...othersIn(words, others, now, language),
    ...(ON_ITS_OWN.includes(effect.alert)
      ? [...standingAlone(words, effect, everyone), { heading: words.headings.asked }, { paragraph: asked }]
      : [
          { rows: [...caseRows(words, headline), ...detailRows(words, effect.detail, everyone)] },
          { heading: words.headings.clock },
          ...clock(words, effect, reader, now, language),
          { heading: words.headings.asked },
          ...(mayAct(effect, reader.roles) ? [] : [{ paragraph: words.notYours }]),
          { paragraph: asked },
          ...firstOfAll(words, setting.best, language),
          { heading: words.headings.how },
          ...howToAct(words.how, effect, reader, places, everyone),
        ]),
    ...mark,
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

/** Of the incident, which may be more urgent than what this alert asks for. */
function firstOfAll({ headings }: AlertWords, best: NextBest | undefined, language: Language): Part[] {
  return best ? [{ paragraph: `${headings.first} ${sentenceIn(language, best)} ${otherwiseIn(language, best)}` }] : [];
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
  const isSaid = ['handover', 'glass', 'exercise', 'resolution'].includes(detail?.about ?? '');
  const rows = isSaid ? detailRows(words, detail, everyone) : [];
  return [...outcome, { rows: [[words.labels.case, headline.id], ...rows] }];
}

function sentencesOf(words: AlertWords, { alert, duty }: AlertEffect): AlertSentences {
  return alert === 'declared' && duty ? words.declaredBySignal : words.kinds[alert];
}

function othersIn(words: AlertWords, others: readonly AlertSummary[], now: Instant, language: Language): Part[] {
  const said = ({ incident, alert, due, seen }: AlertSummary): [string, string] => [
    incident,
    [words.kinds[alert].title, ...(due ? [timeLeft(now, due, language)] : []), ...(seen ? [seen] : [])].join('; '),
  ];
  return others.length > 0
    ? [{ paragraph: words.together(others.length) }, { rows: filledRows(others.map(said)) }]
    : [];
}

function subjectOf(
  { unanswered }: AlertWords,
  effect: AlertEffect,
  title: string,
  { now, language, others }: { now: Instant; language: Language; others: number },
): string {
  const due = ON_ITS_OWN.includes(effect.alert) ? undefined : (effect.duty ?? effect.headline).due;
  const which = others > 0 ? `${effect.headline.id} +${others}` : effect.headline.id;
  const mark = effect.headline.exercise ? `${exerciseMark(language)}: ` : '';
  return `[${which}] ${mark}${effect.unanswered ? unanswered.before : ''}${title}${due ? `, ${timeLeft(now, due, language)}` : ''}`;
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
