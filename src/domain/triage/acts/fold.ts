import type { Fold } from '../../fold';
import type { TriageSlice } from '../state';

/** What triage found: its answers, the class, and who must know. */
export const foldTriage: Fold<TriageSlice> = ({ triage }, event, provenance) => {
  const { stakeholders } = triage;
  switch (event.type) {
    case 'assessed':
      return { triage: { ...triage, ...event.entries } };
    case 'severity-scored': {
      const { type: _, ...scored } = event;
      return { scoring: { ...scored, by: provenance.by, at: provenance.at } };
    }
    case 'classified':
      return { classification: event.classification };
    case 'triage-ended':
      return { triageEndedAt: provenance.at };
    case 'stakeholders-named':
      return { triage: { ...triage, stakeholders: { ...stakeholders, roles: event.roles } } };
    case 'stakeholders-reached': {
      const reached = [...new Set([...stakeholders.reached, ...event.persons])];
      return { triage: { ...triage, stakeholders: { ...stakeholders, reached } } };
    }
    default:
      return {};
  }
};
