import { raise } from '../alerts/alerts';
import type { Event } from '../events';
import type { CommandContext } from '../rule';
import { briefOf } from './brief';
import type { Classification } from './triage';

/** Those to whom a case out of our scope was handed hear what it is about. */
export function alertOfHandover({ state, said, nextId, after }: CommandContext, classified: Event[]): Event[] {
  const { classification } = after(classified);
  const persons = personsOf(classification);
  if (persons.length === 0) return [];
  const detail = { about: 'handover', words: 'words' in classification ? classification.words : undefined } as const;
  const brief = briefOf(state);
  return [raise(after(classified), said.at, nextId(), 'handed-over', { persons }, { detail: { ...detail, ...brief } })];
}

function personsOf(classification: Classification): string[] {
  return classification.class === 'out-of-scope' ? [...new Set(classification.handedToPersons)] : [];
}
