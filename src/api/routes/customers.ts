import type { Request, RequestHandler } from 'express';
import {
  columnOf,
  customerBody,
  customerInput,
  customerRow,
  customersBody,
  IMPORT_COLUMNS,
  MAX_CONTACTS,
} from '../../contract/customers';
import { listQuery } from '../../contract/queries';
import type { CustomerInput, CustomerPlace, StoreAnswer } from '../../register';
import { isCsv, rowsOf } from '../http/csv';
import type { ApiDeps } from '../deps';
import { answerOnce, type Reply } from '../http/idempotency';
import { bodyAs, queryAs } from '../http/input';
import { Problem } from '../http/problem';
import { presentCustomerHead } from '../presenters';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listCustomers: Serving = (deps) => async (request, response) => {
  const page = queryAs(listQuery, request);
  const { rows, next } = await deps.register.customers.list(page);
  response.json({ asOf: deps.clock(), items: rows.map(presentCustomerHead), next });
};

export const readCustomer: Serving = (deps) => async (request, response) => {
  const id = idIn(request);
  const customer = id === undefined ? undefined : await deps.register.customers.get(id);
  if (!customer) throw new Problem('not-found', 'There is no customer with this id.');
  response.json(customer);
};

export const addCustomer: Serving = (deps) => async (request, response) => {
  const customer = bodyAs(customerInput, request);
  await answerOnce(deps, request, response, customer, () => store(deps, customer, 201));
};

export const putCustomer: Serving = (deps) => async (request, response) => {
  const id = idIn(request);
  if (id === undefined) throw new Problem('malformed', 'The id in the address cannot be the id of a customer.');
  const customer = { id, ...bodyAs(customerBody, request) };
  await answerOnce(deps, request, response, customer, () => store(deps, customer, 200));
};

/** Imports many, all or none: a CSV file with one row per contact, or a JSON list. */
export const importCustomers: Serving = (deps) => async (request, response) => {
  const { customers, pointer } = isCsv(request) ? fromCsv(request) : fromJson(request);
  await answerOnce(deps, request, response, customers, async () => ({
    status: 200,
    body: stored(await deps.register.customers.store(customers), pointer),
  }));
};

async function store({ register }: ApiDeps, customer: CustomerInput, status: 200 | 201): Promise<Reply> {
  const isThere = status === 201 && (await register.customers.get(customer.id)) !== undefined;
  if (isThere) throw new Problem('already-there', `There is a customer with the id ${customer.id}.`);
  stored(await register.customers.store([customer]), ({ pointer }) => pointer);
  const body = await register.customers.get(customer.id);
  return {
    status,
    headers: status === 201 ? { Location: `/api/customers/${customer.id}` } : undefined,
    body: body ?? customer,
  };
}

/** Maps a place in the list to its pointer in the body. */
type Pointer = (place: CustomerPlace) => string;

/** @throws Problem bad-rows with the faults that the register found */
function stored(answer: StoreAnswer, pointer: Pointer): object {
  if (answer.outcome === 'stored') {
    const { customers, accounts, contacts } = answer;
    return { customers, accounts, contacts };
  }
  const errors = answer.faults.map(({ at, why, other }) => ({
    pointer: pointer(at),
    detail: other ? `${why}, at ${pointer(other)}` : why,
  }));
  throw new Problem('bad-rows', `${errors[0]?.pointer ?? ''} ${errors[0]?.detail ?? ''}.`, { errors });
}

interface Import {
  customers: CustomerInput[];
  pointer: Pointer;
}

function fromCsv(request: Request): Import {
  const customers = rowsOf(request, { row: customerRow, columns: IMPORT_COLUMNS, rowsMax: MAX_CONTACTS, columnOf });
  return { customers, pointer: ({ customer, pointer }) => `/${customer + 1}/${columnOf(pointer)}` };
}

function fromJson(request: Request): Import {
  const { customers } = bodyAs(customersBody, request);
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
