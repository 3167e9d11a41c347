import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lackingFacts } from '../../src/domain/notices/needs';
import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { alarmsOf } from '../../src/domain/clocks/alarms';
import { PERSON_COMMANDS, type PersonCommand } from '../../src/domain/commands';
import { isRefusal } from '../../src/domain/rule';
import { scopePending } from '../../src/domain/scope/pending';
import { decide, pageOf } from '../../src/domain/decide';
import { detailsOf } from '../../src/domain/case/details';
import type { Playbook } from '../../src/domain/tasks/state';
import type { EventType, Page } from '../../src/domain/events';
import { evolve } from '../../src/domain/evolve';
import { FACT_FIELDS } from '../../src/domain/notices/facts';
import { headlineOf } from '../../src/domain/case/headline';
import { later, MINUTE, plus, type Instant } from '../../src/domain/primitives/instant';
import { standsOpen } from '../../src/domain/case/missing';
import { hasExpired, isOwedToCustomers } from '../../src/domain/clocks/obligations';
import { customersClockOf } from '../../src/domain/clocks/table';
import type { Door } from '../../src/domain/primitives/people';
import { ANCHORS, BASES, OPEN_STAGES } from '../../src/domain/case/state';
import { printedDates } from '../../src/domain/notices/printed';
import { NOTICE_KINDS, type Notice, type NoticeKind } from '../../src/domain/notices/state';
import type { IncidentState } from '../../src/domain/state';
import type { Effect } from '../../src/domain/effects/state';
import type { Obligation } from '../../src/domain/clocks/state';
import type { Answer, Classification } from '../../src/domain/triage/triage';
import { CONTACT_SUBJECTS, CONTACT_WAYS } from '../../src/domain/scope/state';
import { stillUnregistered } from '../../src/domain/scope/unregistered';
import { viewOf } from '../../src/domain/view';
import type { FakeRegister, Found } from '../support/fake-register';
import { testSeed } from '../support/seed';
import { isRelease } from '../support/turns';
import { frozen, HASH, hours, opened, PEOPLE, Command, Story, throughJson, WHOLE_TRIAGE } from '../support/story';
import { regimeFiles } from '../../src/process/regimes';

const NIS2 = regimeFiles.all(undefined).get('nis2');

/** Restricted incidents have stories of their own: there those who act here might be no members. */
const { restriction: _, ...OPEN_TO_ALL } = SHIPPED_RULES;

/** One turn of a random story: what is done, and numbers from which its details are picked. */
interface Turn {
  act:
    | PersonCommand
    | 'time'
    | 'outage'
    | 'alarm'
    | 'answer'
    | 'mail'
    | 'stray'
    | 'tell'
    | 'bounce'
    | 'triage'
    | 'notice'
    | 'settle'
    | 'waiver'
    | 'correction'
    | 'withdrawal'
    | 'doubt'
    | 'end'
    | 'again';
  a: number;
  b: number;
  c: number;
}

/** In a restricted incident most orders of random people are refused: what it does has stories of its own. */
const OF_RESTRICTION: PersonCommand[] = ['restrict', 'lift-restriction', 'add-member', 'remove-member', 'break-glass'];
/** While another incident is waited for, little is taken: merging has random stories of two incidents. */
const OF_ANOTHER: PersonCommand[] = ['link-incident', 'unlink-incident', 'merge-into'];
const ACTS: Turn['act'][] = [
  ...PERSON_COMMANDS.filter((command) => ![...OF_RESTRICTION, ...OF_ANOTHER].includes(command)),
  'alarm',
  'stray',
  'bounce',
  'outage',
  'withdrawal',
  'doubt',
  'end',
  'again',
];
const FREQUENT: Turn['act'][] = [
  'time',
  'answer',
  'mail',
  'tell',
  'triage',
  'notice',
  'settle',
  'declare',
  'add-affected-customers',
  'waiver',
  'correction',
  'end',
  'again',
];
const turn: fc.Arbitrary<Turn> = fc.record({
  act: fc.oneof(fc.constantFrom(...ACTS), fc.constantFrom(...FREQUENT)),
  a: fc.nat(9_999),
  b: fc.nat(9_999),
  c: fc.nat(9_999),
});
const turns = fc.array(turn, { minLength: 1, maxLength: 60, size: 'max' });

interface Transition {
  before: IncidentState | undefined;
  page: Page;
  after: IncidentState;
}
interface Played {
  story: Story;
  transitions: Transition[];
}

function play(acts: Turn[]): Played {
  const story = new Story();
  (opened({}, acts.length % 2 === 0 ? OPEN_TO_ALL : {}) as (story: Story) => void)(story);
  for (const one of acts) {
    enact(story, one);
    if (story.state.outbox.length > 20) story.state.outbox.slice(0, 15).forEach(() => answer(story, 0));
  }
  let state: IncidentState | undefined;
  const transitions = story.pages.map((page): Transition => {
    const before = state;
    const after = frozen(evolve(before, page));
    state = after;
    return { before, page, after };
  });
  return { story, transitions };
}

/** Other stories for every commit. They are played once for all promises. */
const SEED = testSeed('properties');
const STORIES = isRelease ? 60 : 20;
/** These are the same in every run, so that how far stories reach does not depend on luck. */
const FIXED = { numRuns: isRelease ? 100 : 50, seed: 7 };

let stories: Played[] = [];
let known: Played[] = [];
beforeAll(() => {
  stories = fc.sample(turns, { numRuns: STORIES, seed: SEED }).map(play);
  known = fc.sample(turns, FIXED).map(play);
}, 60_000);
afterAll(() => void (stories = known = []));

function holds(promise: string, check: (played: Played) => void): void {
  test(promise, () => {
    checkAll(known, FIXED.seed, check);
    checkAll(stories, SEED, check);
  });
}

/** A story that breaks the promise is told again and shrunk: what is printed is the shortest one, with its seed. */
function checkAll(all: Played[], seed: number, check: (played: Played) => void): void {
  all.forEach((played, number) => {
    try {
      check(played);
    } catch (fault) {
      fc.assert(
        fc.property(turns, (acts) => check(play(acts))),
        { seed, numRuns: number + 1, interruptAfterTimeLimit: 30_000 },
      );
      throw new Error(`Story ${number} of seed ${seed}: ${String(fault)}`, { cause: fault });
    }
  });
}

