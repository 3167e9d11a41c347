import type { IncidentState } from '../state';
import { entryIn } from '../case/blocker-words';
import { DEFINITION_TESTS, type DefinitionTest, type Triage } from './triage';

/** Whether anybody has written down anything of it. */
export function isTriageBegun({
  triage: { definition, stakeholders: _, ...entries },
  triageEndedAt,
}: IncidentState): boolean {
  const begun = [...Object.values(entries), ...Object.values(definition)].some(Boolean);
  return begun || triageEndedAt !== undefined;
}

export type TriageEntry = Exclude<keyof Triage, 'scenario' | 'stakeholders'> | 'reached';

/** Which of the five entries (a) to (e) triage still needs; of the definition, which of its tests. */
export function entriesMissing(state: IncidentState): { entry: TriageEntry; tests?: DefinitionTest[] }[] {
  const { evaluation, definition, inScope, malicious, findings, severity, stakeholders } = state.triage;
  const tests = DEFINITION_TESTS.filter((test) => !definition[test]);
  return [
    ...(evaluation ? [] : [{ entry: 'evaluation' as const }]),
    ...(tests.length === 0 ? [] : [{ entry: 'definition' as const, tests }]),
    ...(inScope ? [] : [{ entry: 'inScope' as const }]),
    ...(malicious ? [] : [{ entry: 'malicious' as const }]),
    ...(findings ? [] : [{ entry: 'findings' as const }]),
    ...(severity ? [] : [{ entry: 'severity' as const }]),
    ...(stakeholders.reached.length > 0 ? [] : [{ entry: 'reached' as const }]),
  ];
}

/** The same in English. */
export function triageMissing(state: IncidentState): string[] {
  return entriesMissing(state).map(({ entry, tests }) => entryIn('en', entry, tests));
}
