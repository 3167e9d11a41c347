import { CORE_FIELDS, type Fact, type FactField, type FactSheet, type NoticeMatter } from '../domain/notices/facts';
import type { CustomerField } from '../domain/scope/state';
import { KINDS } from '../domain/notices/kinds';
import { nextNoticeBy } from '../domain/notices/printed';
import { elapsed, HOUR } from '../domain/primitives/instant';
import { LINK, ownOr } from './placeholders';
import type { Sender } from './sender';
import type { Group, SetWords } from './sets';
import { escapePlaceholders, knownWords, messagesOf, whenIn, wordedIn } from './values';

export interface Composing {
  matter: NoticeMatter;
  sender: Sender;
  /** The facts of the notice before, where this one says what is new. */
  factsBefore?: FactSheet;
}

export interface Row {
  label: string;
  value: string;
  /** Of the recipient's own value. */
  name: CustomerField;
}

/** All that a template may print, and nothing else: own properties of plain objects. */
export type Contents = ReturnType<typeof contentsOf>;

export function contentsOf({ matter, sender, factsBefore }: Composing, words: SetWords) {
  const { kind, facts } = matter;
  const nextBy = nextNoticeBy(kind, facts, matter.nextBy);
  const known = (field: FactField) => {
    const fact = KINDS[kind].fields.includes(field) || field === 'contactPoint' ? facts[field] : undefined;
    return fact?.status === 'known' ? knownWords(fact, words) : '';
  };
  return {
    kind,
    title: words.titles[kind],
    incident: matter.incident,
    number: matter.sentAs ?? matter.notice,
    declared: matter.declaredAt ? whenIn(matter.declaredAt, words) : '',
    aware: matter.awareAt ? whenIn(matter.awareAt, words) : '',
    severity: matter.severity ? words.severity[matter.severity] : '',
    role: matter.role ?? 'processor',
    declaredLate: matter.declaredLate === true,
    begunBefore: isBegunBefore(matter),
    you: recipientOf(words),
    message: messageIn(matter, words),
    reason: matter.reason ? wordedIn(matter.reason, words) : '',
    about: matter.about?.sentAs ?? '',
    nature: known('nature') && ownOr('nature', known('nature')),
    action: known('customerAction') && ownOr('customerAction', known('customerAction')),
    contact: known('contactPoint') && ownOr('contactPoint', known('contactPoint')),
    own: ownRowsOf(words),
    groups: groupsOf(matter, words),
    link: LINK,
    hasFigures: FIGURES.some((field) => known(field) !== ''),
    changes: factsBefore ? changesOf(matter, factsBefore, words) : [],
    unknown: unknownOf(matter, words),
    withheld: withheldOf(matter, words),
    inapplicable: inapplicableOf(matter, words),
    nextBy: nextBy ? whenIn(nextBy, words) : '',
    sender: Object.fromEntries(
      Object.entries(sender).map(([name, value]: [string, string]) => [name, escapePlaceholders(value)]),
    ) as unknown as Sender,
  };
}

const LONG_BEFORE_HOURS = 7 * 24;

/** What went on for long has left traces with the customer, too, and who reads the date of the declaration alone looks for too few. */
function isBegunBefore({ kind, facts: { exposure }, declaredAt }: NoticeMatter): boolean {
  const from = exposure?.status === 'known' ? exposure.period?.from : undefined;
  const isPrinted = KINDS[kind].fields.includes('exposure');
  return Boolean(isPrinted && from && declaredAt && elapsed(from, declaredAt) >= LONG_BEFORE_HOURS * HOUR);
}

function recipientOf({ labels }: SetWords) {
  return {
    ...{ contact: `{{contact|${labels.administrator}}}`, customer: '{{customer}}', account: '{{account}}' },
    ...{ data: '{{data}}', volume: '{{volume}}', nature: '{{nature}}' },
    ...{ customerAction: '{{customerAction}}', contactPoint: '{{contactPoint}}' },
  };
}

function messageIn(matter: NoticeMatter, words: SetWords): string {
  const texts = messagesOf(matter);
  return texts.length > 0 ? wordedIn(texts, words) : '';
}

const GROUP_FIELDS: Record<Group, readonly FactField[]> = {
  event: ['breachKind', 'howFound', 'service', 'exposure', 'containment'],
  extent: [
    'dataCategories',
    'personCategories',
    'personsAffected',
    'personsExposed',
    'volumeAffected',
    'volumeExposed',
  ],
  consequences: ['consequences'],
  measures: ['mitigation', 'measuresProposed'],
  parties: ['otherParty', 'authorities'],
};

