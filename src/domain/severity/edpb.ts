import type { Scenario } from '../triage/triage';
import type { DataCategory, Score, Scoring } from './enisa';

/** What a case turns on, as far as a scoring tells it. */
type Trait =
  | `how:${Scenario}`
  | `data:${DataCategory}`
  | 'confidentiality:known'
  | 'confidentiality:unknown'
  | 'integrity'
  | 'availability:temporary'
  | 'availability:permanent'
  | 'malicious'
  | 'many'
  | 'unintelligible';

export interface EdpbCase {
  number: number;
  title: string;
  /** Whether the controller tells its authority, and the persons. */
  authority: boolean;
  persons: boolean;
  turnsOn: string;
  traits: readonly Trait[];
}

/** The 18 cases of EDPB Guidelines 01/2021, version 2.0, in own words. In all of them the breach is documented. */
export const EDPB_CASES: readonly EdpbCase[] = [
  edpb(
    1,
    'Ransomware with a backup and no copying out',
    'no',
    'no',
    'the data was encrypted before, and came back within hours',
    ['how:ransomware', 'data:simple', 'availability:temporary', 'malicious', 'unintelligible'],
  ),
  edpb(2, 'Ransomware without a backup', 'yes', 'no', 'the data could not be reached for days', [
    'how:ransomware',
    'data:simple',
    'availability:temporary',
    'malicious',
  ]),
  edpb(3, 'Ransomware at a hospital', 'yes', 'yes', 'patients are harmed when health data is away', [
    'how:ransomware',
    'data:sensitive',
    'availability:temporary',
    'malicious',
    'many',
  ]),
  edpb(4, 'Ransomware with copying out, and no backup', 'yes', 'yes', 'the data is gone, and in strange hands', [
    'how:ransomware',
    'data:financial',
    'confidentiality:unknown',
    'availability:permanent',
    'malicious',
    'many',
  ]),
  edpb(5, 'Applications for jobs copied from a website', 'yes', 'yes', 'identities can be stolen with it', [
    'how:other',
    'data:simple',
    'confidentiality:unknown',
    'malicious',
    'many',
  ]),
  edpb(6, 'Hashed passwords copied from a website', 'no', 'no', 'the hashes are strong, and the names are none', [
    'how:other',
    'data:simple',
    'confidentiality:unknown',
    'malicious',
    'many',
    'unintelligible',
  ]),
  edpb(7, 'Credential stuffing at a bank', 'yes', 'yes', 'accounts with financial data were opened', [
    'how:stolen-credentials',
    'data:financial',
    'confidentiality:unknown',
    'malicious',
    'many',
  ]),
  edpb(8, 'Contacts copied by one who leaves', 'yes', 'no', 'who has it is known, and it is basic', [
    'how:malicious-insider',
    'data:simple',
    'confidentiality:known',
    'malicious',
  ]),
  edpb(9, 'Rows of others sent to a trusted agent', 'no', 'no', 'the recipient is bound to secrecy, and deleted it', [
    'how:misconfiguration',
    'data:simple',
    'confidentiality:known',
  ]),
  edpb(10, 'Encrypted tablets stolen', 'no', 'no', 'nobody can read it', [
    'how:lost-device',
    'data:sensitive',
    'unintelligible',
  ]),
  edpb(11, 'An unencrypted notebook stolen', 'yes', 'yes', 'nobody knows who reads it', [
    'how:lost-device',
    'data:simple',
    'confidentiality:unknown',
    'many',
  ]),
  edpb(12, 'A paper logbook with health data stolen', 'yes', 'yes', 'it is health data, and there is no copy', [
    'how:other',
    'data:sensitive',
    'confidentiality:unknown',
    'availability:permanent',
  ]),
  edpb(13, 'Two parcels mixed up', 'no', 'no', 'little stood in it, and it was called back', [
    'how:misdirected-email',
    'data:simple',
    'confidentiality:known',
    'integrity',
  ]),
  edpb(14, 'A file on job seekers mailed to many', 'yes', 'yes', 'it was many, and identity numbers', [
    'how:misdirected-email',
    'data:financial',
    'confidentiality:unknown',
    'many',
  ]),
  edpb(15, 'A list of participants mailed by mistake', 'no', 'no', 'few persons, and mild data', [
    'how:misdirected-email',
    'data:simple',
    'confidentiality:known',
  ]),
  edpb(16, 'Two letters in one envelope', 'yes', 'no', 'one known recipient read private data', [
    'how:misdirected-email',
    'data:financial',
    'confidentiality:known',
  ]),
  edpb(17, 'A caller passes a weak check', 'yes', 'yes', 'an identity was stolen, and a profile is possible', [
    'how:phishing',
    'data:behavioural',
    'confidentiality:unknown',
    'malicious',
  ]),
  edpb(18, 'Mail of a company forwarded by an attacker', 'yes', 'yes', 'it was aimed at payments', [
    'how:phishing',
    'data:financial',
    'confidentiality:unknown',
    'malicious',
    'integrity',
  ]),
];