/** For each page of a story. */
const each = (check: (transition: Transition) => void) => (played: Played) => played.transitions.forEach(check);

function enact(story: Story, { act, a, b, c }: Turn): void {
  switch (act) {
    case 'time':
      return story.pass((a % 1440) * MINUTE);
    case 'outage':
      return story.sleep((a % 9000) * MINUTE);
    case 'alarm':
      return void story.answer('alarm-struck', {});
    case 'answer':
      return answer(story, a);
    case 'settle':
      while (story.state.outbox.length > 0) answer(story, 0);
      return;
    case 'mail':
      return mail(story, a, b);
    case 'stray':
      return stray(story, a, b);
    case 'tell':
      return rollUp(story, (register) => reach(story, register, a, b % 3 === 0), b % 2 === 0, c);
    case 'bounce':
      return rollUp(story, (register) => register.tellSome(a, story.now, false, -1), false, c);
    case 'triage':
      return void story.decide(new Command('assess', () => WHOLE_TRIAGE, 'responder'));
    case 'notice':
      return notice(story, a);
    case 'waiver':
      return ['legal', 'executive'].forEach((person, second) =>
        speak(story, person, 'waive-customer', { a, b, c: second ? c : 1 }),
      );
    case 'correction':
      return ['privacy', 'legal']
        .slice(0, 1 + (c % 2))
        .forEach((person) => speak(story, person, 'correct-anchor', { a, b, c: 1 }));
    case 'withdrawal':
      return ['legal', 'executive'].forEach((person, second) =>
        speak(story, person, 'withdraw-declaration', { a, b, c: second ? c : 1 }),
      );
    case 'doubt':
      return doubt(story, a);
    case 'end':
      return b % 3 === 0 ? void closeByItsWords(story) : end(story, { a, b, c: 1 });
    case 'again':
      return speak(story, pick(['lead', 'privacy'], a), 'reopen', { a, b, c });
    default:
      return void story.decide(
        new Command(
          act,
          (now) => payloadOf(act, { a, b, c }, story, now),
          personFor(act, a, b),
          pick<Door>(['api', 'api', 'update', 'signal'], c),
        ),
      );
  }
}

function speak(story: Story, person: string, act: PersonCommand, numbers: Omit<Turn, 'act'>): void {
  story.decide(new Command(act, (now) => payloadOf(act, numbers, story, now), person));
}

/** Taken for an event, then doubted, and after a while taken for one again. */
function doubt(story: Story, a: number): void {
  const event = { class: 'event', ground: 'customer-action', reason: 'fraud' } as const;
  for (const classification of [event, { class: 'undetermined' } as const, event]) {
    story.decide(new Command('reclassify', () => ({ classification, why: 'x' }), 'privacy'));
    story.pass((a % 1440) * MINUTE);
  }
  speak(story, 'lead', pick(['offer-assistance', 'request-assistance'], a), { a, b: 0, c: 0 });
}

/** All is done that a case needs before it can be closed, as far as it lets itself. */
function end(story: Story, numbers: Omit<Turn, 'act'>): void {
  story.decide(new Command('assess', () => ({ ...WHOLE_TRIAGE, inScope: 'yes' }), 'responder'));
  enact(story, { act: 'settle', ...numbers });
  for (const kind of [0, 2, 3]) notice(story, kind);
  reachAll(story);
  for (const { number, hash } of story.state.notices)
    story.decide(new Command('reject-notice', () => ({ notice: number, hash, reason: 'x' }), 'legal'));
  for (const act of ['explain-delay', 'end-assistance', 'declare'] as const) speak(story, 'lead', act, numbers);
  story.state.tasks.forEach((_, a) => speak(story, 'lead', 'end-task', { a, b: 0, c: 1 }));
  learn(story);
  for (const { number } of story.state.notices) rollUp(story, () => undefined, true, number - 1);
  for (const line of standsOpen(story.state)) if (line.includes('waive-promise')) waivePromise(story, line);
  speak(story, 'lead', 'close', numbers);
}

/** Contained, and what is to be learnt of it is written and approved. */
function learn(story: Story): void {
  order(story, 'lead', 'move-stage', { to: 'recovery' });
  enact(story, { act: 'settle', a: 0, b: 0, c: 0 });
  approvePostMortem(story);
}

/** Every notice that is out has reached everybody whom it is for. */
function reachAll(story: Story): void {
  const everybody = (register: FakeRegister) => {
    register.tellAll(story.now);
    register.recall(99, story.now);
    register.tellCleared(story.now);
  };
  for (const { number } of story.state.notices) rollUp(story, everybody, true, number - 1);
}

/** Does what each line of a refused closing asks for, until nothing stands open; gives what still does when that leads nowhere. */
function closeByItsWords(story: Story): string[] {
  for (let tries = 0; tries < 10; tries++) {
    const outcome = story.decide(new Command('close', () => ({ outcome: 'x' }), 'lead'));
    if (!isRefusal(outcome)) return [];
    for (const line of outcome.points ?? []) {
      const way = WAYS_OUT.find(([words]) => words.test(line));
      if (!way) return [`Nothing says what to do about: ${line}`];
      way[1](story, line);
      enact(story, { act: 'settle', a: 0, b: 0, c: 0 });
    }
  }
  return standsOpen(story.state);
}

const order = (story: Story, person: string, name: PersonCommand, payload: object) =>
  void story.decide(new Command(name, () => payload, person));
const bothOrder = (story: Story, name: PersonCommand, payload: object) =>
  ['legal', 'executive'].forEach((person) => order(story, person, name, payload));
const tellBy = (story: Story, kind: NoticeKind) => {
  released(story, kind);
  enact(story, { act: 'settle', a: 0, b: 0, c: 0 });
  reachAll(story);
};
const waivePromise = (story: Story, line: string) =>
  bothOrder(story, 'waive-promise', { promise: /^(.+?): /.exec(line)?.[1], reason: 'x' });
