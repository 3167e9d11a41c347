import type { FactField } from '../notices/facts';
import type { IncidentState } from '../state';

/** A question of the form, what the incident answers, or why it does not. */
export interface FormField {
  block: string;
  question: string;
  value?: string;
  lacking?: 'unknown' | 'withheld' | 'elsewhere';
}

export interface AuthorityForm {
  fields: FormField[];
  /** Of those that an incident answers; what only the company's master data say is not counted. */
  filled: number;
  of: number;
}

type Answering = (state: IncidentState) => Pick<FormField, 'value' | 'lacking'>;

/**
 * What authorities ask, by the blocks of the EDPB's template of 2026 (adopted for consultation), which those of CNIL, ICO and DPC share. Portals
 * have no interface for programs: it is read, and pasted.
 */
export function authorityFormOf(state: IncidentState): AuthorityForm {
  const fields = FORM.map(([block, question, answering]) => ({ block, question, ...answering(state) }));
  const asked = fields.filter(({ lacking }) => lacking !== 'elsewhere');
  return { fields, filled: asked.filter(({ value }) => value !== undefined).length, of: asked.length };
}

const ELSEWHERE: Answering = () => ({ lacking: 'elsewhere' });
const said =
  (of: (state: IncidentState) => string | undefined): Answering =>
  (state) => {
    const value = of(state);
    return value === undefined || value === '' ? { lacking: 'unknown' } : { value };
  };
const fact =
  (field: FactField): Answering =>
  ({ facts }) => {
    const known = facts[field];
    if (known?.status === 'known') return { value: known.value };
    if (known?.status === 'not-applicable') return { value: 'Not applicable' };
    return { lacking: known?.status === 'withheld' ? 'withheld' : 'unknown' };
  };
const filing = (of: (one: NonNullable<IncidentState['filings']>[number]) => string | undefined): Answering =>
  said(({ filings }) => filings?.[0] && of(filings[0]));

const FORM: readonly (readonly [block: string, question: string, answering: Answering])[] = [
  ['1 Notification', 'New, or following one before', said(({ filings }) => (filings?.length ? 'Follow-up' : 'New'))],
  ['1 Notification', 'Own reference', said(({ id }) => id)],
  ['1 Notification', 'Reference of the authority', filing(({ reference }) => reference)],
  ['1 Notification', 'Reasons of a delay', filing(({ lateReason }) => lateReason)],
  ['2 Who', 'Controller: name, number, sector, size', ELSEWHERE],
  ['2 Who', 'Our role', said(({ ourRole }) => ourRole?.role ?? 'processor')],
  ['2 Who', 'Data protection officer, or contact', fact('contactPoint')],
  ['2 Who', 'Other parties', fact('otherParty')],
  ['3.1 Time', 'When it happened, from and to', fact('exposure')],
  ['3.1 Time', 'When it was detected', said(({ anchors }) => anchors.detected?.at)],
  ['3.1 Time', 'When we were aware', said(({ anchors }) => anchors.aware?.at)],
  ['3.1 Time', 'How it was found', fact('howFound')],
  ['3.2 Nature', 'Confidentiality, integrity, availability', fact('breachKind')],
  ['3.2 Nature', 'Kind of incident', said(({ triage }) => triage.scenario)],
  ['3.2 Nature', 'Malicious', said(({ triage }) => triage.malicious)],
  ['3.2 Nature', 'What happened', fact('nature')],
  ['3.2 Nature', 'Systems and services', fact('service')],
  ['3.3 Persons', 'Categories of persons', fact('personCategories')],
  ['3.3 Persons', 'How many persons', fact('personsAffected')],
  ['3.4 Data', 'Categories of data', fact('dataCategories')],
  ['3.4 Data', 'How many records', fact('volumeAffected')],
  ['3.5 Before', 'Measures in place before', ELSEWHERE],
  ['4 Assessment', 'Likely consequences', fact('consequences')],
  [
    '4 Assessment',
    'Severity, and why',
    said(({ triage: { severity } }) => severity && `${severity.level}: ${severity.reason}`),
  ],
  ['4 Assessment', 'Measures taken', fact('mitigation')],
  ['4 Assessment', 'Measures proposed', fact('measuresProposed')],
  ['5 Persons told', 'What they are asked to do', fact('customerAction')],
  ['6 Other', 'Police and other authorities', fact('authorities')],
  ['6 Other', 'Persons for each country', ELSEWHERE],
  [
    '7 Attachments',
    'Evidence kept',
    said(({ evidence }) => (evidence.length > 0 ? String(evidence.length) : undefined)),
  ],
];
