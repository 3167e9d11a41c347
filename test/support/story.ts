import type { TextHash } from '../../src/domain/notices/state';
import { alarmsOf, type Alarm } from '../../src/domain/clocks/alarms';
import type { ContractTerm } from '../../src/domain/clocks/contract-terms';
import { refusalsOf } from '../../src/contract/command-problems';
import { isPersonCommand, type Payload, type PersonCommand, type SystemCommand } from '../../src/domain/commands';
import { isRefusal } from '../../src/domain/rule';
import { decide, pageOf } from '../../src/domain/decide';
import type { Event, EventType, Page } from '../../src/domain/events';
import { evolve } from '../../src/domain/evolve';
import {
  HOUR,
  instantFrom,
  later,
  millisecondsOf,
  MINUTE,
  plus,
  type Instant,
} from '../../src/domain/primitives/instant';
import { openingPage } from '../../src/domain/open';
import { ROLES, SYSTEM, type Door, type PersonId, type Role, type Roster } from '../../src/domain/primitives/people';
import type { Refusal, RefusalCode } from '../../src/domain/primitives/refusal';
import { CORE_FIELDS, FACT_FIELDS, type FactField } from '../../src/domain/notices/facts';
import type { Report } from '../../src/domain/triage/report';
import { RULES_2026_11, SHIPPED_RULES, type Rules } from '../../src/domain/case/rules';
import type { AlertEffect, Effect, EffectKind } from '../../src/domain/effects/state';
import type { IncidentId } from '../../src/domain/case/state';
import type { MarkOutcome } from '../../src/domain/scope/state';
import type { IncidentState } from '../../src/domain/state';
import type { Obligation } from '../../src/domain/clocks/state';
import { audienceOf, isInAudience } from '../../src/domain/visibility';
import { FakeRegister, type Found } from './fake-register';

/*
 * Stories in the domain's own words: given(opened(), triaged()).when(declare()).then('declared') or .refuses('not-permitted').
 * Every step runs the real decide, pageOf and evolve. State and page go through JSON each time, and the state is frozen.
 */

export const INCIDENT = 'INC-2026-0001' as IncidentId;
export const START = instant('2026-11-23T08:00:00Z');

/** `lead` and `lead-2` are leads, and so on. `counsel` is both legal and an executive, `deputy` both lead and privacy. */
export const PEOPLE: Roster = {
  ...Object.fromEntries(ROLES.flatMap((role) => [role, `${role}-2`].map((person) => [person, [role]]))),
  counsel: ['legal', 'executive'],
  deputy: ['lead', 'privacy'],
};

export function instant(text: string): Instant {
  const found = instantFrom(text);
  if (!found) throw new Error(`${text} names no instant`);
  return found;
}
export const minutes = (count: number) => count * MINUTE;
export const hours = (count: number) => count * HOUR;

/** For stories that end with the closing, and are about something else. */
export const WITHOUT_POST_MORTEM: Rules = { ...SHIPPED_RULES, postMortem: undefined };

export type Step = Command | ((story: Story) => void);

/** A command to the incident, by its usual author through the API unless the story says otherwise. */
export class Command {
  constructor(
    readonly name: string,
    readonly payload: (now: Instant) => unknown,
    readonly person: PersonId,
    readonly door: Door = 'api',
  ) {}
  by(person: PersonId): Command {
    return new Command(this.name, this.payload, person, this.door);
  }
  through(door: Door): Command {
    return new Command(this.name, this.payload, this.person, door);
  }
}

export interface Mail {
  effect: string;
  alert: AlertEffect['alert'];
  at: Instant;
  to: readonly string[];
  detail?: AlertEffect['detail'];
  duty?: AlertEffect['duty'];
  acknowledge?: boolean;
  unanswered?: AlertEffect['unanswered'];
  headline: AlertEffect['headline'];
}

/** One incident over time, with its clock, its pages, and stateful fakes of a mailbox and the register. */
export class Story {
  constructor(readonly id = INCIDENT) {}
  now = START;
  readonly pages: Page[] = [];
  readonly mails: Mail[] = [];
  readonly register = new FakeRegister();
  private current: IncidentState | undefined;

  get state(): IncidentState {
    if (!this.current) throw new Error('Nothing is opened yet');
    return this.current;
  }