const triageWhole = (story: Story) => {
  const inScope = story.state.classification.class === 'out-of-scope' ? 'no' : 'yes';
  order(story, 'privacy', 'assess', { ...WHOLE_TRIAGE, inScope });
};
const confirmDeclared = (story: Story) => {
  const { declaration, anchors } = story.state;
  const { gdpr, policy, policyHours } = declaration!;
  const again = { gdpr, policy, policyHours, awareAt: anchors.aware?.at, declaredAt: story.now };
  order(story, 'legal', 'declare', { basis: 'confirmed', facts: 'x', ...again });
};
const approvePostMortem = (story: Story) =>
  void story.answer('post-mortem-approved', { approvedAt: story.now, approvedBy: ['legal', 'lead'] });
const NONE_OF_OURS = { class: 'not-an-incident', words: 'x' };

const WAYS_OUT: [words: RegExp, act: (story: Story, line: string) => void][] = [
  [/^triage: |^triage answers/, triageWhole],
  [
    /not classed|: declare, or say what it is/,
    (story) => order(story, 'privacy', 'reclassify', { classification: NONE_OF_OURS, why: 'x' }),
  ],
  [
    /^withholding (\d+) waits/,
    (story, line) =>
      bothOrder(story, 'approve-withholding', {
        withholding: Number(/\d+/.exec(line)?.[0]),
        reason: 'x',
        decline: true,
      }),
  ],
  [/record-filing/, (story) => order(story, 'legal', 'record-filing', { authority: 'x', notRequired: 'Encrypted.' })],
  [
    /record-regime-duty/,
    (story, line) =>
      order(story, 'legal', 'record-regime-duty', {
        ...{ regime: 'nis2', duty: line.split('/')[2], evidence: 'x', lateReason: 'x' },
      }),
  ],
  [/confirm it$/, confirmDeclared],
  [
    /add them, or withdraw/,
    (story) => bothOrder(story, 'withdraw-declaration', { reason: 'x', becomes: NONE_OF_OURS }),
  ],
  [
    /add them, or reclassify/,
    (story) => order(story, 'privacy', 'reclassify', { classification: NONE_OF_OURS, why: 'x' }),
  ],
  [/^withdrawal: /, (story) => tellBy(story, 'withdrawal')],
  [/^clearance\//, (story) => tellBy(story, 'clearance')],
  [/^observation\//, (story) => tellBy(story, story.state.classification.class === 'event' ? 'event' : 'initial')],
  [/^commitment: |^tell\//, (story) => tellBy(story, 'initial')],
  [
    /waive-promise/,
    (story, line) => {
      if (line.startsWith('final-notice')) tellBy(story, 'final');
      waivePromise(story, line);
    },
  ],
  [/change of scope/, () => undefined],
  [
    /resume-sending/,
    (story, line) => order(story, 'lead', 'resume-sending', { notice: Number(/\d+/.exec(line)?.[0]), reason: 'x' }),
  ],
  [
    /^notice \d+ is/,
    (story, line) => {
      const notice = Number(/\d+/.exec(line)?.[0]);
      order(story, 'legal', 'reject-notice', { notice, hash: HASH, reason: 'x' });
      reachAll(story);
    },
  ],
  [/delay is not explained/, (story) => order(story, 'lead', 'explain-delay', { code: 'other', text: 'x' })],
  [
    /^named as affected/,
    (story, line) => {
      const names = /: (.*?);/.exec(line)?.[1]?.split(', ') ?? [];
      const kind = line.includes('for the product') ? 'product' : 'customer';
      for (const name of names) order(story, 'lead', 'remove-affected-customer', { [kind]: name, reason: 'x' });
    },
  ],
  [
    /asked for help and waits/,
    (story, line) => order(story, 'lead', 'answer-help', { customer: line.split(' ')[0], words: 'x' }),
  ],
  [
    /^task \d+ of /,
    (story, line) =>
      order(story, 'lead', 'end-task', { task: Number(/\d+/.exec(line)?.[0]), outcome: 'skipped', words: 'x' }),
  ],
  [/move the incident to recovery or review/, (story) => order(story, 'lead', 'move-stage', { to: 'recovery' })],
  [/^the post-mortem is not approved/, approvePostMortem],
  [/assistance/, (story) => order(story, 'lead', 'end-assistance', {})],
  [
    /^the waiver of/,
    (story, line) => {
      const customer = /of (\S+) waits/.exec(line)?.[1];
      order(story, 'executive', 'waive-customer', { customer, reason: 'x', decline: true });
    },
  ],
  [
    /^a withdrawal of the declaration waits/,
    (story) => order(story, 'legal', 'withdraw-declaration', { reason: 'x', becomes: NONE_OF_OURS, decline: true }),
  ],
  [
    /^a correction of/,
    (story) => {
      const { anchor, at } = story.state.asked.correction!;
      order(story, 'legal', 'correct-anchor', { anchor, at, reason: 'x', decline: true });
    },
  ],
];

function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length] as T;
}

/** Two times of three somebody who may, so that stories get somewhere. */
function personFor(act: PersonCommand, a: number, b: number): string {
  const who =
    b % 3 === 0
      ? Object.keys(PEOPLE)
      : ['lead', 'privacy', 'legal', 'executive', 'deputy', 'counsel', 'privacy-2', 'legal-2'];
  return pick(who, a + act.length);
}

function answer(story: Story, a: number): void {
  const effect = story.state.outbox[a % Math.max(1, story.state.outbox.length)];
  switch (effect?.kind) {
    case undefined:
      return;
    case 'alert':
      return void story.answer('alert-delivered', {
        effect: effect.id,
        reached: pick([[], ['lead'], ['lead', 'legal']], a),
      });
    case 'resolve-scope': {
      const { product } = effect.selection;
      const unknown = product === undefined ? (a % 5 === 0 ? ['acme'] : []) : a % 2 === 0 ? [product] : [];
      const added = story.register.add(effect.id, pick<Found>([{ 72: 2 }, { 72: 1, 24: 1 }, { 36: 3, 4: 1 }, {}], a));
      return void story.answer('scope-resolved', {
        effect: effect.id,
        unknown,
        added,
        ...story.register.answer(),
      });
    }
    case 'mark-scope': {
      const outcome = written(story.register, effect) ? 'marked' : 'not-in-scope';
      return void story.answer('scope-marked', {
        effect: effect.id,
        customer: effect.customer,
        outcome,
        ...story.register.answer(),
      });
    }
    case 'compose-notice':
      return void story.answer('notice-composed', { effect: effect.id, notice: effect.notice, hash: HASH });
    case 'send-notice':
      return void story.answer('notice-started', { effect: effect.id, notice: effect.notice });
    case 'open-post-mortem':
      return void story.answer('post-mortem-started', { effect: effect.id });
    case 'offer-merge':
      return void story.answer('merge-answered', { offer: effect.id, why: 'It is closed.' });
    case 'take-over':
    case 'answer-merge':
      return;
    case 'count-silent':
      return void story.answer('silence-counted', {
        ...{ effect: effect.id, notice: effect.notice },
        ...{ customers: 0, planned: 0, forPerson: 0, names: [] },
      });
    case 'steer-sending':
    case 'send-again':
    case 'try-next':
      return void story.answer('sending-acted', { effect: effect.id, notice: effect.notice });
  }
}

function written(register: FakeRegister, effect: Extract<Effect, { kind: 'mark-scope' }>): boolean {
  switch (effect.mark) {
    case 'told':
      if (effect.contact.of === 'clearance') register.tellCleared(effect.contact.at, effect.customer);
      return effect.contact.of === 'clearance' || register.tellByPerson(effect.id, effect.contact.at);
    case 'cleared':
      return register.clear(effect.customer);
    case 'untold':
      return register.revokeContact(effect.contact);
    default:
      return register.markAny(effect.mark, effect.of);
  }
}

/** The mail of one notice, or all of them, to its end. */
function mail(story: Story, a: number, b: number): void {
  rollUp(story, (register) => reach(story, register, 99, b % 4 === 0), true, a);
}

/** Some are told by what is out; of a withdrawal, once there is a notice of one. */
function reach(story: Story, register: FakeRegister, number: number, merelyObserved: boolean): void {
  const kinds = story.state.notices.filter(isOut).map(({ kind }) => kind);
  if (kinds.includes('withdrawal')) register.recall(1 + (number % 3), story.now);
  if (kinds.includes('clearance')) register.tellCleared(story.now);
  register.tellSome(number, story.now, merelyObserved);
}

/** Of a sending that is paused nothing is heard; one that is stopped ends, and tells nobody more. */
function isOut({ status, sending }: Notice): boolean {
  return (status === 'released' || status === 'sent') && sending !== 'paused';
}

function rollUp(story: Story, change: (register: FakeRegister) => void, finished: boolean, c: number): void {
  const out = story.state.notices.filter(isOut);
  if (out.some(({ sending }) => !sending)) change(story.register);
  const { total, done } = story.register.sums();
  const counts = {
    deliveries: total,
    accepted: done,
    refused: 0,
    pending: total - done,
    customers: total,
    told: done,
    unreachable: finished ? total - done : 0,
  };
  const number = out.length > 0 ? pick(out, c).number : 1 + (c % 3);
  story.answer('deliveries-rolled-up', { notice: number, counts, finished, ...story.register.answer() });
}

/** Answers that are old, double, or to nothing that was asked. */
function stray(story: Story, a: number, b: number): void {
  const effect = pick([`INC-2026-0001#${1 + (a % 9)}.1`, 'none', ...story.state.outbox.map(({ id }) => id)], a);
  const kind = story.state.outbox.find(({ id }) => id === effect)?.kind;
  const scope = { asOf: b % 4, cohorts: [], unreachable: b % 3, withdrawal: { owed: 0, told: 0 } };
  if (kind !== 'resolve-scope' && kind !== 'mark-scope') {
    story.answer('scope-resolved', { effect, unknown: [], added: 0, ...scope });
    story.answer('scope-marked', { effect, customer: 'acme', outcome: 'marked', ...scope });
  }
  story.answer('notice-composed', { effect, notice: 1 + (b % 3), hash: HASH });
  if (kind !== 'alert') story.answer('alert-delivered', { effect, reached: [] });
  story.answer('adopt-roster', { revision: a, roster: b % 7 === 0 ? { ...PEOPLE, newcomer: ['responder'] } : PEOPLE });
  const after = story.state.rosterRevision + (b % 2);
  story.answer('change-roster', { after, revision: after + 1, changes: { newcomer: b % 3 === 0 ? [] : ['legal'] } });
}

/** A notice from draft to release, as far as it gets. */
function notice(story: Story, a: number): void {
  released(story, pick(['initial', 'initial', 'event', 'withdrawal', 'update', 'final'] as const, a));
}

function released(story: Story, kind: NoticeKind): void {
  const number = story.state.notices.length + 1;
  const past = printedDates(kind, story.state.facts).filter(({ at }) => at <= story.now);
  for (const { field } of [...lackingFacts(story.state, kind), ...past])
    story.decide(new Command('set-fact', () => ({ field, status: 'known', value: 'x' }), 'responder'));
  story.decide(new Command('draft-notice', () => ({ kind }), 'responder'));
  const owed = () => story.state.outbox.findIndex((effect) => effect.kind !== 'alert');
  for (let answers = 0; owed() >= 0; answers += 1) {
    if (answers > 1_000) throw new Error(`Nothing answers ${JSON.stringify(story.state.outbox[owed()])}`);
    answer(story, owed());
  }
  for (const person of ['legal', 'communications'])
    story.decide(new Command('approve-notice', () => ({ notice: number, hash: HASH }), person));
  story.decide(new Command('release-notice', () => ({ notice: number, hash: HASH }), 'lead'));
}

const PLAYBOOK: Playbook = {
  ...{ name: 'short', version: '1', title: 'x', depth: 'shallow', needToKnow: false, postMortem: 'short', triage: [] },
  steps: [{ id: 'one', title: 'x', department: 'legal', role: 'legal', limitHours: 1 }],
  ...{ evidence: [], facts: [], noticeAdvice: 'x', prompts: [] },
};

function payloadOf(act: PersonCommand, { a, b, c }: Omit<Turn, 'act'>, story: Story, now: Instant): unknown {
  const { state } = story;
  const when = plus(now, -pick([0, 1, 60, 600, 1400, 2800, 4400, 9000], b) * MINUTE);
  const yesNo = (number: number): Answer => pick(['yes', 'yes', 'unknown', 'yes', 'no'], number);
  const customer = pick(['acme', 'bolt', 'coyote'], a);
  const decline = c % 4 === 0 ? { decline: true } : {};
  const alert = pick([undefined, state.alerts[0]?.id, 'INC-2026-0001#9.9'], a);
  const number = { notice: 1 + (a % Math.max(1, state.notices.length)), hash: b % 9 === 0 ? 'f'.repeat(64) : HASH };
  const classes: Classification[] = [
    { class: 'event', ground: 'customer-action', reason: 'fraud' },
    { class: 'out-of-scope', reason: 'opt-out', handedTo: 'desk' },
    { class: 'not-an-incident', words: 'A test.' },
    { class: 'undetermined' },
  ];
  const payloads: Record<PersonCommand, () => object> = {
    assess: () => ({
      ...(a % 2 ? { definition: { effect: { answer: yesNo(b) }, data: { answer: yesNo(c) } } } : {}),
      ...(b % 2
        ? { inScope: pick(['yes', 'no'], c), severity: { level: pick(['low', 'very-high'], a), reason: 'x' } }
        : {}),
      ...(c % 3 ? {} : { classification: pick(classes.slice(0, 3), a) }),
      ...(a % 5 ? {} : { alerted: [pick(['lead', 'nobody'], b)] }),
    }),
    assign: () => ({ persons: Object.keys(PEOPLE).slice(a % 5, (a % 5) + (b % 3)) }),
    acknowledge: () => (alert ? { alert } : {}),
    declare: () => ({
      basis: pick(BASES, a),
      facts: 'x',
      declaredAt: when,
      awareAt: pick([when, plus(when, -1), plus(when, 1)], c),
      gdpr: pick(['yes', 'yes', 'undetermined', 'no'], c),
      ...(c % 4 === 3 ? { policy: 'p', ...(b % 2 ? { policyHours: 1 + (a % 72) } : {}) } : {}),
      ...(a % 2 ? repeated(state) : {}),
    }),
    'fast-track': () => ({
      triage: payloads.assess(),
      ...(a % 2 && { declaration: payloads.declare() }),
      ...(b % 3 === 0 && { playbook: 'short', content: PLAYBOOK, ...(c % 2 && { done: ['one'] }) }),
      ...(c % 3 === 0 && { affected: payloads['add-affected-customers']() }),
      ...(b % 2 && { facts: [payloads['set-fact']()] }),
      ...(c % 4 === 0 && { draft: payloads['draft-notice']() }),
    }),
    'note-progress': () => ({
      text: 'x',
      ...(a % 2 ? { undecided: { missing: 'y', until: plus(now, ((b % 4000) - 100) * MINUTE) } } : {}),
    }),
    'move-stage': () => ({ to: pick(OPEN_STAGES, a) }),
    'set-fact': () => ({
      field: pick(FACT_FIELDS, a),
      status: pick(['known', 'unknown', 'not-applicable', 'withheld'], b),
      value: `${c % 3}`,
      until: plus(now, (c - 100) * MINUTE),
      ground: 'law-enforcement',
      owner: pick(['lead', 'responder', 'nobody'], a + c),
    }),
    'add-affected-customers': () => (a % 4 ? { customers: [customer] } : { product: 'Mail' }),
    'import-scope': () => ({ file: 'x', sha256: HASH, rows: 1 }),
    'remove-affected-customer': () => (a % 4 ? { customer, reason: 'x' } : { product: 'Mail', reason: 'x' }),
    'clear-customer': () => ({ customer, reason: 'x' }),
    'record-contact': () => ({
      ...{ customer, way: pick(CONTACT_WAYS, a), whom: 'x', at: when, summary: 'x', evidence: 'x' },
      ...(c % 2 && { of: pick(CONTACT_SUBJECTS, b) }),
    }),
    'revoke-contact': () => ({ customer, contact: pick([...contactsOf(story), 'INC-2026-0001#9.9'], a), reason: 'x' }),
    withhold: () => ({
      ...{ field: pick(FACT_FIELDS, a), ground: 'law-enforcement', seal: HASH },
      reviewBy: plus(now, ((b % 4000) - 100) * MINUTE),
    }),
    'approve-withholding': () => ({ withholding: 1 + (a % 3), reason: 'x', ...decline }),
    'review-withholding': () => ({
      ...{ withholding: 1 + (a % 3), reason: 'x' },
      reviewBy: plus(now, ((b % 4000) - 100) * MINUTE),
    }),
    'release-withheld': () => ({ withholding: 1 + (a % 3), reason: 'x', words: [{ lang: 'en', text: 'x' }] }),
    'draft-notice': () => ({ kind: pick(NOTICE_KINDS, a) }),
    restrict: () => ({
      reason: 'x',
      members: Object.keys(PEOPLE).slice(a % 3),
      ...(b % 3 ? {} : { counsel: ['lead'] }),
    }),
    'lift-restriction': () => ({ reason: 'x', ...(a % 4 ? {} : { decline: true }) }),
    'add-member': () => ({ person: pick(Object.keys(PEOPLE), a), reason: 'x', ...(b % 2 ? { counsel: true } : {}) }),
    'remove-member': () => ({
      person: pick(Object.keys(PEOPLE), a),
      reason: 'x',
      ...(b % 4 ? {} : { excluded: true }),
    }),
    'break-glass': () => ({ reason: 'x' }),
    'comment-notice': () => ({ notice: number.notice, language: 'en', passage: 'x', words: 'y' }),
    'allow-name': () => ({ notice: number.notice, customer, reason: 'x' }),
    'hold-release': () => ({
      ...{
        notice: number.notice,
        reason: 'x',
        risk: 'y',
        approver: pick(['legal', 'executive', 'lead'], b),
        ...decline,
      },
      reviewBy: plus(now, ((c % 4000) - 100) * MINUTE),
    }),
    'approve-notice': () => number,
    'reject-notice': () => ({ ...number, reason: 'x' }),
    'release-notice': () => number,
    'pause-sending': () => ({ notice: number.notice, reason: 'x' }),
    'resume-sending': () => ({ notice: number.notice, reason: 'x' }),
    'stop-sending': () => ({ notice: number.notice, reason: 'x' }),
    'send-again': () => ({ notice: number.notice, customer, reason: 'x' }),
    'try-next-contact': () => ({ notice: number.notice, customer, reason: 'x' }),
    'explain-delay': () => ({ code: 'other', text: 'x' }),
    'waive-customer': () => ({ customer, reason: 'x', ...decline }),
    'waive-promise': () => ({
      promise: pick(['none', ...state.obligations.map(({ id }) => id)], a),
      reason: 'x',
      ...decline,
    }),
    'correct-anchor': () => ({
      anchor: (c % 2 && state.asked.correction?.anchor) || pick(ANCHORS, a),
      at: state.asked.correction && c % 2 ? state.asked.correction.at : when,
      reason: 'x',
      ...decline,
    }),
    reclassify: () => ({ classification: pick(classes, a), why: 'x' }),
    'withdraw-declaration': () => ({ reason: 'x', becomes: pick(classes.slice(0, 3), a), ...decline }),
    'set-role': () => ({ role: pick(['processor', 'controller', 'joint'], a), reason: 'x' }),
    'record-filing': () => ({
      ...{ authority: 'x', at: when },
      ...(b % 2 ? { lateReason: 'x' } : {}),
      ...(c % 3 ? {} : { notRequired: 'x' }),
    }),
    'judge-regime': () => ({
      ...{ regime: 'nis2', applies: a % 3 > 0, test: pick(['x', 'y'], b), content: NIS2 },
      ...(c % 2 ? { classifiedAt: when } : {}),
    }),
    'record-regime-duty': () => ({
      ...{ regime: 'nis2', duty: pick(['early-warning', 'notification', 'final-report'], a), evidence: 'x' },
      ...{ at: when, ...(b % 2 ? { lateReason: 'x' } : {}) },
    }),
    'ask-help': () => ({ customer, words: 'x', owner: pick(['lead', 'responder', 'nobody'], b) }),
    'answer-help': () => ({ customer, words: 'x' }),
    'offer-assistance': () => ({}),
    'request-assistance': () => ({ words: 'x' }),
    'end-assistance': () => ({}),
    'score-severity': () => ({
      data: [{ category: 'simple', context: 1 + (a % 2) }],
      ...{
        identification: 'limited',
        confidentiality: 'none',
        integrity: 'none',
        availability: 'none',
        malicious: 'no',
      },
      ...(b % 3 ? {} : { override: { level: 'high', reason: 'x' } }),
    }),
    'give-task': () => ({
      ...{ title: 'x', department: pick(['response', 'legal', 'other'], a), due: plus(now, ((b % 400) - 20) * MINUTE) },
      ...(c % 2 ? { owner: pick(['lead', 'nobody'], b) } : {}),
    }),
    'record-evidence': () => ({
      ...{ title: 'Log', reference: 'Safe 3' },
      collectedAt: plus(now, ((b % 4000) - 3900) * MINUTE),
    }),
    'pass-evidence': () => ({ evidence: 1 + (a % 4), to: pick(['Laboratory', 'Police'], b), reason: 'x' }),
    'pass-task': () => ({ task: 1 + (a % 4), owner: pick(['lead', 'legal', 'nobody'], b) }),
    'end-task': () => ({ task: 1 + (a % 4), outcome: pick(['done', 'skipped'], b), ...(c % 2 ? { words: 'x' } : {}) }),
    'report-department': () => ({ department: 'legal', line: `${a % 3}` }),
    'set-bridge': () => (a % 3 ? { number: '1' } : {}),
    'choose-playbook': () => ({ playbook: 'short', ...(a % 5 ? { content: PLAYBOOK } : {}) }),
    'link-incident': () => ({ incident: `INC-2026-000${1 + (a % 4)}`, reason: 'x' }),
    'unlink-incident': () => ({ incident: `INC-2026-000${1 + (a % 4)}`, reason: 'x' }),
    'merge-into': () => ({ incident: `INC-2026-000${1 + (a % 4)}`, reason: 'x' }),
    close: () => ({ outcome: 'x' }),
    reopen: () => ({ reason: 'x' }),
  };
  return payloads[act]();
}

function contactsOf({ pages }: Story): string[] {
  return pages.flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'contact-recorded' ? [event.effect] : [])),
  );
}

