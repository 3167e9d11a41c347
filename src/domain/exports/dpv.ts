import { isNearMiss, registerEntryOf } from './register-entry';
import type { IncidentState } from '../state';
import type { EFFECTS } from '../triage/triage';
import { summaryOf } from './veris';

type Effect = (typeof EFFECTS)[number];

/** The register in the Data Privacy Vocabulary of the W3C (2.x, module EU-GDPR), as JSON-LD. */
export function dpvOf(states: readonly IncidentState[]) {
  return {
    '@context': {
      dpv: 'https://w3id.org/dpv#',
      'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
      risk: 'https://w3id.org/dpv/risk#',
      dct: 'http://purl.org/dc/terms/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@type': 'eu-gdpr:DataBreachRegister',
    'dct:hasPart': states.map(breachOf),
  };
}

function breachOf(state: IncidentState) {
  const { id, nature, reason, reasonWords, consequences, mitigation, detectedAt, declaredAt, notices } =
    registerEntryOf(state);
  const kinds = state.triage.definition.effect?.kinds ?? [];
  return {
    '@id': `urn:tocsin:${id}`,
    '@type': [...new Set([typeOf(state.classification), ...kinds.map((kind) => BREACHES[kind])])],
    'dct:identifier': id,
    ...dated('dct:created', state.openedAt),
    ...dated('risk:hasDetectionDate', detectedAt),
    ...dated('dct:issued', declaredAt),
    ...((nature ?? reason ?? reasonWords) && { 'dct:description': summaryOf(state) }),
    ...(consequences && { 'risk:hasConsequence': consequences }),
    ...(mitigation && { 'dpv:isMitigatedByMeasure': mitigation }),
    ...(notices > 0 && { 'dpv:hasNotice': { '@type': 'eu-gdpr:ProcessorBreachNotice' } }),
    ...(state.filings?.some(({ notRequired }) => notRequired) && {
      'dpv:hasStatus': 'eu-gdpr:BreachNotificationNotNeeded',
    }),
  };
}

function dated(name: string, at: string | undefined) {
  return at ? { [name]: { '@value': at, '@type': 'xsd:dateTime' } } : {};
}

function typeOf(classification: IncidentState['classification']): string {
  return TYPES[isNearMiss(classification) ? 'event' : classification.class];
}

const TYPES: Record<IncidentState['classification']['class'], string> = {
  undetermined: 'risk:IncidentSuspected',
  incident: 'eu-gdpr:DataBreach',
  event: 'risk:IncidentNearMiss',
  'out-of-scope': 'risk:Incident',
  'not-an-incident': 'risk:Incident',
};

const BREACHES: Record<Effect, string> = {
  destruction: 'eu-gdpr:AvailabilityBreach',
  loss: 'eu-gdpr:AvailabilityBreach',
  alteration: 'eu-gdpr:IntegrityBreach',
  disclosure: 'eu-gdpr:ConfidentialityBreach',
  access: 'eu-gdpr:ConfidentialityBreach',
};
