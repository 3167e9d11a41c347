import { unknownOwed } from '../../clocks/unknown-fact';
import { instantFrom, type Instant } from '../../primitives/instant';
import type { PersonId } from '../../primitives/people';
import { refuse, type Refusal } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandContext, type CommandRule } from '../../rule';
import { outsidersFault } from '../../visibility';
import type { Amount, CONFIDENCES, Fact, FactField, Translated, WITHHOLDING_GROUNDS } from '../facts';
import { knownFact } from '../known-fact';

export interface SetFact {
  field: FactField;
  status: Fact['status'];
  value?: string;
  /** Of `value`; English where nothing is said. */
  lang?: string;
  /** `value` in other languages. */
  translations?: Translated[];
  amount?: Amount;
  period?: { from?: string; to?: string; ongoing?: boolean };
  source?: string;
  confidence?: (typeof CONFIDENCES)[number];
  /** With `not-applicable`. */
  reason?: string;
  until?: string;
  /** With `unknown`: who finds out. */
  owner?: PersonId;
  ground?: (typeof WITHHOLDING_GROUNDS)[number];
  /** Kept beside the fact sheet, for counsel alone. */
  section?: 'privileged';
  /** The value that stood there, as whoever replaces it read it. */
  instead?: string;
}

export const setFact: CommandRule<SetFact> = {
  description:
    'Put one field of the fact sheet: known, unknown (who finds out, and until when), withheld until (with its ground), or not applicable. Makes open drafts stale. With "section", counsel alone reads it, and no notice is made of it.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (hearing, payload) => {
    const { state, said } = hearing;
    const { field, section, instead } = payload;
    if (instead !== undefined && valueOf(state.facts[field]) !== instead) return refuse('stale-text', CHANGED);
    const fact = factOf(payload, hearing);
    if ('refused' in fact) return fact;
    if (section) return [{ type: 'privileged-fact-set', field, fact, section }];
    if (JSON.stringify(state.facts[field]) === JSON.stringify(fact))
      return refuse('already-so', `The fact ${field} says so already.`);
    return [{ type: 'fact-set', field, fact }, ...unknownOwed(state, field, fact, said.at)];
  },
};

const CHANGED = 'The fact has changed since you read it. Read it again, and say what holds.';

function valueOf(fact: Fact | undefined): string | undefined {
  return fact?.status === 'known' ? fact.value : undefined;
}

function factOf(payload: SetFact, { state, said }: CommandContext): Fact | Refusal {
  const { status, until: untilText, ground, reason } = payload;
  const until = untilText === undefined ? undefined : instantFrom(untilText);
  if (untilText !== undefined && (!until || until <= said.at))
    return refuse('impossible-instant', '"until" must be an instant to come.', ['/until']);
  switch (status) {
    case 'known':
      return knownFact(payload);
    case 'unknown':
      return unknown(state, payload.owner, until);
    case 'withheld':
      return until && ground ? { status, until, ground } : withheldNeeds(until, ground);
    case 'not-applicable':
      return { status, ...(reason !== undefined && { reason }) };
  }
}

function unknown(
  state: CommandContext['state'],
  owner: PersonId | undefined,
  until: Instant | undefined,
): Fact | Refusal {
  const { roster, rules } = state;
  if (owner !== undefined && !Object.hasOwn(roster, owner))
    return refuse('unknown-person', `Nobody who may act here has the id ${owner}; see /api/people.`, ['/owner']);
  const fault = owner === undefined ? undefined : outsidersFault(state, [owner], '/owner');
  if (fault) return fault;
  const lacking = [...(owner === undefined ? ['/owner'] : []), ...(until ? [] : ['/until'])];
  if (rules.writtenPromises && lacking.length > 0)
    return refuse('missing', 'An unknown fact needs who finds out, and until when.', lacking);
  return { status: 'unknown', ...(until && { until }), ...(owner !== undefined && { owner }) };
}

function withheldNeeds(until?: Instant, ground?: SetFact['ground']): Refusal {
  const needed = [...(ground ? [] : ['its ground']), ...(until ? [] : ['until when'])];
  const points = [...(ground ? [] : ['/ground']), ...(until ? [] : ['/until'])];
  return refuse('missing', `A withheld fact needs ${needed.join(', and ')}.`, points);
}