  /** The same so far, and from here on its own. */
  fork(): Story {
    const { pages, mails, register } = this;
    return Object.assign(new Story(), this, { pages: [...pages], mails: [...mails], register: register.copy() });
  }

  open(report: Partial<Report>, rules: Partial<Rules>): void {
    const opening = { id: this.id, rosterRevision: 1, by: 'reporter', door: 'api', at: this.now } as const;
    const heard: Report = {
      channel: 'staff',
      reporter: 'reporter',
      seen: 'A list of customers went to the wrong address.',
      detectedAt: plus(this.now, -hours(1)),
      reportedAt: this.now,
      ...report,
    };
    this.append(openingPage({ ...opening, report: heard, rules: { ...RULES_2026_11, ...rules }, roster: PEOPLE }));
  }

  decide({ name, payload, person, door }: Command): Event[] | Refusal {
    const said = { by: person, roles: PEOPLE[person] ?? [], door, at: this.now };
    const outcome = decide(this.state, { name, payload: frozen(payload(this.now)), said });
    if (isRefusal(outcome)) requireDescribed(name, outcome);
    if (!isRefusal(outcome) && outcome.length > 0) this.append(pageOf(this.state, { name, said }, outcome));
    return outcome;
  }

  answer<Name extends SystemCommand>(name: Name, payload: Payload<Name>): Event[] {
    const outcome = this.decide(new Command(name, () => payload, SYSTEM, 'system'));
    if (isRefusal(outcome)) throw new Error(`The system was refused ${name}: ${outcome.why}`);
    return outcome;
  }

  owed<Kind extends EffectKind>(kind: Kind): Extract<Effect, { kind: Kind }> {
    const effect = this.state.outbox.find((owed) => owed.kind === kind);
    if (!effect) throw new Error(`No ${kind} is owed`);
    return effect as Extract<Effect, { kind: Kind }>;
  }

  /** Advances time; every alarm fires at its instant. */
  pass(milliseconds: number): void {
    const end = plus(this.now, milliseconds);
    for (let strikes = 0, alarm = this.nextAlarm(); alarm && alarm.at <= end; alarm = this.nextAlarm()) {
      if (++strikes > 2_000) throw new Error(`The alarm at ${alarm.at} strikes for ever`);
      this.now = later(this.now, alarm.at);
      this.answer('alarm-struck', {});
    }
    this.now = end;
  }

  /** Advances time without running anything. */
  sleep(milliseconds: number): void {
    this.now = plus(this.now, milliseconds);
  }

  nextAlarm(): Alarm | undefined {
    return this.current && alarmsOf(this.current).sort((a, b) => (a.at < b.at ? -1 : 1))[0];
  }

  private append(page: Page): void {
    const kept = asStored(page);
    const before = new Set(this.current?.outbox.map(({ id }) => id));
    this.current = asStored(evolve(this.current, kept));
    this.pages.push(kept);
    for (const effect of this.current.outbox) if (!before.has(effect.id)) this.post(effect);
  }

  private post(effect: Effect): void {
    if (effect.kind !== 'alert') return;
    const { id, kind: _, raisedAt: at, to, ...mail } = effect;
    this.mails.push({ effect: id, at, to: 'roles' in to ? to.roles : to.persons, ...mail });
  }
}

export function given(...steps: Step[]): Given {
  const story = new Story();
  steps.forEach((step) => run(story, step));
  return new Given(story);
}

class Given {
  constructor(readonly story: Story) {}

  /**
   * Runs the steps; assertions look at the last one's outcome. If the last step is no command, its outcome is the events of all its pages.
   */
  when(...steps: Step[]): When {
    const last = steps.at(-1);
    steps.slice(0, -1).forEach((step) => run(this.story, step));
    if (last instanceof Command) return new When(this.story, this.story.decide(last));
    const from = this.story.pages.length;
    last?.(this.story);
    return new When(
      this.story,
      this.story.pages.slice(from).flatMap(({ events }) => events),
    );
  }

  and(look: (state: IncidentState, story: Story) => void): this {
    look(this.story.state, this.story);
    return this;
  }
}

type Expected = EventType | ({ type: EventType } & Record<string, unknown>);

