import type { Express, RequestHandler } from 'express';
import { csvOrList } from '../http/csv';
import {
  addCustomer,
  importCustomers,
  listCustomers,
  listUnfit,
  putCustomer,
  readCustomer,
  showTemplate,
} from '../routes/parties/customers';
import {
  endAccount,
  endContact,
  endCustomer,
  eraseContact,
  patchContact,
  patchCustomer,
} from '../routes/parties/customer-changes';
import {
  endContactWebhook,
  readContactWebhook,
  rotateContactWebhook,
  setContactWebhook,
} from '../routes/parties/contact-webhooks';
import { acceptProposal, askContacts, declineProposal, listProposals } from '../routes/parties/contact-verification';
import type { ApiDeps } from '../deps';
import { jsonBody, largeJsonBody, noQuery } from '../http/input';
import { mount } from '../http/routing';
import { readers, operator } from './roles';

export function customerRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/customers', {
    get: [signed, readers, listCustomers(deps)],
    post: [signed, operator, ...largeJsonBody, addCustomer(deps)],
  });
  mount(app, '/api/customers/import', { post: [signed, operator, ...csvOrList, importCustomers(deps)] });
  mount(app, '/api/customers/fitness', { get: [signed, readers, listUnfit(deps)] });
  mount(app, '/api/customers/verification', { post: [signed, operator, ...jsonBody, askContacts(deps)] });
  mount(app, '/api/customers/proposals', { get: [signed, readers, noQuery, listProposals(deps)] });
  mount(app, '/api/customers/proposals/:proposal/accept', {
    post: [signed, operator, ...jsonBody, acceptProposal(deps)],
  });
  mount(app, '/api/customers/proposals/:proposal/decline', {
    post: [signed, operator, ...jsonBody, declineProposal(deps)],
  });
  mount(app, '/api/customers/template.csv', { get: [signed, readers, noQuery, showTemplate] });
  const change = [signed, operator, ...largeJsonBody];
  mount(app, '/api/customers/:id/accounts/:account', { delete: [signed, operator, noQuery, endAccount(deps)] });
  mount(app, '/api/customers/:id/contacts/:contact', {
    patch: [...change, patchContact(deps)],
    delete: [signed, operator, noQuery, endContact(deps)],
  });
  mount(app, '/api/customers/:id/contacts/:contact/webhook', {
    get: [signed, operator, noQuery, readContactWebhook(deps)],
    put: [signed, operator, ...jsonBody, setContactWebhook(deps)],
    delete: [signed, operator, noQuery, endContactWebhook(deps)],
  });
  mount(app, '/api/customers/:id/contacts/:contact/webhook/rotate', {
    post: [signed, operator, noQuery, rotateContactWebhook(deps)],
  });
  mount(app, '/api/customers/:id/contacts/:contact/address', {
    delete: [signed, operator, noQuery, eraseContact(deps)],
  });
  mount(app, '/api/customers/:id', {
    get: [signed, readers, readCustomer(deps)],
    put: [...change, putCustomer(deps)],
    patch: [...change, patchCustomer(deps)],
    delete: [signed, operator, noQuery, endCustomer(deps)],
  });
}