const FIGURES: readonly FactField[] = ['personsAffected', 'personsExposed', 'volumeAffected', 'volumeExposed'];

function groupsOf(matter: NoticeMatter, words: SetWords): { heading: string; rows: Row[] }[] {
  const { kind } = matter;
  return Object.entries(GROUP_FIELDS)
    .map(([group, fields]) => ({
      heading: words.groups[group as Group],
      rows: fields
        .filter((field) => KINDS[kind].fields.includes(field))
        .flatMap((field) => rowsOf(field, matter, words)),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** A value of the recipient's own stands in the place of the one for all, lest the two contradict each other. */
function rowsOf(field: FactField, { kind, facts }: NoticeMatter, words: SetWords): Row[] {
  const fact = facts[field];
  if (fact?.status !== 'known') return [];
  return [{ label: labelOf(field, kind, words), value: knownWords(fact, words), name: OWN_NAME[field] ?? field }];
}

/** What is known of the recipient alone; each row stands only where it is. */
function ownRowsOf(words: SetWords): Row[] {
  return Object.values(GROUP_FIELDS)
    .flat()
    .filter((field) => !OWN_NAME[field])
    .map((field) => ({ label: words.ownFields[field] ?? words.fields[field], value: `{{${field}}}`, name: field }));
}

/** Where a recipient's own value takes the place of the one for all. What is said of all customers together stands beside it. */
function insteadOf(field: FactField): CustomerField | '' {
  return FIGURES.includes(field) ? '' : (OWN_NAME[field] ?? field);
}

/** `data` is what customers call it. */
const OWN_NAME: Partial<Record<FactField, CustomerField>> = { dataCategories: 'data' };

/** Of facts that the notice before gave otherwise, or not at all. */
function changesOf({ kind, facts }: NoticeMatter, before: FactSheet, words: SetWords) {
  return KINDS[kind].fields.flatMap((field) => {
    const [now, was] = [facts[field], before[field]];
    if (now?.status !== 'known' || JSON.stringify(now) === JSON.stringify(was)) return [];
    const said = was?.status === 'known' ? knownWords(was, words) : '';
    const value = knownWords(now, words);
    return said === value ? [] : [{ label: labelOf(field, kind, words), value, was: said, name: insteadOf(field) }];
  });
}

/** Those of one date stand together; a core field that nobody answered counts as unknown. */
function unknownOf({ kind, facts, withheld = [] }: NoticeMatter, words: SetWords) {
  const dates = new Map<string, { label: string; name: string }[]>();
  for (const field of KINDS[kind].fields.filter((one) => !withheld.includes(one))) {
    const fact: Fact | undefined = facts[field] ?? (isAsked(field, kind) ? { status: 'unknown' } : undefined);
    if (fact?.status !== 'unknown') continue;
    const by = fact.until ?? '';
    dates.set(by, [...(dates.get(by) ?? []), { label: labelOf(field, kind, words), name: insteadOf(field) }]);
  }
  return [...dates]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([by, fields]) => ({ fields, by: by === '' ? '' : whenIn(by, words) }));
}

/** What a notice of an event does not know is the customer's to find out; the contact is printed at its own place. */
function isAsked(field: FactField, kind: NoticeMatter['kind']): boolean {
  return (
    KINDS[kind].needs !== 'event' && CORE_FIELDS.includes(field) && !['contactPoint', 'customerAction'].includes(field)
  );
}

/** The ground is never stated: it could help an attacker. `partly`: beside what the letter says of the field. */
function withheldOf({ kind, facts, withheld = [] }: NoticeMatter, words: SetWords) {
  return KINDS[kind].fields.flatMap((field) => {
    const fact = facts[field];
    const label = labelOf(field, kind, words);
    if (fact?.status === 'withheld') return [{ label, by: whenIn(fact.until, words), partly: false }];
    return withheld.includes(field) ? [{ label, by: '', partly: fact?.status === 'known' }] : [];
  });
}

function inapplicableOf({ kind, facts }: NoticeMatter, words: SetWords): string {
  return KINDS[kind].fields
    .filter((field) => facts[field]?.status === 'not-applicable')
    .map((field) => labelOf(field, kind, words))
    .join(words.comma);
}

function labelOf(field: FactField, kind: NoticeMatter['kind'], words: SetWords): string {
  return (KINDS[kind].needs === 'event' && words.eventFields[field]) || words.fields[field];
}
