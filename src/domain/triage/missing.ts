import type { IncidentState } from '../state';
import { DEFINITION_TESTS, type DefinitionTest } from './triage';

/** Whether anybody has written down anything of it. */
export function isTriageBegun({
  triage: { definition, stakeholders: _, ...entries },
  triageEndedAt,
}: IncidentState): boolean {
  const begun = [...Object.values(entries), ...Object.values(definition)].some(Boolean);
  return begun || triageEndedAt !== undefined;
}

/** Which of the five entries (a) to (e) triage still needs. */
export function triageMissing(state: IncidentState): string[] {
  const { evaluation, definition, inScope, malicious, findings, severity, stakeholders } = state.triage;
  const untested = DEFINITION_TESTS.filter((test) => !definition[test]);
  return [
    ...(evaluation ? [] : ['(a) evaluation of the event']),
    ...(untested.length === 0 ? [] : [`(a) definition: ${untested.map((test) => TEST_WORDS[test]).join(', ')}`]),
    ...(inScope ? [] : ['(b) in scope or not']),
    ...(malicious ? [] : ['(c) malicious: yes, no or unknown']),
    ...(findings ? [] : ['(d) preliminary findings']),
    ...(severity ? [] : ['(d) severity with its reason']),
    ...(stakeholders.reached.length > 0 ? [] : ['(e) who was alerted: nobody has been reached yet']),
  ];
}

const TEST_WORDS: Record<DefinitionTest, string> = {
  effect: 'effect',
  manner: 'manner',
  data: 'kind of data',
  processedByUs: 'whether we process it',
};
