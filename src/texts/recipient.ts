import { ownAmounts, readersWords } from '../domain/scope/own-words';
import { CUSTOMER_FIELDS, type CustomerField, type CustomerKey } from '../domain/scope/state';
import type { Recipient } from './notice';
import type { SetWords } from './sets';
import { amountIn, wordedIn } from './values';

/** One account of a customer whom a mail is for, and what the incident exposed of the customer's data. */
export type Named = Omit<Recipient, 'contact'>;

type Said = Partial<Record<CustomerKey, string>>;

/** What one mail says to an address that stands for several accounts, be they of one customer or of several; in the language of the words. */
export function together(given: readonly (Named & Said)[], words?: SetWords): Named {
  const rows = given.map((row) => called(words ? { ...row, ...ownIn(row, words) } : row));
  const customers = [...new Set(rows.map(({ customer }) => customer))];
  const accountsOf = (rowsOfOne: readonly Named[]) => [...new Set(rowsOfOne.map(({ account }) => account))].join(', ');
  const each = (valueOf: (rowsOfOne: Named[]) => string) =>
    customers.map((customer) => `${customer}: ${valueOf(rows.filter((row) => row.customer === customer))}`).join('; ');
  const shared = (field: CustomerField): Partial<Record<CustomerField, string>> => {
    const values = new Set(rows.map((row) => row[field]));
    const [only] = values;
    if (values.size === 1) return only === undefined ? {} : { [field]: only };
    return { [field]: each(([row]) => row?.[field] ?? UNKNOWN) };
  };
  return {
    customer: customers.join(', '),
    account: customers.length === 1 ? accountsOf(rows) : each(accountsOf),
    ...fieldsOf(CUSTOMER_FIELDS.map(shared)),
    ...(rows[0]?.timeZone !== undefined && { timeZone: rows[0].timeZone }),
  };
}

/** What is said of a customer in words and numbers, as readers of the language have it: words in another alone, with a mark. */
export function ownIn(said: Said, words: SetWords): Partial<Record<CustomerField, string>> {
  const texts = Object.entries(readersWords(said)).map(([field, each]) => {
    const worded = Object.entries(each).map(([lang, text]) => ({ lang, text }));
    return { [field]: wordedIn(worded, words) };
  });
  const numbers = Object.entries(ownAmounts(said)).map(([field, amount]) => ({ [field]: amountIn(amount, words) }));
  return fieldsOf([...numbers, ...texts]);
}

function fieldsOf(parts: readonly Partial<Record<CustomerField, string>>[]): Partial<Record<CustomerField, string>> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}

/** Of one customer alone, the categories of its data are what it calls its data: the two stand at one place. */
function called({ dataCategories, ...row }: Named): Named {
  const data = row.data ?? dataCategories;
  return { ...row, ...(data !== undefined && { data }) };
}

/** Beside what is known of another. */
const UNKNOWN = '–';
