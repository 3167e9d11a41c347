import type { IncidentState } from '../state';
import type { Channel } from '../triage/report';
import type { EFFECTS, Scenario } from '../triage/triage';
import { isNearMiss, registerEntryOf } from './register-entry';
import { VERIS_VERSION } from './past';

/** One record of the VERIS Community Schema 1.4.1. What we do not know is left out, or said to be unknown where the schema asks for it. */
export function verisOf(state: IncidentState) {
  const { id, report, triage, anchors } = state;
  const { asset, ...what } = ABOUT[triage.scenario ?? 'other'];
  const attribute = attributeOf(state);
  return {
    schema_version: VERIS_VERSION,
    source_id: 'tocsin',
    incident_id: id,
    security_incident: certaintyOf(state),
    summary: summaryOf(state),
    ...(report.externalReference && { reference: report.externalReference }),
    timeline: { incident: dayOf(anchors.detected?.at ?? report.detectedAt) },
    discovery_method: DISCOVERY[report.channel],
    ...what,
    asset: { assets: [{ variety: asset }], cloud: ['Unknown'] },
    ...(Object.keys(attribute).length > 0 && { attribute }),
  };
}

/** Nobody's words as they came in: what stands in the register of the documented facts, or the class; of what is no incident, why. */
export function summaryOf(state: IncidentState): string {
  const { nature, ground, reason, reasonWords, class: found } = registerEntryOf(state);
  const why = [ground, reason, reasonWords].filter((one) => one !== undefined);
  return why.length > 0 ? `${found}: ${why.join(', ')}` : (nature ?? found);
}

function certaintyOf({ classification, declaration }: IncidentState) {
  switch (classification.class) {
    case 'incident':
      return declaration?.basis === 'confirmed' ? 'Confirmed' : 'Suspected';
    case 'undetermined':
      return 'Suspected';
    case 'event':
      return 'Near miss';
    default:
      return isNearMiss(classification) ? 'Near miss' : 'False positive';
  }
}

function dayOf(at: string) {
  const [year, month, day] = at.slice(0, 10).split('-').map(Number);
  return { year, month, day };
}

type Effect = (typeof EFFECTS)[number];

function attributeOf(state: IncidentState) {
  const kinds = state.triage.definition.effect?.kinds ?? [];
  const has = (...effects: Effect[]) => effects.some((effect) => kinds.includes(effect));
  const isSure = certaintyOf(state) === 'Confirmed';
  const lost = [...(has('destruction') ? ['Destruction'] : []), ...(has('loss') ? ['Loss'] : [])];
  return {
    ...(has('disclosure', 'access') && { confidentiality: { data_disclosure: isSure ? 'Yes' : 'Potentially' } }),
    ...(has('alteration') && { integrity: { variety: ['Modify data'] } }),
    ...(lost.length > 0 && { availability: { variety: lost } }),
  };
}

const DISCOVERY: Record<Channel, Record<string, { variety: string[] }>> = {
  'signature-alarm': { internal: { variety: ['Security alarm'] } },
  'anomaly-alarm': { internal: { variety: ['Infrastructure monitoring'] } },
  'malicious-activity': { internal: { variety: ['Incident response'] } },
  'customer-portal': { external: { variety: ['Customer'] } },
  'third-party': { external: { variety: ['Unrelated 3rd party'] } },
  staff: { internal: { variety: ['Reported by employee'] } },
  'reporting-system': { internal: { variety: ['Other'] } },
  team: { internal: { variety: ['Incident response'] } },
};

interface About {
  actor: object;
  action: object;
  asset: string;
}

const INSIDE = { internal: { variety: ['Unknown'], motive: ['NA'] } };
const INSIDER = { internal: { variety: ['Unknown'], motive: ['Unknown'] } };
const OUTSIDE = { external: { variety: ['Unknown'], motive: ['Unknown'] } };
const error = (variety: string) => ({ error: { variety: [variety], vector: ['Unknown'] } });
const misuse = (variety: string) => ({ misuse: { variety: [variety], vector: ['Unknown'] } });

const ABOUT: Record<Scenario, About> = {
  'misdirected-email': { actor: INSIDE, action: error('Misdelivery'), asset: 'S - Mail' },
  'malicious-insider': { actor: INSIDER, action: misuse('Data mishandling'), asset: 'Unknown' },
  'lost-device': { actor: INSIDE, action: error('Loss'), asset: 'U - Unknown' },
  ransomware: {
    actor: { external: { variety: ['Unknown'], motive: ['Financial'] } },
    action: { malware: { variety: ['Ransomware'], vector: ['Unknown'] } },
    asset: 'S - Unknown',
  },
  'stolen-credentials': {
    actor: OUTSIDE,
    action: { hacking: { variety: ['Use of stolen creds'], vector: ['Unknown'] } },
    asset: 'S - Authentication',
  },
  misconfiguration: { actor: INSIDE, action: error('Misconfiguration'), asset: 'S - Unknown' },
  'sub-processor': {
    actor: { partner: { country: ['Unknown'], motive: ['Unknown'] } },
    action: { unknown: {} },
    asset: 'Unknown',
  },
  'secrets-received': {
    actor: { external: { variety: ['Customer'], motive: ['NA'] } },
    action: error('Gaffe'),
    asset: 'Unknown',
  },
  'wrong-deletion': { actor: INSIDE, action: error('Data entry error'), asset: 'S - Unknown' },
  snooping: { actor: INSIDER, action: misuse('Privilege abuse'), asset: 'S - Unknown' },
  phishing: {
    actor: OUTSIDE,
    action: { social: { variety: ['Phishing'], vector: ['Email'], target: ['Unknown'] } },
    asset: 'S - Mail',
  },
  other: { actor: { unknown: {} }, action: { unknown: {} }, asset: 'Unknown' },
};
