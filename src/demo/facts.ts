import { CORE_FIELDS, FACT_FIELDS, type FactField } from '../domain/notices/facts';
import type { Teller } from './teller';

type Speaker = Pick<Teller, 'say' | 'hoursAgo'>;
export type Known = Partial<Record<FactField, string>>;

const PROMISED_WITHIN_HOURS = 48;

/** What every notice must say, where a story has no words of its own for it. */
const USUAL: Known = {
  customerAction: 'Nothing needs to be done on your side for now; please tell us what you notice.',
  contactPoint: 'Our privacy team, at any hour: privacy@tocsin.example',
};

/** A whole fact sheet: what is known, what the responder still finds out, and all else as not applicable. */
export async function stateFacts(
  tell: Speaker,
  incident: string,
  known: Known,
  unknown: FactField[] = [],
): Promise<void> {
  const until = tell.hoursAgo(-PROMISED_WITHIN_HOURS);
  for (const field of FACT_FIELDS) {
    const value = known[field] ?? USUAL[field];
    if (unknown.includes(field))
      await tell.say(incident, 'responder', 'set-fact', { field, status: 'unknown', until, owner: 'responder' });
    else if (value === undefined && CORE_FIELDS.includes(field))
      await tell.say(incident, 'responder', 'set-fact', { field, status: 'not-applicable' });
    else if (value !== undefined) await tell.say(incident, 'responder', 'set-fact', { field, status: 'known', value });
  }
}

/** Found out since. */
export async function learnFacts(tell: Speaker, incident: string, known: Known): Promise<void> {
  for (const [field, value] of Object.entries(known))
    await tell.say(incident, 'responder', 'set-fact', { field: field as FactField, status: 'known', value });
}