/** What was declared is said again: that confirms it. */
function repeated({ declaration, anchors }: IncidentState): object {
  if (!declaration) return {};
  const { basis, gdpr, policy, policyHours } = declaration;
  return { basis, gdpr, policy, policyHours, awareAt: anchors.aware?.at, declaredAt: anchors.declared?.at };
}

describe('Whatever is said, by whom, and whenever,', () => {
  holds(
    'every page is the next in sequence, and all pages folded anew give the same state, which JSON keeps',
    ({ story, transitions }) => {
      transitions.forEach(({ page, after }, index) =>
        assert.deepEqual([page.sequence, after.sequence], [index + 1, index + 1]),
      );
      const last = transitions.at(-1)?.after;
      expect(last).toEqual(story.state);
      expect(throughJson(last)).toEqual(last);
    },
  );

  holds(
    'the due of an obligation moves only by correct-anchor',
    each(({ before, page: { command }, after }) => {
      if (command === 'correct-anchor') return;
      for (const owed of before?.obligations ?? []) {
        const now = after.obligations.find(({ id }) => id === owed.id);
        if (now || !mayBeForgotten(owed)) assert.equal(now?.due, owed.due);
      }
    }),
  );

  holds(
    'a correction to an earlier instant puts no due off, and one to a later instant brings none forward',
    each(({ before, page: { events } }) => {
      for (const event of events) {
        if (event.type !== 'anchor-corrected') continue;
        for (const { obligation, due } of event.dues) {
          const [first, second] = [before?.obligations.find(({ id }) => id === obligation)?.due ?? due, due];
          assert.ok(event.to < event.from ? second <= first : second >= first, obligation);
        }
      }
    }),
  );

  holds(
    'one kind of promise to the same customers has one due, however often it is given up and owed again',
    each(({ before, page: { command }, after }) => {
      if (command === 'correct-anchor') return;
      for (const { kind, cohort, due } of before?.obligations.filter(
        (one) => isOwedToCustomers(one) && one.notice === undefined,
      ) ?? []) {
        const twins = after.obligations.filter(
          (owed) => owed.kind === kind && owed.cohort === cohort && owed.notice === undefined,
        );
        assert.deepEqual([...new Set(twins.map((twin) => twin.due))], [due]);
      }
    }),
  );

  holds(
    'a declared incident owes, or has told, or is withdrawn',
    each(({ after }) => {
      if (!after.declaration || after.withdrawn || scopePending(after) || after.stage.stage === 'closed') return;
      const promises = after.obligations.filter(({ kind }) => kind === 'tell-customers');
      const whole = promises.find(({ id }) => id === 'commitment')?.status;
      const { recordedAt } = after.declaration;
      assert.ok(whole && whole !== 'void');
      if (stillUnregistered(after).some(({ namedAt }) => namedAt <= recordedAt)) assert.equal(whole, 'open');
      for (const { id, told, total } of after.cohorts) {
        assert.equal(promises.find(({ cohort }) => cohort === id)?.status, told < total ? 'open' : 'met');
      }
    }),
  );

  holds(
    'late is taken back only by proof that all was in time, and never by a correction, a waiver or a removal',
    each(({ before, page: { events, command }, after }) => {
      for (const owed of before?.obligations ?? []) {
        const { id, lateSince } = owed;
        if (mayBeForgotten(owed)) continue;
        if (!lateSince || after.obligations.find((owed) => owed.id === id)?.lateSince) continue;
        assert.ok(events.some((event) => event.type === 'obligation-met' && event.obligation === id && event.inTime));
        assert.ok(!['correct-anchor', 'waive-customer'].includes(command), command);
        // What others were waived or taken out for may end the wait for the scope; those whom this is owed to were all told before.
        if (command === 'scope-marked') assert.deepEqual(howManyTold(before, owed), howManyTold(after, owed));
      }
    }),
  );

  holds(
    'no promise counts as kept in time that was accepted at its due or after',
    each(({ page: { events }, after }) => {
      for (const event of events) {
        if (event.type !== 'obligation-met' || !event.inTime) continue;
        const owed = after.obligations.find(({ id }) => id === event.obligation);
        const cohort = after.cohorts.find(({ id }) => id === owed?.cohort);
        if (owed && cohort?.lastToldAt) assert.ok(cohort.lastToldAt < owed.due);
      }
    }),
  );

  holds(
    'a promise whose due has passed is kept or late, whatever was heard first',
    each(({ page, after }) => {
      if (after.stage.stage === 'closed' || page.events.every(({ type }) => type === 'refused')) return;
      for (const obligation of after.obligations.filter(isOwedToCustomers)) {
        if (obligation.status === 'open' && obligation.due <= page.at) assert.ok(hasExpired(obligation), obligation.id);
      }
    }),
  );

  holds(
    'a closed incident takes one order, to open again, and otherwise stays closed',
    ({ story: { state, now }, transitions }) => {
      for (const { before, page, after } of transitions) {
        if (before?.stage.stage !== 'closed' || page.command === 'reopen') continue;
        assert.deepEqual(after.stage, before.stage);
        assert.deepEqual(
          page.events.map(({ type }) => type).filter((type) => !AFTER_THE_END.includes(type)),
          [],
        );
      }
      if (state.stage.stage !== 'closed') return;
      for (const name of PERSON_COMMANDS) {
        const said = {
          by: 'all',
          roles: ['lead', 'privacy', 'legal', 'executive', 'communications', 'responder'],
          door: 'api',
          at: now,
        } as const;
        const outcome = decide(state, { name, payload: {}, said });
        if (name === 'reopen') expect(outcome).toMatchObject([{ type: 'reopened' }, { type: 'alert-raised' }]);
        else expect(outcome).toMatchObject({ refused: 'wrong-stage' });
      }
      assert.deepEqual(alarmsOf(state), []);
    },
  );

  holds(
    'every open obligation has its alarm, even if all alerts are acknowledged, and every waiting alert has one',
    each(({ page, after }) => {
      if (after.stage.stage === 'closed') return;
      const alarms = onceAcknowledged(after, page.at);
      for (const obligation of after.obligations.filter(({ status }) => status === 'open')) {
        const latest = askedBy(after, obligation, page.at);
        assert.ok(latest === undefined || alarms.some((at) => at <= latest), obligation.id);
      }
      const first = soonest(after);
      for (const { escalatesAt } of after.alerts) assert.ok(first !== undefined && first <= escalatesAt);
    }),
  );

  holds(
    'an open case has an alarm, even if all alerts are acknowledged, or is classed and owes nothing but the rest of its triage',
    each(({ page, after }) => {
      if (after.stage.stage === 'closed' || onceAcknowledged(after, page.at).length > 0) return;
      assert.notEqual(after.classification.class, 'undetermined');
      const owed = after.obligations.filter(({ status }) => status === 'open').map(({ kind }) => kind);
      assert.deepEqual(
        owed.filter((kind) => kind !== 'triage'),
        [],
      );
    }),
  );

  holds(
    'an alarm that strikes at its instant moves: nothing wakes for ever',
    each(({ page, after }) => {
      const alarm = soonest(after);
      if (!alarm) return;
      const at = later(alarm, page.at);
      assert.ok((soonest(struck(after, at)) ?? 'z') > at, `${alarm} strikes for ever`);
    }),
  );

  holds(
    'a decision is the same when it is taken twice, and leaves what it was given as it was',
    each(({ before, page }) => {
      if (!before || page.sequence % 20 > 0) return;
      const text = JSON.stringify(before);
      const said = { by: 'deputy', roles: ['lead', 'privacy'], door: 'api', at: page.at } as const;
      const explain = { name: 'explain-delay', payload: { code: 'other', text: 'x' }, said };
      const strike = {
        name: 'alarm-struck',
        payload: {},
        said: { by: 'system', roles: [], door: 'system', at: plus(page.at, hours(30)) } as const,
      };
      for (const command of [explain, strike]) {
        const parsed = JSON.parse(text) as IncidentState;
        assert.equal(JSON.stringify(decide(parsed, command)), JSON.stringify(decide(parsed, command)));
        assert.equal(JSON.stringify(decide(before, command)), JSON.stringify(decide(parsed, command)));
        assert.equal(JSON.stringify(parsed), text);
      }
    }),
  );

  holds('an open incident can be closed by doing what the refusals of closing say', (played) => {
    const story = played.story.fork();
    if (story.state.stage.stage !== 'closed') assert.deepEqual(closeByItsWords(story), []);
  });

  holds('no effect has the id of another', ({ transitions }) => {
    const ids = new Set<string>();
    for (const { before, after } of transitions) {
      const owed = new Set(before?.outbox.map(({ id }) => id));
      assert.equal(new Set(after.outbox.map(({ id }) => id)).size, after.outbox.length);
      for (const { id } of after.outbox.filter((effect) => !owed.has(effect.id))) {
        assert.ok(!ids.has(id), id);
        ids.add(id);
      }
    }
  });

  holds('the case can be shown, and its details stay small', ({ story: { state } }) => {
    expect(throughJson(viewOf(state))).toEqual(viewOf(state));
    assert.ok(detailsOf(state).length < 10_000);
    assert.equal(headlineOf(state).id, state.id);
  });
});

