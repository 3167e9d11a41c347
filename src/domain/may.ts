import { OPEN_STAGES } from './case/state';
import { clockOf } from './clocks/table';
import { PERSON_COMMANDS, personCommands, type PersonCommand } from './commands';
import { decide, permission } from './decide';
import { NOTICE_KINDS, type Notice } from './notices/state';
import type { Role } from './primitives/people';
import { refuse, type Refusal, type RefusalCode } from './primitives/refusal';
import { isRefusal, type Origin } from './rule';
import type { IncidentState } from './state';

/** One command of the table, and whether somebody may give it as the incident stands. */
export interface Act {
  command: PersonCommand;
  roles: readonly Role[];
  /** Why not. */
  refusal?: Refusal;
}

/**
 * Each command tried on the state by the rule that will judge it, so that a button and the door behind it cannot disagree. What depends on the
 * words alone is left to whoever says them.
 */
export function actsOf(state: IncidentState, said: Origin): Act[] {
  return PERSON_COMMANDS.map((command) => {
    const { roles } = personCommands[command];
    const refusal = permission(state, command, said) ?? trial(state, command, said);
    return { command, roles: roles === 'system' ? [] : roles, ...(refusal && { refusal }) };
  });
}

/** Refused only if every body that is tried is. */
function trial(state: IncidentState, name: PersonCommand, said: Origin): Refusal | undefined {
  const bodies = TRIALS[name]?.(state, said) ?? [];
  if ('refused' in bodies) return bodies;
  const refusals = bodies.map((payload) => decide(state, { name, payload, said })).filter(isRefusal);
  const isOfTheWords = refusals.some(({ refused }) => OF_THE_WORDS.includes(refused));
  return isOfTheWords || refusals.length < bodies.length ? undefined : refusals[0];
}

const OF_THE_WORDS: readonly RefusalCode[] = ['impossible-instant', 'malformed'];

type Trial = (state: IncidentState, said: Origin) => object[] | Refusal;

/** Stands where the words do not matter. */
const ANY = '-';
const REASON: Trial = () => [{ reason: ANY }];
const WORDS: Trial = () => [{ words: ANY }];
const MEMBER: Trial = ({ restriction }) => (restriction ? [] : [{ person: ANY, reason: ANY }]);
const NO_INCIDENT = { class: 'not-an-incident', words: ANY };
const OUT_OF_SCOPE = { class: 'out-of-scope', reason: 'policy-question', handedTo: ANY };

/** A command that is not here depends on its words alone, beside role and stage. */
const TRIALS: Partial<Record<PersonCommand, Trial>> = {
  acknowledge: () => [{}],
  declare: ({ anchors }, { at }) => [
    {
      basis: 'reasonable-suspicion',
      facts: ANY,
      awareAt: anchors.aware?.at ?? at,
      declaredAt: at,
      gdpr: 'undetermined',
      beforeDetection: ANY,
    },
  ],
  'move-stage': ({ stage }) => OPEN_STAGES.filter((to) => to !== stage.stage).map((to) => ({ to })),
  'draft-notice': () => NOTICE_KINDS.map((kind) => ({ kind })),
  'approve-notice': texts('drafted'),
  'reject-notice': texts('drafted', 'approved'),
  'release-notice': texts('approved'),
  'explain-delay': () => [{ code: 'other', text: ANY }],
  'waive-customer': ({ asked }) => [...asked.waivers.map(({ customer }) => customer), ANY].map(withReason('customer')),
  'waive-promise': promises,
  reclassify: () => [NO_INCIDENT, OUT_OF_SCOPE].map((classification) => ({ classification, why: ANY })),
  'withdraw-declaration': ({ asked }) => [{ reason: ANY, becomes: asked.withdrawal?.becomes ?? NO_INCIDENT }],
  'answer-help': ({ help }) =>
    help.length > 0
      ? help.map(({ customer }) => ({ customer, words: ANY }))
      : refuse('nothing-open', 'No customer waits for help.'),
  'clear-customer': () => [{ customer: ANY, reason: ANY }],
  'offer-assistance': WORDS,
  'request-assistance': WORDS,
  'end-assistance': WORDS,
  restrict: REASON,
  'lift-restriction': REASON,
  'add-member': MEMBER,
  'remove-member': MEMBER,
  'break-glass': REASON,
  close: () => [{ outcome: ANY }],
};

function texts(...statuses: Notice['status'][]): Trial {
  return ({ notices }) => {
    const waiting = notices.filter(({ status, hash }) => hash !== undefined && statuses.includes(status));
    if (waiting.length > 0) return waiting.map(textOf);
    return refuse('nothing-open', `No notice is ${statuses.join(' or ')}: draft one, or wait until it is composed.`);
  };
}

function textOf({ number, hash, recipientsHash }: Notice) {
  return { notice: number, hash, ...(recipientsHash && { recipientsHash }), reason: ANY };
}

function promises({ asked, obligations }: IncidentState): object[] | Refusal {
  const waivable = obligations.filter((it) => it.status === 'open' && clockOf(it).mayBeWaived).map(({ id }) => id);
  const all = [...(asked.promises ?? []).map(({ promise }) => promise), ...waivable];
  return all.length > 0 ? all.map(withReason('promise')) : refuse('nothing-open', 'No promise is open to give up.');
}

function withReason(field: string) {
  return (value: string) => ({ [field]: value, reason: ANY });
}
