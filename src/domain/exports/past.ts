import type { IncidentClass } from '../triage/triage';

/** What the VERIS schema 1.4.1 asks of every record, and the rest as it came. */
export interface VerisRecord {
  incident_id: string;
  source_id?: string;
  summary: string;
  schema_version: string;
  security_incident: 'Confirmed' | 'Suspected' | 'Near miss' | 'False positive';
  timeline: { incident: { year: number; month?: number; day?: number }; [more: string]: unknown };
  actor: Record<string, unknown>;
  action: Record<string, unknown>;
  asset: { assets: { variety?: string; [more: string]: unknown }[]; [more: string]: unknown };
  attribute?: Record<string, unknown>;
  discovery_method: Record<string, unknown>;
  reference?: string;
}

export const VERIS_VERSION = '1.4.1';

/** A record of the schema 1.3 or 1.4 as one of 1.4.1, which has one other word: adversary instead of man in the middle. */
export function asNewestVeris(record: VerisRecord): VerisRecord {
  const action = Object.fromEntries(
    Object.entries(record.action).map(([kind, how]) => [kind, IN_THE_MIDDLE.includes(kind) ? renamed(how) : how]),
  );
  return { ...record, action, schema_version: VERIS_VERSION };
}

const IN_THE_MIDDLE = ['hacking', 'malware'];

function renamed(how: unknown): unknown {
  const varieties = listIn(how, 'variety');
  if (!varieties.includes('MitM')) return how;
  return { ...(how as object), variety: varieties.map((variety) => (variety === 'MitM' ? 'AitM' : variety)) };
}

/** One line of what happened before this register, or in another one. No clock of ours runs for it. */
export function pastEntryOf(record: VerisRecord) {
  const { source_id: source = 'unknown', incident_id: incident, summary, reference, attribute = {} } = record;
  const { year, month, day } = record.timeline.incident;
  const records = totalOf(attribute);
  return {
    source,
    incident,
    happened: [year, ...(month ? [twoDigits(month), ...(day ? [twoDigits(day)] : [])] : [])].join('-'),
    class: CLASSES[record.security_incident],
    summary,
    actions: kindsOf(record.action),
    actors: kindsOf(record.actor),
    assets: record.asset.assets.flatMap(({ variety }) => variety ?? []),
    attributes: Object.keys(attribute),
    noticedBy: kindsOf(record.discovery_method),
    ...(records !== undefined && { records }),
    ...(reference !== undefined && { reference }),
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** `error: Misdelivery` */
function kindsOf(kinds: Record<string, unknown>): string[] {
  return Object.entries(kinds).map(([kind, how]) =>
    [kind, listIn(how, 'variety').join(', ')].filter(Boolean).join(': '),
  );
}

function totalOf({ confidentiality }: Record<string, unknown>): number | undefined {
  const total = (confidentiality as { data_total?: unknown } | undefined)?.data_total;
  return typeof total === 'number' ? total : undefined;
}

function listIn(part: unknown, name: string): string[] {
  const list = (part as Record<string, unknown> | undefined)?.[name];
  return [list].flat().filter((word): word is string => typeof word === 'string');
}

const CLASSES: Record<VerisRecord['security_incident'], IncidentClass> = {
  Confirmed: 'incident',
  Suspected: 'undetermined',
  'Near miss': 'not-an-incident',
  'False positive': 'not-an-incident',
};