const FAR: EventType[] = [
  ...([
    'declared',
    'declaration-confirmed',
    'declaration-withdrawn',
    'triage-ended',
    'stage-moved',
    'closed',
    'reopened',
  ] as const),
  ...([
    'customers-added',
    'scope-imported',
    'customer-removed',
    'customer-waived',
    'scope-resolved',
    'scope-marked',
    'cohorts-counted',
  ] as const),
  ...([
    'notice-drafted',
    'notice-approved',
    'notice-rejected',
    'notice-superseded',
    'notice-released',
    'notice-counted',
  ] as const),
  ...([
    'anchor-corrected',
    'correction-asked',
    'ask-declined',
    'delay-explained',
    'reason-demanded',
    'warned',
  ] as const),
  ...(['obligation-opened', 'obligation-met', 'obligation-late', 'obligation-reopened', 'obligation-voided'] as const),
  ...([
    'alert-raised',
    'alert-escalated',
    'alert-delivered',
    'alert-acknowledged',
    'assistance-ended',
    'roster-adopted',
    'roster-changed',
    'roster-missed',
  ] as const),
];
/** Answers to what was still owed, and what a post-mortem in its short form comes to, which opens at the latest with the closing. */
const AFTER_THE_END = [
  'post-mortem-started',
  'post-mortem-approved',
  'synthesis-offered',
  'alert-delivered',
  'stakeholders-reached',
  'notice-composed',
  'notice-started',
  'sending-acted',
  'silence-counted',
  'cohorts-counted',
  'notice-counted',
  'roster-adopted',
  'roster-changed',
  'roster-missed',
];

