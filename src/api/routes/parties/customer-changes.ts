import type { Request, RequestHandler, Response } from 'express';
import type { IncidentId } from '../../../domain/case/state';
import { contactChange, customerChange, customerInput } from '../../../contract/parties/customers';
import type { Customer, CustomerInput } from '../../../register';
import type { ApiDeps } from '../../deps';
import { badRows } from '../../http/csv';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';
import { publishScope } from '../../incidents/scope-news';
import { requireCalendars } from './calendars';

type Serving = (deps: ApiDeps) => RequestHandler;
type Account = Customer['accounts'][number];
type Contact = Account['contacts'][number];

/** Changes what is given; what is not stays. */
export const patchCustomer: Serving = (deps) => async (request, response) => {
  const { accounts: _, endedAt, ...head } = await customerIn(deps, request);
  if (endedAt !== undefined) throw ended('customer', head.id);
  const { accounts = [], ...change } = bodyAs(customerChange, request);
  const changed = { ...head, ...change, accounts };
  requireCalendars(deps, [changed], ({ pointer }) => pointer);
  await store(deps, response, changed, ({ pointer }) => pointer);
  response.json(await whole(deps, head.id));
};

export const endCustomer: Serving = (deps) => async (request, response) => {
  const { id } = await customerIn(deps, request);
  publishScope(deps, await deps.register.customers.end({ customers: [id] }, authorOf(deps, response)));
  response.json(await whole(deps, id));
};

export const endAccount: Serving = (deps) => async (request, response) => {
  const customer = await customerIn(deps, request);
  const account = accountIn(customer, request);
  publishScope(deps, await deps.register.customers.end({ accounts: [account.id] }, authorOf(deps, response)));
  response.json(await whole(deps, customer.id));
};

export const endContact: Serving = (deps) => async (request, response) => {
  const customer = await customerIn(deps, request);
  const { contact } = contactIn(customer, request);
  publishScope(deps, await deps.register.customers.end({ contacts: [contact.id] }, authorOf(deps, response)));
  response.json(await whole(deps, customer.id));
};

export const eraseContact: Serving = (deps) => async (request, response) => {
  const customer = await customerIn(deps, request);
  const { contact } = contactIn(customer, request);
  publishScope(deps, await deps.register.customers.erase(contact.id, authorOf(deps, response)));
  response.json(await whole(deps, customer.id));
};

export const patchContact: Serving = (deps) => async (request, response) => {
  const customer = await customerIn(deps, request);
  const { account, contact } = contactIn(customer, request);
  const { stale, ...change } = bodyAs(contactChange, request);
  if (contact.endedAt !== undefined) throw ended('contact', contact.id);
  if (Object.keys(change).length > 0) await storeContact(deps, response, customer, account, { ...contact, ...change });
  const author = authorOf(deps, response);
  if (stale !== undefined)
    publishScope(deps, (await deps.register.customers.markStale(contact.id, stale, author)) ?? []);
  response.json(await whole(deps, customer.id));
};

/** Adds a contact to an account, or stores it as it is from now on. */
export async function storeContact(
  deps: ApiDeps,
  response: Response,
  customer: Customer,
  account: Account,
  contact: Contact,
): Promise<void> {
  await store(deps, response, withContact(customer, account, contact), () => '');
}

function ended(what: string, id: string): Problem {
  return new Problem(
    'already-so',
    `The ${what} ${id} has ended. PUT the customer as a whole, and what that names stands again.`,
  );
}

function withContact(customer: Customer, { id, kind, name, product }: Account, contact: Contact): CustomerInput {
  const { stale: _, endedAt: __, erasedAt: ___, ...given } = contact;
  const { accounts: ____, endedAt: _____, ...head } = customer;
  return { ...head, accounts: [{ id, kind, name, product, contacts: [given] }] };
}

async function store(
  deps: ApiDeps,
  response: Response,
  customer: CustomerInput,
  pointer: (at: { pointer: string }) => string,
): Promise<IncidentId[]> {
  const answer = await deps.register.customers.store([customer], {}, authorOf(deps, response));
  if (answer.outcome === 'refused')
    throw badRows(answer.faults.map(({ at, why }) => ({ pointer: pointer(at), detail: why })));
  publishScope(deps, answer.incidents);
  return answer.incidents;
}

/** With all that has ended. */
async function customerIn({ register }: ApiDeps, request: Request): Promise<Customer> {
  const parsed = customerInput.shape.id.safeParse(request.params.id);
  const customer = parsed.success ? await register.customers.get(parsed.data, { ended: true }) : undefined;
  if (!customer) throw new Problem('not-found', 'There is no customer with this id.');
  return customer;
}

function accountIn({ accounts }: Customer, request: Request): Account {
  const account = accounts.find(({ id }) => id === request.params.account);
  if (!account) throw new Problem('not-found', 'The customer has no account with this id.');
  return account;
}

function contactIn({ accounts }: Customer, request: Request): { account: Account; contact: Contact } {
  for (const account of accounts) {
    const contact = account.contacts.find(({ id }) => id === request.params.contact);
    if (contact) return { account, contact };
  }
  throw new Problem('not-found', 'The customer has no contact with this id.');
}

async function whole({ register }: ApiDeps, id: string): Promise<Customer> {
  const customer = await register.customers.get(id, { ended: true });
  if (!customer) throw new Error(`Customer ${id} is never deleted`);
  return customer;
}
