import type { UNFITNESS } from '../../domain/primitives/customers';
import type { Catalogue } from './words';

/** Why a notice would not reach a customer as it should. */
export const UNFIT: Catalogue<Record<(typeof UNFITNESS)[number], string>> = {
  en: {
    'no-account': 'No account',
    'no-administrator': 'An account without a reachable administrator',
    stale: 'Contact known to reach nobody',
    bouncing: 'Mail came back',
    'webhook-gone': 'Webhook is gone',
    unverified: 'Asked a month ago, no answer',
    'correction-waits': 'A correction waits',
  },
  fr: {
    'no-account': 'Aucun compte',
    'no-administrator': 'Un compte sans administrateur joignable',
    stale: 'Contact qui n’atteint personne',
    bouncing: 'Courriel revenu',
    'webhook-gone': 'Webhook disparu',
    unverified: 'Interrogé il y a un mois, sans réponse',
    'correction-waits': 'Une correction attend',
  },
};
