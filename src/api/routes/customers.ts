import type { Request, RequestHandler } from 'express';
import {
  customerBody,
  customersBody,
  IMPORT_COLUMNS,
  IMPORT_ROWS_MAX,
  importRow,
  oneCustomer,
} from '../../contract/customers';
import { listQuery } from '../../contract/queries';
import type { CustomerInput, ImportAnswer, ImportFault, ImportRow } from '../../register';
import { isCsv, rowsOf } from '../http/csv';
import type { ApiDeps } from '../deps';
import { answerOnce, type Reply } from '../http/idempotency';
import { bodyAs, queryAs } from '../http/input';
import { Problem } from '../http/problem';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listCustomers: Serving = (deps) => async (request, response) => {
  const page = queryAs(listQuery, request);
  const { rows, next } = await deps.register.customers.list(page);
  response.json({ asOf: deps.clock(), items: rows, next });
};

export const readCustomer: Serving = (deps) => async (request, response) => {
  const id = idIn(request);
  const customer = id === undefined ? undefined : await deps.register.customers.get(id);
  if (!customer) throw new Problem('not-found', 'There is no customer with this id.');
  response.json(customer);
};

export const addCustomer: Serving = (deps) => async (request, response) => {
  const customer = bodyAs(oneCustomer, request);
  await answerOnce(deps, request, response, customer, () => store(deps, customer, 201));
};

export const putCustomer: Serving = (deps) => async (request, response) => {
  const id = idIn(request);
  if (id === undefined) throw new Problem('malformed', 'The id in the address cannot be the id of a customer.');
  const customer = { id, ...bodyAs(customerBody, request) };
  await answerOnce(deps, request, response, customer, () => store(deps, customer, 200));
};

/** Many at once, all or none: a CSV file with a row for each contact, or a list in JSON. */
export const importCustomers: Serving = (deps) => async (request, response) => {
  const { rows, pointer } = isCsv(request) ? fromCsv(request) : fromJson(request);
  await answerOnce(deps, request, response, rows, async () => ({
    status: 200,
    body: stored(await deps.register.customers.importRows(rows), pointer),
  }));
};

async function store({ register }: ApiDeps, customer: CustomerInput, status: 200 | 201): Promise<Reply> {
  const isThere = status === 201 && (await register.customers.get(customer.id)) !== undefined;
  if (isThere) throw new Problem('already-there', `There is a customer with the id ${customer.id}.`);
  stored(await register.customers.upsert(customer), ({ field }) => `/${field}`);
  const body = await register.customers.get(customer.id);
  return {
    status,
    headers: status === 201 ? { Location: `/api/customers/${customer.id}` } : undefined,
    body: body ?? customer,
  };
}

/** Where in the body a fault is. */
type Pointer = (fault: ImportFault) => string;

/** @throws Problem bad-rows with what the register found wrong */
function stored(answer: ImportAnswer, pointer: Pointer): object {
  if (answer.outcome === 'stored') {
    const { customers, accounts, contacts } = answer;
    return { customers, accounts, contacts };
  }
  const errors = answer.faults.map((fault) => ({ pointer: pointer(fault), detail: fault.why }));
  throw new Problem('bad-rows', `${errors[0]?.pointer ?? ''} ${errors[0]?.detail ?? ''}.`, { errors });
}

interface Import {
  rows: ImportRow[];
  pointer: Pointer;
}

function fromCsv(request: Request): Import {
  const rows = rowsOf(request, { row: importRow, columns: IMPORT_COLUMNS, rowsMax: IMPORT_ROWS_MAX });
  return { rows, pointer: ({ row, field }) => `/${row}/${field}` };
}

function fromJson(request: Request): Import {
  const placed = bodyAs(customersBody, request).customers.flatMap(rowsFor);
  if (placed.length > IMPORT_ROWS_MAX) {
    const detail = `has ${placed.length} contacts; this route takes ${IMPORT_ROWS_MAX} at once`;
    throw new Problem('too-large', `The list ${detail}.`, { errors: [{ pointer: '/customers', detail }] });
  }
  return {
    rows: placed.map(({ row }) => row),
    pointer: ({ row = 0, field }) => placed[row - 1]?.pointers[field as keyof ImportRow] ?? '/customers',
  };
}

/** A row for each contact, and where in the list each of its columns stood. */
function rowsFor(customer: CustomerInput, place: number) {
  const head = `/customers/${place}`;
  return customer.accounts.flatMap((account, nth) =>
    account.contacts.map((contact, number) => ({
      row: rowOf(customer, account, contact),
      pointers: pointersIn(head, `${head}/accounts/${nth}`, `${head}/accounts/${nth}/contacts/${number}`),
    })),
  );
}

type AccountInput = CustomerInput['accounts'][number];

function rowOf(customer: CustomerInput, account: AccountInput, contact: AccountInput['contacts'][number]): ImportRow {
  return {
    customer_id: customer.id,
    customer_name: customer.name,
    language: customer.language,
    time_zone: customer.timeZone,
    contract_hours: customer.contractHours === undefined ? '' : String(customer.contractHours),
    account_id: account.id,
    account_kind: account.kind,
    account_name: account.name,
    product: account.product,
    contact_id: contact.id,
    contact_name: contact.name,
    contact_email: contact.email,
    contact_role: contact.role,
    contact_language: contact.language ?? '',
  };
}

/** An id found wrong in a row is that of an owner which a part has not: in a list, what may be mended is the id of the part. */
function pointersIn(customer: string, account: string, contact: string): Record<keyof ImportRow, string> {
  return {
    customer_id: `${account}/id`,
    customer_name: `${customer}/name`,
    language: `${customer}/language`,
    time_zone: `${customer}/timeZone`,
    contract_hours: `${customer}/contractHours`,
    account_id: `${contact}/id`,
    account_kind: `${account}/kind`,
    account_name: `${account}/name`,
    product: `${account}/product`,
    contact_id: `${contact}/id`,
    contact_name: `${contact}/name`,
    contact_email: `${contact}/email`,
    contact_role: `${contact}/role`,
    contact_language: `${contact}/language`,
  };
}

function idIn(request: Request): string | undefined {
  const parsed = oneCustomer.shape.id.safeParse(request.params.id);
  return parsed.success ? parsed.data : undefined;
}
