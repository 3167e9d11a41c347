import { z } from 'zod';
import { oneOfMany } from './customers';

/** Which field of a customer a column is, of its account, and of the contact whose row it is. */
const CUSTOMER_COLUMNS = {
  customer_id: 'id',
  customer_name: 'name',
  language: 'language',
  time_zone: 'timeZone',
  contract_hours: 'contractHours',
  contract_terms: 'contractTerms',
};
const ACCOUNT_COLUMNS = { account_id: 'id', account_kind: 'kind', account_name: 'name', product: 'product' };
const CONTACT_COLUMNS = {
  contact_id: 'id',
  contact_name: 'name',
  contact_email: 'email',
  contact_role: 'role',
  contact_language: 'language',
};
const columnAt = new Map([
  ...pointers('', CUSTOMER_COLUMNS),
  ...pointers('/accounts/0', ACCOUNT_COLUMNS),
  ...pointers('/accounts/0/contacts/0', CONTACT_COLUMNS),
]);
export const IMPORT_COLUMNS = [...columnAt.values()];
const OPTIONAL_COLUMNS = ['contract_hours', 'contract_terms', 'contact_language'];
export const REQUIRED_COLUMNS = IMPORT_COLUMNS.filter((column) => !OPTIONAL_COLUMNS.includes(column));

/**
 * Other headings of the same columns, as CRMs write them; case, spaces and hyphens make no difference. A heading that means one thing to one CRM
 * and another to the next is none of them: `?map=` says what it is.
 */
export const IMPORT_SYNONYMS: Record<string, (string | string[])[]> = {
  customer_id: [
    'customer',
    'customer no',
    'customer number',
    'client id',
    'client no',
    'client number',
    'company id',
    'organization id',
    'organisation id',
    'record id company',
    'Kundennummer',
    'Kunden-Nr',
    'Kunden-ID',
    'Numéro client',
    'ID client',
  ],
  customer_name: [
    'company',
    'company name',
    'client',
    'client name',
    'organization',
    'organisation',
    'organization name',
    'organisation name',
    'Kunde',
    'Kundenname',
    'Firma',
    'Firmenname',
    'Société',
    'Raison sociale',
    'Nom du client',
  ],
  language: ['lang', 'locale', 'preferred language', 'Sprache', 'Langue'],
  time_zone: ['timezone', 'tz', 'Zeitzone', 'Fuseau horaire'],
  contract_hours: [
    'notice hours',
    'notification hours',
    'sla hours',
    'Meldefrist',
    'Meldefrist Stunden',
    'Délai heures',
  ],
  account_id: [
    'subscription id',
    'subscription',
    'tenant id',
    'tenant',
    'workspace id',
    'Abonnement ID',
    'Vertragsnummer',
  ],
  account_kind: ['account type', 'subscription type', 'Kontoart', 'Type de compte'],
  account_name: ['subscription name', 'tenant name', 'workspace', 'workspace name', 'Kontoname', 'Nom du compte'],
  product: ['product name', 'service', 'service name', 'Produkt', 'Produit'],
  contact_id: [
    'person id',
    'user id',
    'contact no',
    'contact number',
    'record id contact',
    'Kontakt-ID',
    'Ansprechpartner-ID',
    'ID contact',
  ],
  contact_name: [
    'contact',
    'full name',
    'contact person',
    ['first name', 'last name'],
    'Ansprechpartner',
    'Kontakt',
    ['Vorname', 'Nachname'],
    ['Prénom', 'Nom'],
  ],
  contact_email: ['email', 'email address', 'mail', 'E-Mail-Adresse', 'Courriel', 'Adresse e-mail'],
  contact_role: ['role', 'contact type', 'Rolle', 'Rôle'],
};

/** One row of a CSV file: a contact as the only one of the only account of its customer. An empty cell is no value. */
export const customerRow = z.record(z.string(), z.string()).transform(customerOf).pipe(oneOfMany);

/** The column that a field of such a customer came from. */
export function columnOf(pointer: string): string {
  return [...columnAt].find(([field]) => pointer === field || pointer.startsWith(`${field}/`))?.[1] ?? '';
}

type Row = Record<string, string>;

function customerOf(row: Row) {
  const customer = part(row, CUSTOMER_COLUMNS);
  const { contractHours: hours = '', contractTerms: terms } = customer;
  return {
    ...customer,
    ...(/^\d{1,9}(\.\d+)?$/.test(hours) && { contractHours: Number(hours) }),
    ...(terms && { contractTerms: termsIn(terms) }),
    accounts: [{ ...part(row, ACCOUNT_COLUMNS), contacts: [part(row, CONTACT_COLUMNS)] }],
  };
}

/** In a cell they are JSON; what is none is refused by their shape. */
function termsIn(cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function part(row: Row, columns: Row): Row {
  const given = Object.entries(columns).filter(([column]) => row[column]);
  return Object.fromEntries(given.map(([column, field]) => [field, worded(column, row[column] ?? '')]));
}

/** What a list of words is compared with is written small. */
function worded(column: string, cell: string): string {
  return WORDS.includes(column) ? cell.toLowerCase() : cell;
}

const WORDS = ['account_kind', 'contact_role'];

function pointers(head: string, columns: Row): [pointer: string, column: string][] {
  return Object.entries(columns).map(([column, field]) => [`${head}/${field}`, column]);
}

const EXAMPLE: Row = {
  ...{ customer_id: 'customer-17', customer_name: 'Example Ltd', language: 'en', time_zone: 'Europe/Paris' },
  ...{
    contract_hours: '48',
    account_id: 'account-17',
    account_kind: 'subscription',
    account_name: 'Example production',
  },
  ...{ product: 'Support Portal', contact_id: 'contact-17-1', contact_name: 'Jo Example' },
  ...{ contact_email: 'jo@customer.example', contact_role: 'administrator' },
};

/** A file to begin with: the heading, and one row that shows what goes into it. The mark lets spreadsheets know that it is UTF-8. */
export const IMPORT_TEMPLATE = `\ufeff${[IMPORT_COLUMNS, IMPORT_COLUMNS.map((column) => EXAMPLE[column] ?? '')]
  .map((cells) => `${cells.join(',')}\r\n`)
  .join('')}`;
