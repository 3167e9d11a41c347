import type { SPANS } from './figures';
import type { UNFITNESS } from '../primitives/customers';

type InEach<Words> = Record<'en' | 'fr', Words>;

/** From when to when. The same on the page of figures and in a year's report. */
export const SPAN_WORDS: InEach<Record<(typeof SPANS)[number], string>> = {
  en: {
    detectedToAware: 'Detected to aware',
    awareToDeclared: 'Aware to declared',
    declaredToAllTold: 'Declared to all told',
  },
  fr: {
    detectedToAware: 'De la détection à la connaissance',
    awareToDeclared: 'De la connaissance à la déclaration',
    declaredToAllTold: 'De la déclaration au dernier client informé',
  },
};

/** Why a notice would not reach a customer as it should. */
export const UNFIT_WORDS: InEach<Record<(typeof UNFITNESS)[number], string>> = {
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