test('Random stories reach far: nearly every kind of event happens in them', () => {
  const seen = new Set(
    known.flatMap(({ transitions }) => transitions.flatMap(({ page }) => page.events.map(({ type }) => type))),
  );
  expect(FAR.filter((type) => !seen.has(type))).toEqual([]);
});

/** The instant by which something must strike, or an open obligation would be forgotten. Nobody chases the rest of the triage of a classed case. */
function askedBy(state: IncidentState, obligation: Obligation, now: Instant): Instant | undefined {
  if (!obligation.lateSince || obligation.rearmed) return obligation.due;
  if (isOwedToCustomers(obligation)) return state.lateness?.nextDemandAt ?? ('' as Instant);
  if (obligation.kind === 'confirm-declaration') return plus(now, hours(4));
  if (obligation.kind === 'final-notice') return plus(now, hours(720));
  const classed = obligation.kind === 'triage' && state.classification.class !== 'undetermined';
  return classed ? undefined : plus(now, hours(24));
}

/** Of what ended, where several of a kind may wait, the state keeps the newest. */
function mayBeForgotten({ subject, status }: Obligation): boolean {
  return subject !== undefined && status !== 'open';
}

function howManyTold(state: IncidentState | undefined, owed: Obligation) {
  const { told, customers, waived } = customersClockOf(owed)!.fulfilled(state!, owed);
  return { told, customers, waived };
}

