import type { Instant } from '../../domain/instant';
import type { PersonId } from '../../domain/people';
import type { Severity } from '../../domain/report';
import type { AlertKind, Effect, Headline, Stage } from '../../domain/state';
import type { IncidentClass } from '../../domain/triage';
import { ALERT_EN } from './alert.en';
import { ALERT_FR } from './alert.fr';
import { asHtml, asText, foreign, languageOf, type Language, type Part } from './page';
import { local, timeLeft, utc } from './time';

/** All that an alert says in one language; every kind has its words, or this does not compile. */
export interface AlertWords {
  kinds: Record<AlertKind, { title: string; happened: string; asked: string }>;
  headings: { clock: string; asked: string; how: string };
  labels: Record<
    'case' | 'class' | 'stage' | 'severity' | 'product' | 'declared' | 'detail' | 'due' | 'local' | 'left',
    string
  >;
  /** The case's class, stage and severity. */
  values: Record<IncidentClass | Stage['stage'] | Severity, string>;
  promise: { incident: string; event: string; other: string };
  noClock: string;
  open: string;
  acknowledge: string;
  signal: string;
  commands: string;
  repeat: string;
}

const WORDS: Record<Language, AlertWords> = { en: ALERT_EN, fr: ALERT_FR };

/** Where the reader can act. No address ends in a slash. */
export interface Places {
  publicUrl: string;
  uiUrl: string;
  namespace: string;
}

export interface AlertReader {
  id: PersonId;
  timeZone: string;
  language: string;
}

/** To one person, in the person's language and time zone. */
export function alertMail(
  effect: Extract<Effect, { kind: 'alert' }>,
  reader: AlertReader,
  now: Instant,
  places: Places,
  possibleRepeat: boolean,
) {
  const language = languageOf(reader.language);
  const words = WORDS[language];
  const { headline, alert, detail } = effect;
  const { title, happened, asked } = words.kinds[alert];
  const subject = `[${headline.id}] ${title}${headline.due ? `, ${timeLeft(now, headline.due, language)}` : ''}`;
  const parts: Part[] = [
    ...(possibleRepeat ? [{ paragraph: words.repeat }] : []),
    { paragraph: happened },
    { rows: caseRows(words, headline, detail) },
    { heading: words.headings.clock },
    ...clock(words, headline, reader, now, language),
    { heading: words.headings.asked },
    { paragraph: asked },
    { heading: words.headings.how },
    ...ways(words, headline, reader, places),
  ];
  return { language, subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

function caseRows({ labels, values }: AlertWords, headline: Headline, detail?: string): [string, string][] {
  const rows: [string, string | undefined][] = [
    [labels.case, headline.id],
    [labels.class, values[headline.class]],
    [labels.stage, values[headline.stage]],
    [labels.severity, headline.severity && valueOf(values, headline.severity)],
    [labels.product, headline.product],
    [labels.declared, headline.declaredAt && utc(headline.declaredAt)],
    [labels.detail, detail],
  ];
  return rows.flatMap(([label, value]): [string, string][] => (value ? [[label, foreign(value)]] : []));
}

/** A headline's severity is open text. */
function valueOf(values: Record<string, string | undefined>, value: string): string {
  return values[value] ?? value;
}

function clock(words: AlertWords, headline: Headline, reader: AlertReader, now: Instant, language: Language): Part[] {
  if (!headline.due) return [{ paragraph: words.noClock }];
  const { promise, labels } = words;
  const which = headline.class === 'incident' || headline.class === 'event' ? promise[headline.class] : promise.other;
  const own = local(headline.due, reader.timeZone, language);
  return [
    { paragraph: which },
    {
      rows: [
        [labels.due, utc(headline.due)],
        ...(own ? [[labels.local, own] as [string, string]] : []),
        [labels.left, timeLeft(now, headline.due, language)],
      ],
    },
  ];
}

function ways(
  words: AlertWords,
  { id }: Headline,
  reader: AlertReader,
  { publicUrl, uiUrl, namespace }: Places,
): Part[] {
  const acknowledge = `curl -X POST ${publicUrl}/api/incidents/${id}/acknowledge -H "Authorization: Bearer $TOCSIN_KEY" -H "Content-Type: application/json" -d '{}'`;
  const input = JSON.stringify({ by: reader.id }).replaceAll("'", String.raw`'\''`);
  const signal = `temporal workflow signal --namespace ${namespace} --workflow-id ${id} --name acknowledge --input '${input}'`;
  return [
    { link: `${uiUrl}/namespaces/${namespace}/workflows/${id}`, words: words.open },
    { paragraph: words.acknowledge },
    { command: acknowledge },
    { paragraph: words.signal },
    { command: signal },
    { paragraph: words.commands },
  ];
}
