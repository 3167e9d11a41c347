import { raise } from '../../alerts/alerts';
import { promisesKeptBy } from '../../clocks/kept-by-word';
import { clearedSince } from '../../clocks/tell-clearance';
import { earlier, instantFrom, plus, type Instant } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, RESPONDERS, type CommandContext, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import type { Contact } from '../state';
import { unknownNames } from '../unregistered';
import type { CustomerId } from '../../primitives/parties';

export type RecordContact = Omit<Contact, 'of' | 'at' | 'final' | 'keeps'> & {
  customer: CustomerId;
  /** What it was told of; without it, what the case now owes. */
  of?: Contact['of'];
  at: string;
  /** Nothing more is to come. */
  final?: boolean;
};

/** A mail server's word tells a customer, and so does a person's, but the person must be signed in, and lead and privacy hear of it. */
export const recordContact: CommandRule<RecordContact> = {
  description:
    'Record that a person told one affected customer by telephone, letter, portal or in person. It counts as told at that instant, is shown as told by a person, and keeps what notices promised that customer.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: (hearing, { customer, of: named, at: text, final, ...rest }) => {
    const { state, nextId } = hearing;
    const fault = customerFault(state, customer);
    if (fault) return fault;
    const of = named ?? owedOf(state, customer);
    const from = of && earliestOf(state, of, customer);
    if (!of || !from) return notOwed(state, of);
    const at = toldAt(hearing, text, from);
    if (typeof at !== 'string') return at;
    const effect = nextId();
    const contact = withPromises(state, { of, ...rest, at, ...(final && { final }) });
    const detail = { about: 'contact', customer, contact: effect, way: contact.way, at } as const;
    const to = { roles: state.rules.removalTells };
    return [
      { type: 'contact-recorded', effect, customer, contact },
      raise(state, hearing.said.at, nextId(), 'contact-recorded', to, { detail }),
    ];
  },
};

function withPromises(state: IncidentState, contact: Contact): Contact {
  const keeps = promisesKeptBy(state, contact);
  return keeps.length > 0 ? { ...contact, keeps } : contact;
}

/** What is being added is in no row yet, and could not be marked. */
function customerFault(state: IncidentState, customer: CustomerId): Refusal | undefined {
  if (unknownNames(state, 'customer').includes(customer))
    return refuse(
      'missing',
      `${customer} is not in the register, so nothing can be kept of it. Import it, add it again, then record this again.`,
      ['/customer'],
    );
  return state.outbox.some(({ kind }) => kind === 'resolve-scope')
    ? refuse('missing', 'The scope is being worked out; record this again in a moment.')
    : undefined;
}

function owedOf(
  { declaration, withdrawn, classification, cleared }: IncidentState,
  customer: CustomerId,
): Contact['of'] | undefined {
  if (cleared.some((one) => one.customer === customer)) return 'clearance';
  if (withdrawn) return 'withdrawal';
  if (declaration) return 'incident';
  return classification.class === 'event' ? 'observation' : undefined;
}

/** Before this nobody could tell of it; none where there is nothing to tell. */
function earliestOf(state: IncidentState, of: Contact['of'], customer: CustomerId): Instant | undefined {
  switch (of) {
    case 'incident':
      return state.withdrawn ? undefined : state.declaration && state.anchors.aware?.at;
    case 'observation':
      return state.classification.class === 'event' ? state.anchors.detected?.at : undefined;
    case 'withdrawal':
      return state.withdrawn;
    case 'clearance':
      return clearedSince(state, customer);
  }
}

function notOwed({ classification: { class: now } }: IncidentState, of: Contact['of'] | undefined): Refusal {
  return of
    ? refuse('wrong-class', `This customer is owed no word of a matter of the kind ${of}: the case is ${now}.`, ['/of'])
    : refuse('not-declared', `Nothing is owed to customers yet: the case is ${now}. Declare first.`);
}

function toldAt({ state, said }: CommandContext, text: string, from: Instant): Instant | Refusal {
  const at = instantFrom(text);
  if (!at) return refuse('impossible-instant', '"at" must be an instant such as 2026-11-23T09:20:00Z.', ['/at']);
  if (at > plus(said.at, state.rules.futureToleranceSeconds * 1000))
    return refuse('impossible-instant', '"at" must be an instant that has passed.', ['/at']);
  if (at < from)
    return refuse(
      'impossible-instant',
      `Nobody could tell of this before ${from}. Correct "at", or the instant of which we were aware (correct-anchor).`,
      ['/at'],
    );
  return earlier(at, said.at);
}