/** Several promises ask it of the same states, which are frozen. */
const instants = new WeakMap<IncidentState, Instant[]>();

/** When alarms strike, the soonest first. */
function alarmInstants(state: IncidentState): Instant[] {
  const known =
    instants.get(state) ??
    alarmsOf(state)
      .map(({ at }) => at)
      .sort();
  instants.set(state, known);
  return known;
}

function soonest(state: IncidentState): Instant | undefined {
  return alarmInstants(state)[0];
}

const acknowledgedLater = new WeakMap<IncidentState, IncidentState>();

/** When alarms strike once somebody has acknowledged all alerts. */
function onceAcknowledged(state: IncidentState, at: Instant): Instant[] {
  const after = acknowledgedLater.get(state) ?? acknowledged(state, at);
  acknowledgedLater.set(state, after);
  return alarmInstants(after);
}

function acknowledged(state: IncidentState, at: Instant): IncidentState {
  const said = { by: 'deputy', roles: ['lead'], door: 'api', at } as const;
  const events = decide(state, { name: 'acknowledge', payload: {}, said });
  return isRefusal(events) ? state : evolve(state, pageOf(state, { name: 'acknowledge', said }, events));
}

function struck(state: IncidentState, at: Instant): IncidentState {
  const said = { by: 'system', roles: [], door: 'system', at } as const;
  const events = decide(state, { name: 'alarm-struck', payload: {}, said });
  if (isRefusal(events)) throw new Error(events.why);
  return evolve(state, pageOf(state, { name: 'alarm-struck', said }, events));
}
