import type { Account, Contact, CustomerHead } from './customer';
import { ACCOUNT_KINDS, CONTACT_ROLES } from '../database/schema';

/** What is wrong with a value; undefined if nothing is. */
type Rule = (value: unknown) => string | undefined;
export type Rules<T> = Record<keyof T & string, Rule>;

const MAX_TEXT = 300;
/** A year, as the contract has it. */
const MAX_HOURS = 8_760;
const MAX_EMAIL = 254;

const text: Rule = (value) => {
  if (typeof value !== 'string' || value.trim() === '') return 'is empty';
  if (value.length > MAX_TEXT) return `is longer than ${MAX_TEXT} characters`;
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value) ? 'contains a control character' : undefined;
};

const oneOf =
  (words: readonly string[]): Rule =>
  (value) =>
    words.includes(value as string) ? undefined : `is none of ${words.join(', ')}`;

const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined ? undefined : rule(value);

/** Narrower than what mail allows: one plain address, and nothing a header could be made of. */
const email: Rule = (value) => {
  const wrong = text(value);
  if (wrong) return wrong;
  const plain = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/.test(value as string);
  return plain && (value as string).length <= MAX_EMAIL ? undefined : 'is not one plain mail address';
};

const language: Rule = (value) =>
  text(value) ??
  (accepted(() => Intl.getCanonicalLocales(value as string)) ? undefined : 'is no language tag, such as en or de-AT');

const timeZone: Rule = (value) =>
  text(value) ??
  (accepted(() => new Intl.DateTimeFormat('en', { timeZone: value as string }))
    ? undefined
    : 'is no time zone, such as Europe/Vienna');

const hours: Rule = (value) =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_HOURS
    ? undefined
    : `is no whole number of hours from 1 to ${MAX_HOURS}`;

export const CUSTOMER_RULES: Rules<CustomerHead> = {
  id: text,
  name: text,
  language: remembering(language),
  timeZone: remembering(timeZone),
  contractHours: optional(hours),
};

export const ACCOUNT_RULES: Rules<Omit<Account, 'contacts'> & { customer: string }> = {
  id: text,
  customer: text,
  kind: oneOf(ACCOUNT_KINDS),
  name: text,
  product: text,
};

export const CONTACT_RULES: Rules<Omit<Contact, 'stale'> & { account: string }> = {
  id: text,
  account: text,
  name: text,
  email,
  role: oneOf(CONTACT_ROLES),
  language: optional(remembering(language)),
};

function accepted(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** Formats and locales are slow to make, and a file of thousands of rows names a few. */
function remembering(rule: Rule): Rule {
  const known = new Map<unknown, string | undefined>();
  return (value) => {
    if (known.has(value)) return known.get(value);
    const why = rule(value);
    if (known.size < 1_000) known.set(value, why);
    return why;
  };
}
