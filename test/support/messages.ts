import type { Incident } from './time-skipping';

/** A declaration on suspicion, without its instants. */
export const DECLARATION = {
  basis: 'reasonable-suspicion',
  facts: 'A list of customers was mailed to a stranger.',
  gdpr: 'yes',
} as const;

export const ASSESSMENT = {
  evaluation: 'A list of names and addresses went to one known recipient.',
  definition: {
    effect: { answer: 'yes', kinds: ['disclosure'] },
    manner: { answer: 'yes', kind: 'accidental' },
    data: { answer: 'yes', kinds: ['personal'] },
    processedByUs: { answer: 'yes' },
  },
  inScope: 'yes',
  malicious: 'no',
  findings: 'The recipient confirmed and deletes it.',
  severity: { level: 'medium', reason: 'Few people, harmless data.' },
  scenario: 'misdirected-email',
  alerted: ['lead'],
} as const;

/** Enters all that triage needs. */
export async function triaged(incident: Incident, who: object): Promise<void> {
  await incident.say('assess', { ...who, ...ASSESSMENT });
}