export interface Advice {
  /** What the score alone suggests of the controller's own duties. */
  authority: boolean;
  persons: boolean;
  nearest: Omit<EdpbCase, 'traits'> & {
    /** What both have in common, and what this one has not. */
    shared: string[];
    differing: string[];
  };
}

const AUTHORITY_FROM_QUARTERS = 8;
const PERSONS_FROM_QUARTERS = 12;

/** For the customer, who decides; by analogy, and never in the way of a notice. */
export function adviceOn(scoring: Scoring, { quarters }: Score, scenario: Scenario | undefined): Advice {
  const traits = traitsOf(scoring, scenario);
  const [first] = [...EDPB_CASES].sort((one, other) => likeness(other, traits) - likeness(one, traits));
  const { traits: of, ...nearest } = first as EdpbCase;
  return {
    authority: quarters >= AUTHORITY_FROM_QUARTERS,
    persons: quarters >= PERSONS_FROM_QUARTERS,
    nearest: {
      ...nearest,
      shared: of.filter((trait) => traits.includes(trait)),
      differing: [...traits.filter((trait) => !of.includes(trait)), ...of.filter((trait) => !traits.includes(trait))],
    },
  };
}

export function traitsOf(scoring: Scoring, scenario: Scenario = 'other'): Trait[] {
  const { data, confidentiality, integrity, availability, malicious, individuals = 0, unintelligible } = scoring;
  const gravest = [...data].sort((one, other) => other.context - one.context)[0];
  return [
    `how:${scenario}`,
    ...(gravest ? [`data:${gravest.category}` as const] : []),
    ...(confidentiality === 'none' ? [] : [RECIPIENTS[confidentiality]]),
    ...(integrity === 'none' ? [] : ['integrity' as const]),
    ...(availability === 'none' ? [] : [`availability:${availability}` as const]),
    ...(malicious === 'yes' ? ['malicious' as const] : []),
    ...(individuals > 100 ? ['many' as const] : []),
    ...(unintelligible ? ['unintelligible' as const] : []),
  ];
}

const RECIPIENTS = {
  'known-recipients': 'confidentiality:known',
  'unknown-recipients': 'confidentiality:unknown',
} as const;

/** The traits in common among all that either has; of equals the first of the guidelines. */
function likeness({ traits }: EdpbCase, of: readonly Trait[]): number {
  const shared = traits.filter((trait) => of.includes(trait)).length;
  return shared / (traits.length + of.length - shared);
}

function edpb(
  number: number,
  title: string,
  authority: 'yes' | 'no',
  persons: 'yes' | 'no',
  turnsOn: string,
  traits: readonly Trait[],
): EdpbCase {
  return { number, title, authority: authority === 'yes', persons: persons === 'yes', turnsOn, traits };
}
