import type { Incident, TimelineRow } from './data';
import { wordFor, type Vocabulary } from './vocabulary';

type RowKind = 'person' | 'clock' | 'customer' | 'machine';

/** Who or what a row of the timeline speaks of, for its mark and the filters. */
export function kindOf({ type, by }: Pick<TimelineRow, 'type' | 'by'>): RowKind {
  if (/^(obligation|warned|reason-demanded)/.test(type)) return 'clock';
  if (/^(customer|contact|notice|help|waiver|assistance-file)/.test(type)) return 'customer';
  return by === 'system' ? 'machine' : 'person';
}

/** What a person would tell; what the machine did for it is shown when asked for. */
export function isTold(row: Pick<TimelineRow, 'type' | 'by'>): boolean {
  return kindOf(row) !== 'machine' && !/^(alert-|obligation-opened|obligation-voided)/.test(row.type);
}

type Event = TimelineRow['event'];

/** Events hold their words under one of these names. */
const TEXTS = ['text', 'reason', 'outcome', 'words', 'why', 'message', 'facts'] as const;

/** What an event is about, and what somebody said in it. */
export function saidIn(
  event: Event,
  vocabulary: Vocabulary,
  obligations: NonNullable<Incident['obligations']>,
  noticeWord: (number: string) => string,
): { about?: string; text?: string } {
  const own = TEXTS.map((name) => event[name]).find((value) => typeof value === 'string');
  const text = own ?? nestedText(event);
  const about = [...aboutOf(event, vocabulary, obligations, noticeWord)].join(', ');
  return { ...(about && { about }), ...(typeof text === 'string' && { text }) };
}

function nestedText({ declaration, entries, fact, report, contact }: Event): unknown {
  const [said, assessed, known] = [declaration, entries, fact] as ({ [name: string]: unknown } | undefined)[];
  const others = [report, contact] as ({ [name: string]: unknown } | undefined)[];
  return (
    said?.facts ?? assessed?.findings ?? assessed?.evaluation ?? known?.value ?? others[0]?.seen ?? others[1]?.summary
  );
}

function* aboutOf(
  event: Event,
  vocabulary: Vocabulary,
  obligations: NonNullable<Incident['obligations']>,
  noticeWord: (number: string) => string,
): Generator<string> {
  const { field, to, notice, customer, persons, obligation, classification, exchange } = event as Record<
    string,
    unknown
  >;
  const { offeredBy, takenBy } = event as Record<string, unknown>;
  const clock = obligations.find(({ id }) => id === obligation);
  if (typeof field === 'string') yield wordFor(vocabulary.fact, field);
  if (typeof to === 'string') yield wordFor(vocabulary.stage, to);
  if (typeof notice === 'number') yield noticeWord(String(notice));
  if (typeof customer === 'string') yield customer;
  if (typeof exchange === 'string') yield wordFor(vocabulary.exchange, exchange);
  if (typeof offeredBy === 'string') yield offeredBy;
  if (typeof takenBy === 'string') yield takenBy;
  if (Array.isArray(persons)) yield (persons as string[]).join(', ');
  if (clock) yield vocabulary.clock[clock.kind];
  const { class: name } = (classification ?? {}) as { class?: string };
  if (name) yield wordFor(vocabulary.class, name);
}