class When {
  constructor(
    private readonly story: Story,
    private readonly outcome: Event[] | Refusal,
  ) {}

  /** Expects these events in this order, possibly with others in between. */
  then(...expected: Expected[]): Given {
    const events = this.accepted();
    expect(events).toEqual(expect.arrayContaining(expected.map(likeEvent)));
    expected.reduce((from, one) => {
      const found = events.findIndex((event, index) => index >= from && matches(event, one));
      if (found < 0)
        throw new Error(`${JSON.stringify(one)} comes too early in ${events.map(({ type }) => type).join(', ')}`);
      return found + 1;
    }, 0);
    return new Given(this.story);
  }

  thenNever(...types: EventType[]): Given {
    const happened = this.accepted().map(({ type }) => type);
    expect(happened.filter((type) => types.includes(type))).toEqual([]);
    return new Given(this.story);
  }

  thenNothing(): Given {
    expect(this.outcome).toEqual([]);
    return new Given(this.story);
  }

  refuses(code: RefusalCode, why?: RegExp, points?: string[]): Given {
    expect(this.outcome).toMatchObject({ refused: code, ...(points ? { points } : {}) });
    if (why) expect((this.outcome as Refusal).why).toMatch(why);
    return new Given(this.story);
  }

  private accepted(): Event[] {
    if (isRefusal(this.outcome)) throw new Error(`Refused as ${this.outcome.refused}: ${this.outcome.why}`);
    return this.outcome;
  }
}

function run(story: Story, step: Step): void {
  if (!(step instanceof Command)) return step(story);
  const outcome = story.decide(step);
  if (isRefusal(outcome)) throw new Error(`${step.name} was refused as ${outcome.refused}: ${outcome.why}`);
}

/** Through the API a command is refused only as its description says. */
function requireDescribed(name: string, { refused }: Refusal): void {
  if (!isPersonCommand(name) || refused === 'wrong-door' || refused === 'unknown-person') return;
  if (!refusalsOf(name).includes(refused))
    throw new Error(`${name} is refused as ${refused}, which src/contract/command-problems.ts does not say`);
}

function likeEvent(expected: Expected): unknown {
  return expect.objectContaining(typeof expected === 'string' ? { type: expected } : expected);
}

function matches(event: Event, expected: Expected): boolean {
  return (expect as unknown as { objectContaining: (o: object) => { asymmetricMatch: (o: object) => boolean } })
    .objectContaining(typeof expected === 'string' ? { type: expected } : expected)
    .asymmetricMatch(event);
}

export function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const storedAlready = new WeakSet();

/** Through JSON and frozen. A state shares most of itself with its predecessor, and shared parts have been through this already. */
function asStored<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return isInJson(value) ? value : throughJson(value);
  if (storedAlready.has(value)) return value;
  const copy = Array.isArray(value) ? value.map((one: unknown) => asStored(one ?? null)) : fieldsAsStored(value);
  storedAlready.add(Object.freeze(copy));
  return copy as T;
}

function fieldsAsStored(value: object): object {
  if (Object.getPrototypeOf(value) !== Object.prototype) return frozen(throughJson(value));
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) if (part !== undefined) copy[name] = asStored(part);
  return copy;
}

