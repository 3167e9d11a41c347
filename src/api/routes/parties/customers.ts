import type { Request, RequestHandler, Response } from 'express';
import {
  columnOf,
  customerRow,
  IMPORT_COLUMNS,
  IMPORT_SYNONYMS,
  IMPORT_TEMPLATE,
  REQUIRED_COLUMNS,
} from '../../../contract/parties/customer-columns';
import {
  customerBody,
  customerInput,
  customersBody,
  MAX_CONTACTS,
  oneOfMany,
} from '../../../contract/parties/customers';
import { customerQuery, customersQuery, importQuery, listQuery } from '../../../contract/queries';
import type { CustomerInput, StoreAnswer, Stored } from '../../../register';
import { badRows, isCsv, readRows, type FileRead } from '../../http/csv';
import type { Mapping } from '../../http/csv/columns';
import type { ApiDeps } from '../../deps';
import { answerOnce, type Reply } from '../../http/idempotency';
import { bodyAs, queryAs } from '../../http/input';
import { listBodyAs } from '../../http/list-body';
import { hashInSlices, openSlices } from '../../../primitives/slices';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';
import { publishScope } from '../../incidents/scope-news';
import { requireCalendars, type Pointer } from './calendars';
import { presentCustomerHead } from '../../presenters';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listCustomers: Serving = (deps) => async (request, response) => {
  const page = queryAs(customersQuery, request);
  const { rows, next } = await deps.register.customers.list(page);
  response.json({ asOf: deps.clock(), items: rows.map(presentCustomerHead), next });
};

/** Stale, bouncing or missing contacts, before anything happens. */
export const listUnfit: Serving = (deps) => async (request, response) => {
  const asOf = deps.clock();
  const { rows, next } = await deps.register.customers.unfit(queryAs(listQuery, request), asOf);
  response.json({ asOf, items: rows, next });
};

export const readCustomer: Serving = (deps) => async (request, response) => {
  const { ended } = queryAs(customerQuery, request);
  const id = idIn(request);
  const customer = id === undefined ? undefined : await deps.register.customers.get(id, { ended });
  if (!customer) throw new Problem('not-found', 'There is no customer with this id.');
  const verified = await deps.register.verification.answering.lastBy(customer.id);
  const accounts = customer.accounts.map((account) => ({
    ...account,
    contacts: account.contacts.map((contact) => ({ ...contact, verifiedAt: verified.get(contact.id) })),
  }));
  response.json({ ...customer, accounts });
};

export const addCustomer: Serving = (deps) => async (request, response) => {
  const customer = bodyAs(customerInput, request);
  requireCalendars(deps, [customer], ({ pointer }) => pointer);
  await answerOnce(deps, request, response, customer, () => store(deps, response, customer, 201));
};

export const putCustomer: Serving = (deps) => async (request, response) => {
  const id = idIn(request);
  if (id === undefined) throw new Problem('malformed', 'The id in the address cannot be the id of a customer.');
  const customer = { id, ...bodyAs(customerBody, request) };
  requireCalendars(deps, [customer], ({ pointer }) => pointer);
  await answerOnce(deps, request, response, customer, () => store(deps, response, customer, 200));
};

/** Imports many, all or none: a CSV file with one row per contact, or a JSON list. A dry run is no act, and takes no idempotency key. */
export const importCustomers: Serving = (deps) => async (request, response) => {
  const { dryRun, ...mapping } = queryAs(importQuery, request);
  const { customers, pointer, file } = await (isCsv(request) ? fromCsv(request, mapping) : fromJson(request));
  requireCalendars(deps, customers, pointer);
  const source = await hashInSlices(request.body as Buffer, openSlices());
  const act = async () => {
    const how = { dryRun, source };
    const outcome = await deps.register.customers.store(customers, how, authorOf(deps, response));
    const { incidents, ...answer } = stored(outcome, pointer);
    if (!dryRun) publishScope(deps, incidents);
    return { status: 200, body: { ...answer, dryRun, ...(file && { file }) } };
  };
  if (dryRun) response.json((await act()).body);
  else await answerOnce(deps, request, response, { source, ...mappingSaid(mapping) }, act);
};

export const showTemplate: RequestHandler = (_request, response) => {
  response.attachment('customers.csv').type('text/csv; charset=utf-8').send(IMPORT_TEMPLATE);
};

async function store(deps: ApiDeps, response: Response, customer: CustomerInput, status: 200 | 201): Promise<Reply> {
  const { register } = deps;
  const isThere = status === 201 && (await register.customers.get(customer.id)) !== undefined;
  if (isThere)
    throw new Problem('already-there', `There is a customer with the id ${customer.id}, or was one: PUT it.`);
  const answer = await register.customers.store([customer], { replace: true }, authorOf(deps, response));
  publishScope(deps, stored(answer, ({ pointer }) => pointer).incidents);
  const body = await register.customers.get(customer.id);
  return {
    status,
    headers: status === 201 ? { Location: `/api/customers/${customer.id}` } : undefined,
    body: body ?? customer,
  };
}

/** @throws Problem bad-rows with the faults that the register found */
function stored(answer: StoreAnswer, pointer: Pointer): Omit<Stored, 'outcome' | 'ended'> {
  if (answer.outcome === 'stored') {
    const { outcome: _, ended: __, ...counts } = answer;
    return counts;
  }
  throw badRows(
    answer.faults.map(({ at, why, other }) => ({
      pointer: pointer(at),
      detail: other ? `${why}, at ${pointer(other)}` : why,
    })),
  );
}

interface Import {
  customers: CustomerInput[];
  pointer: Pointer;
  file?: FileRead;
}

const COLUMNS = {
  names: IMPORT_COLUMNS,
  required: REQUIRED_COLUMNS,
  synonyms: IMPORT_SYNONYMS,
  others: 'ignored',
} as const;

/** The same bytes by another mapping are another import. */
function mappingSaid({ map, set }: Mapping) {
  return { map: [...map], set: [...set] };
}

async function fromCsv(request: Request, mapping: Mapping): Promise<Import> {
  const expected = { row: customerRow, columns: COLUMNS, rowsMax: MAX_CONTACTS, columnOf, mapping };
  const { rows, file } = await readRows(request, expected);
  return {
    customers: rows.map(({ value }) => value),
    pointer: ({ customer, pointer }) => `/${rows[customer]?.number}/${columnOf(pointer)}`,
    file,
  };
}

async function fromJson(request: Request): Promise<Import> {
  const body = { name: 'customers', max: MAX_CONTACTS, element: oneOfMany, body: customersBody };
  const { elements: customers } = await listBodyAs(request, body);
  const contacts = customers.flatMap(({ accounts }) => accounts.flatMap((account) => account.contacts)).length;
  if (contacts > MAX_CONTACTS) {
    const detail = `has ${contacts} contacts; this route takes ${MAX_CONTACTS} at once`;
    throw new Problem('too-large', `The list ${detail}.`, { errors: [{ pointer: '/customers', detail }] });
  }
  return { customers, pointer: ({ customer, pointer }) => `/customers/${customer}${pointer}` };
}

function idIn(request: Request): string | undefined {
  const parsed = customerInput.shape.id.safeParse(request.params.id);
  return parsed.success ? parsed.data : undefined;
}
