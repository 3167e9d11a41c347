import type { Fact, FactField, WITHHOLDING_GROUNDS } from '../facts';
import { instantFrom, type Instant } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule, type Origin } from '../../rule';

export interface SetFact {
  field: FactField;
  status: Fact['status'];
  value?: string;
  until?: string;
  ground?: (typeof WITHHOLDING_GROUNDS)[number];
}

export const setFact: CommandRule<SetFact> = {
  description:
    'Put one field of the fact sheet: known, unknown until, withheld until (with its ground), or not applicable. Makes open drafts stale.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said }, payload) => {
    const fact = factOf(payload, said);
    if ('refused' in fact) return fact;
    if (JSON.stringify(state.facts[payload.field]) === JSON.stringify(fact))
      return refuse('already-so', `The fact ${payload.field} says so already.`);
    return [{ type: 'fact-set', field: payload.field, fact }];
  },
};

function factOf({ status, value, until: untilText, ground }: SetFact, said: Origin): Fact | Refusal {
  const until = untilText === undefined ? undefined : instantFrom(untilText);
  if (untilText !== undefined && (!until || until <= said.at))
    return refuse('impossible-instant', '"until" must be an instant to come.', ['/until']);
  switch (status) {
    case 'known':
      return value ? { status, value } : refuse('missing', 'A known fact needs its value.', ['/value']);
    case 'unknown':
      return until ? { status, until } : { status };
    case 'withheld':
      return until && ground ? { status, until, ground } : withheldNeeds(until, ground);
    case 'not-applicable':
      return { status };
  }
}

function withheldNeeds(until?: Instant, ground?: SetFact['ground']): Refusal {
  const needed = [...(ground ? [] : ['its ground']), ...(until ? [] : ['until when'])];
  const points = [...(ground ? [] : ['/ground']), ...(until ? [] : ['/until'])];
  return refuse('missing', `A withheld fact needs ${needed.join(', and ')}.`, points);
}