function isInJson(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

export function obligation(state: IncidentState, id: string): Obligation {
  const found = state.obligations.find((owed) => owed.id === id);
  if (!found)
    throw new Error(`There is no obligation ${id} among ${state.obligations.map((owed) => owed.id).join(', ')}`);
  return found;
}

// The clock

/** Sets the clock to this instant; alarms due before it do not fire. */
export const at =
  (text: string): Step =>
  (story) =>
    void (story.now = instant(text));
/** Advances time, with every alarm. */
export const after =
  (milliseconds: number): Step =>
  (story) =>
    story.pass(milliseconds);
/** The same, up to and including an instant. */
export const until =
  (text: string): Step =>
  (story) =>
    story.pass(millisecondsOf(instant(text)) - millisecondsOf(story.now));
/** Advances time while the worker is down. */
export const outage =
  (milliseconds: number): Step =>
  (story) =>
    story.sleep(milliseconds);
export const alarm: Step = (story) => void story.answer('alarm-struck', {});

// Commands of people

export function say<Name extends PersonCommand>(name: Name, person: Role, payload: Payload<Name>): Command {
  return new Command(name, () => payload, person);
}

type With<Name extends PersonCommand> = Partial<Payload<Name>>;

export const opened =
  (report: Partial<Report> = {}, rules: Partial<Rules> = {}): Step =>
  (story) =>
    story.open(report, rules);

export const WHOLE_TRIAGE: Payload<'assess'> = {
  evaluation: 'One mail with a list of contacts went to another customer.',
  definition: {
    effect: { answer: 'yes', kinds: ['disclosure'] },
    manner: { answer: 'yes', kind: 'accidental' },
    data: { answer: 'yes', kinds: ['personal'] },
    processedByUs: { answer: 'yes' },
  },
  inScope: 'yes',
  malicious: 'no',
  findings: 'The recipient is known and has confirmed that the mail is deleted.',
  severity: { level: 'medium', reason: 'Contact data of a few people.' },
  scenario: 'misdirected-email',
  alerted: ['lead'],
};

export const assess = (payload: With<'assess'>) => say('assess', 'responder', payload);
export const triaged = (over: With<'assess'> = {}) => assess({ ...WHOLE_TRIAGE, ...over });
export const assign = (...persons: PersonId[]) => say('assign', 'lead', { persons });
export const acknowledge = (alert?: string) => say('acknowledge', 'responder', { alert });
export const declare = (over: With<'declare'> = {}) =>
  new Command(
    'declare',
    (now) => ({
      basis: 'likely',
      facts: 'The list was opened.',
      declaredAt: now,
      awareAt: over.declaredAt ?? now,
      gdpr: 'yes',
      ...over,
    }),
    'lead',
  );
export const noteProgress = (text: string, undecided?: { missing: string; until: string }) =>
  say('note-progress', 'responder', { text, ...(undecided && { undecided }) });
export const moveStage = (to: Payload<'move-stage'>['to']) => say('move-stage', 'responder', { to });
export const setFact = (over: With<'set-fact'> = {}) =>
  say('set-fact', 'responder', { field: 'nature', status: 'known', value: 'A mail to the wrong customer.', ...over });
/** A whole fact sheet: what a first notice must say is known, and all else does not apply, unless the story says otherwise. */
export const sheet = (over: Partial<Record<FactField, With<'set-fact'>>> = {}): Step[] =>
  [...CORE_FIELDS, ...FACT_FIELDS.filter((field) => !CORE_FIELDS.includes(field) && over[field])].map((field) =>
    say('set-fact', 'responder', {
      field,
      ...(ALWAYS_KNOWN.has(field) ? { status: 'known', value: `Words on ${field}.` } : { status: 'not-applicable' }),
      ...over[field],
    }),
  );
export const ALWAYS_KNOWN = new Set<FactField>(['nature', 'customerAction', 'contactPoint']);
export const addCustomers = (...customers: string[]) => say('add-affected-customers', 'responder', { customers });
export const removeCustomer = (customer: string) =>
  say('remove-affected-customer', 'responder', { customer, reason: 'Not on the list after all.' });
export const addProduct = (product: string) => say('add-affected-customers', 'responder', { product });
export const removeProduct = (product: string) =>
  say('remove-affected-customer', 'responder', { product, reason: 'A slip of the pen.' });
export const recordEvidence = (over: With<'record-evidence'> = {}) =>
  say('record-evidence', 'responder', {
    ...{ title: 'Access log', reference: 'Safe 3', collectedAt: '2026-11-22T00:00:00Z' },
    ...over,
  });
export const withhold = (over: With<'withhold'> = {}) =>
  say('withhold', 'responder', {
    ...{ field: 'nature', ground: 'stopping-an-attacker', seal: HASH, reviewBy: '2026-12-01T00:00:00Z' },
    ...over,
  });
export const draft = (kind: Payload<'draft-notice'>['kind'] = 'initial') => say('draft-notice', 'responder', { kind });
export const HASH = 'a'.repeat(64) as TextHash;
export const approve = (person: Role, over: With<'approve-notice'> = {}) =>
  say('approve-notice', person, { notice: 1, hash: HASH, ...over });
export const reject = (over: With<'reject-notice'> = {}) =>
  say('reject-notice', 'legal', { notice: 1, hash: HASH, reason: 'The exposure is wrong.', ...over });
export const release = (over: With<'release-notice'> = {}) =>
  say('release-notice', 'lead', { notice: 1, hash: HASH, ...over });
export const explain = (over: With<'explain-delay'> = {}) =>
  say('explain-delay', 'lead', { code: 'investigation-complex', text: 'Two mail servers were down.', ...over });
export const waive = (customer: string, person: Role = 'legal') =>
  say('waive-customer', person, { customer, reason: 'It has ceased to exist.' });
export const clearCustomer = (customer: string) =>
  say('clear-customer', 'responder', { customer, reason: 'Not in the export after all.' });
export const recordContact = (customer: string, over: With<'record-contact'> = {}) =>
  new Command(
    'record-contact',
    (now) => ({
      customer,
      way: 'telephone',
      whom: 'Ada',
      at: now,
      summary: 'All of it.',
      evidence: 'Call 17',
      ...over,
    }),
    'responder',
  );
export const revokeContact = (customer: string, contact: string) =>
  say('revoke-contact', 'lead', { customer, contact, reason: 'It was another company.' });
export const correct = (anchor: Payload<'correct-anchor'>['anchor'], to: string) =>
  say('correct-anchor', 'privacy', { anchor, at: to, reason: 'The telephone log says otherwise.' });
export const reclassify = (classification: Payload<'reclassify'>['classification']) =>
  say('reclassify', 'privacy', { classification, why: 'Looked at again.' });
export const EVENT = { class: 'event', ground: 'customer-action', reason: 'secrets-sent' } as const;
export const OUT_OF_SCOPE = { class: 'out-of-scope', reason: 'policy-question', handedTo: 'privacy desk' } as const;
export const withdraw = (person: Role = 'legal', over: With<'withdraw-declaration'> = {}) =>
  say('withdraw-declaration', person, {
    reason: 'The list was empty.',
    becomes: { class: 'not-an-incident', words: 'An empty list.' },
    ...over,
  });
export const close = () => say('close', 'lead', { outcome: 'All are told; the mail is deleted.' });
export const reopen = (person: Role = 'lead') => say('reopen', person, { reason: 'A fourth customer called.' });

// Answers of the system

/** Every alert still owed reaches everyone with its roles, except roles that nobody holds in this story. */
export const mailDelivered =
  (nobodyIs: Role[] = []): Step =>
  (story) => {
    for (let owed = alertOwed(story); owed; owed = alertOwed(story)) {
      const { id, to, alert } = owed;
      const audience = audienceOf(story.state, alert);
      const roles = 'roles' in to ? to.roles.filter((role) => !nobodyIs.includes(role)) : [];
      const reached =
        'persons' in to
          ? to.persons
          : Object.keys(PEOPLE).filter((person) => PEOPLE[person]?.some((role) => roles.includes(role)));
      const reachable = reached.filter((person) => isInAudience(person, audience));
      story.answer('alert-delivered', { effect: id, reached: reachable });
    }
  };

function alertOwed({ state }: Story) {
  return state.outbox.find((effect): effect is Extract<Effect, { kind: 'alert' }> => effect.kind === 'alert');
}

/** The register has found customers, by contract hours: `found({ 72: 3, 24: 1 })`. */
export const found =
  (customers: Found, unknown: string[] = []): Step =>
  (story) => {
    const { id } = story.owed('resolve-scope');
    const added = story.register.add(id, customers);
    story.answer('scope-resolved', { effect: id, unknown, added, ...story.register.answer() });
  };
/** The register has found one customer with this contract. */
export const foundWith =
  (...terms: ContractTerm[]): Step =>
  (story) => {
    const { id } = story.owed('resolve-scope');
    const added = story.register.addWith(id, terms, 1);
    story.answer('scope-resolved', { effect: id, unknown: [], added, ...story.register.answer() });
  };
export const affected = (customers: Found): Step[] => [addCustomers('acme'), found(customers)];

/** The register has marked the customer to be removed or waived, in the cohort with that term, or could not. */
export const marked =
  (outcome: MarkOutcome = 'marked', termHours = 72): Step =>
  (story) => {
    const effect = story.owed('mark-scope');
    const { id, customer } = effect;
    if (outcome === 'marked') write(story, effect, termHours);
    story.answer('scope-marked', { effect: id, customer, outcome, ...story.register.answer() });
  };

function write({ register }: Story, effect: Extract<Effect, { kind: 'mark-scope' }>, termHours: number): void {
  if (effect.mark === 'told' && effect.contact.of === 'clearance')
    register.tellCleared(effect.contact.at, effect.customer);
  else if (effect.mark === 'told') {
    register.tellByPerson(effect.id, effect.contact.at, termHours);
    register.keep(effect.id, effect.customer, effect.contact);
  } else if (effect.mark === 'cleared') register.clear(effect.customer, termHours);
  else if (effect.mark === 'untold') register.revokeContact(effect.contact);
  else if (effect.of === 'withdrawal') register.waiveWithdrawal(termHours);
  else register.mark(effect.mark, termHours);
}

export const composed =
  (hash = HASH): Step =>
  (story) => {
    const { id, notice } = story.owed('compose-notice');
    story.answer('notice-composed', { effect: id, notice, hash });
  };

/** A notice is drafted, composed, approved twice and released, and its delivery has begun. */
export const noticeUnderWay =
  (kind: Payload<'draft-notice'>['kind'] = 'initial'): Step =>
  (story) => {
    const notice = story.state.notices.length + 1;
    [
      draft(kind),
      composed(),
      approve('legal', { notice }),
      approve('communications', { notice }),
      release({ notice }),
    ].forEach((step) => run(story, step));
    story.answer('notice-started', { effect: story.owed('send-notice').id, notice });
  };

/** Mail servers have accepted the newest notice for so many more customers with that term, by now or by the given instant. */
export const told =
  (count: number, { termHours = 72, when }: { termHours?: number; when?: string } = {}): Step =>
  (story) => {
    story.register.tell(count, termHours, when ? instant(when) : story.now);
    rollUp(story, false);
  };
/** Mail for so many customers was accepted, and bounced later. */
export const bounced =
  (count: number, termHours = 72): Step =>
  (story) => {
    story.register.bounce(count, termHours);
    rollUp(story, true);
  };
export const observed =
  (count: number, { termHours = 72 } = {}): Step =>
  (story) => {
    story.register.observe(count, termHours, story.now);
    rollUp(story, false);
  };
/** Mail servers have accepted the withdrawal notice for so many more customers; a negative count bounces. */
export const recalled =
  (count: number, { when }: { when?: string } = {}): Step =>
  (story) => {
    story.register.recall(count, when ? instant(when) : story.now);
    rollUp(story, false);
  };
/** The newest notice is fully sent; so many customers have no deliverable contact, and so no delivery. */
export const sent =
  (unreachable = 0): Step =>
  (story) =>
    rollUp(story, true, unreachable);

function rollUp(story: Story, finished: boolean, unreachable = 0): void {
  const notice =
    story.state.notices.filter(({ status }) => status === 'released' || status === 'sent').at(-1)?.number ?? 1;
  const { total, done } = story.register.sums();
  const counts = {
    deliveries: total,
    accepted: done,
    refused: 0,
    pending: 0,
    customers: total - unreachable,
    told: finished ? total - unreachable : done,
    unreachable,
  };
  story.answer('deliveries-rolled-up', { notice, counts, finished, ...story.register.answer() });
}

/** Mail servers have accepted the clearance notice for all who are owed it. */
export const clearancesTold: Step = (story) => {
  story.register.tellCleared(story.now);
  rollUp(story, true);
};

export function instantsOf(mails: readonly Mail[], kind: Mail['alert']): string[] {
  return mails.filter(({ alert }) => alert === kind).map(({ at: when }) => when);
}

/** Hours since the given instant, where clocks are easier to read that way. */
export function hoursSince(from: string, when: Instant): number {
  return (millisecondsOf(when) - millisecondsOf(instant(from))) / HOUR;
}

/** Under the shipped rules two customers are declared affected, and both are told. */
export const twoTold: Step[] = [
  opened({}, WITHOUT_POST_MORTEM),
  triaged(),
  declare(),
  ...affected({ 72: 2 }),
  ...sheet(),
  noticeUnderWay(),
  told(2),
  sent(),
];
