import type { Teller } from './teller';

/*
 * The customers of a small services company, all invented, all under reserved domains. Two languages, one contract with shorter hours, one
 * customer with two accounts, and one whose only contact is not an administrator: it has to be telephoned.
 */
const NAMES: [id: string, name: string, language: 'en' | 'fr', product: string, contractHours?: number][] = [
  ['alder', 'Alder Mutual Insurance', 'en', 'support-desk'],
  ['birch', 'Birch Logistics', 'en', 'support-desk'],
  ['cedre', 'Banque du Cèdre', 'fr', 'support-desk', 24],
  ['daphne', 'Daphné Cosmétiques', 'fr', 'support-desk'],
  ['elm', 'Elm Street Clinics', 'en', 'data-migration'],
  ['frene', 'Mairie de Frêne-sur-Loire', 'fr', 'data-migration'],
  ['ginkgo', 'Ginkgo Robotics', 'en', 'data-migration'],
  ['hetre', 'Groupe Hêtre', 'fr', 'consulting'],
  ['iris', 'Iris Telecom', 'en', 'consulting'],
  ['juniper', 'Juniper Street Schools', 'en', 'consulting'],
  ['kiwi', 'Kiwi Airways', 'en', 'support-desk'],
  ['laurier', 'Laurier Assurances', 'fr', 'consulting'],
];

export async function loadCompany(tell: Teller): Promise<void> {
  for (const [id, name, language, product, contractHours] of NAMES) {
    await tell.send('PUT', `/customers/${id}`, 'operator', {
      name,
      language,
      timeZone: language === 'fr' ? 'Europe/Paris' : 'Europe/London',
      ...(contractHours && { contractHours }),
      accounts: accountsOf(id, name, product),
    });
  }
}

function accountsOf(id: string, name: string, product: string) {
  const subscription = {
    id: `${id}-sub`,
    kind: 'subscription',
    name: `${name}, ${product}`,
    product,
    contacts: [contact(id, 'admin', 'administrator')],
  };
  const portal = {
    id: `${id}-portal`,
    kind: 'portal',
    name: `${name}, portal`,
    product,
    contacts: [contact(id, 'portal', 'administrator')],
  };
  if (id === 'iris') return [subscription, portal];
  if (id === 'laurier') return [{ ...subscription, contacts: [contact(id, 'privacy', 'privacy')] }];
  return [{ ...subscription, contacts: [contact(id, 'admin', 'administrator'), contact(id, 'privacy', 'privacy')] }];
}

function contact(customer: string, mailbox: string, role: 'administrator' | 'privacy') {
  return {
    id: `${customer}-${mailbox}`,
    name: `${mailbox} of ${customer}`,
    email: `${mailbox}@${customer}.example`,
    role,
  };
}
