import type { IncidentClass } from '../triage/triage';
import type { OpenStage } from './state';

/** In French, as an alert and a refusal name them. */
export const STAGES_FR: Record<OpenStage | 'closed', string> = {
  triage: 'tri',
  investigation: 'enquête',
  containment: 'confinement',
  recovery: 'rétablissement',
  review: 'bilan',
  closed: 'clos',
};

export const CLASSES_FR: Record<IncidentClass, string> = {
  undetermined: 'non qualifié',
  incident: 'incident',
  event: 'événement du client',
  'out-of-scope': 'hors périmètre',
  'not-an-incident': 'pas un incident',
};
