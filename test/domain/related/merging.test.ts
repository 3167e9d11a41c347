import fc from 'fast-check';
import type { IncidentId } from '../../../src/domain/case/state';
import { handoverOf } from '../../../src/domain/related/handover';
import { isRefusal } from '../../../src/domain/rule';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { plus, type Instant } from '../../../src/domain/primitives/instant';
import type { Payload, SystemCommand } from '../../../src/domain/commands';
import {
  affected,
  close,
  Command,
  declare,
  given,
  hours,
  INCIDENT,
  noticeUnderWay,
  obligation,
  opened,
  OUT_OF_SCOPE,
  outage,
  reclassify,
  say,
  sent,
  setFact,
  sheet,
  Story,
  throughJson,
  told,
  triaged,
  type Step,
} from '../../support/story';

const OTHER = 'INC-2026-0002' as IncidentId;

/** Two incidents and what is under way between them: any message may come late, twice, or again after a crash. */
class Pair {
  readonly kept = new Story(INCIDENT);
  readonly duplicate = new Story(OTHER);
  private post: { to: Story; name: SystemCommand; payload: object }[] = [];

  constructor(kept: Step[], duplicate: Step[]) {
    for (const [story, steps] of [
      [this.kept, kept],
      [this.duplicate, duplicate],
    ] as const)
      for (const step of steps) run(story, step);
    const latest = this.kept.now > this.duplicate.now ? this.kept.now : this.duplicate.now;
    this.kept.now = this.duplicate.now = latest;
  }

  ask(from = this.duplicate, into: IncidentId = INCIDENT) {
    return from.decide(new Command('merge-into', () => ({ incident: into, reason: 'One mail.' }), 'lead'));
  }

  /** Does what either owes, as a run does that begins: what was done before a crash is done again. */
  perform(): void {
    for (const story of [this.duplicate, this.kept])
      for (const effect of story.state.outbox) this.discharge(story, effect);
  }

  private discharge(story: Story, effect: Story['state']['outbox'][number]): void {
    const other = story === this.kept ? this.duplicate : this.kept;
    switch (effect.kind) {
      case 'offer-merge':
        return void this.post.push({ to: other, name: 'merge-offered', payload: handoverOf(story.state, effect.id) });
      case 'take-over': {
        const before = this.taken.get(effect.id);
        const customers = before ?? story.register.takeOver(other.register);
        this.taken.set(effect.id, customers);
        return void story.answer('duplicate-taken-over', { effect: effect.id, customers, ...story.register.answer() });
      }
      case 'answer-merge': {
        const { offer, why } = effect;
        this.post.push({ to: other, name: 'merge-answered', payload: { offer, ...(why !== undefined && { why }) } });
        return void story.answer('merge-answer-sent', { effect: effect.id });
      }
      default:
    }
  }
  private readonly taken = new Map<string, number>();

  /** The message at this place comes in; `twice`: it will come again. */
  deliver(place = 0, twice = false): void {
    const [message] = this.post.splice(place % Math.max(1, this.post.length), 1);
    if (!message) return;
    if (twice) this.post.push(message);
    message.to.answer(message.name, throughJson(message.payload) as Payload<typeof message.name>);
  }

  settle(): void {
    for (let rounds = 0; rounds < 12; rounds++) {
      this.perform();
      while (this.post.length > 0) this.deliver();
    }
  }
}

function run(story: Story, step: Step): void {
  if (!(step instanceof Command)) return step(story);
  const outcome = story.decide(step);
  if (isRefusal(outcome)) throw new Error(`${step.name}: ${outcome.why}`);
}

const begun = [opened({}, SHIPPED_RULES), triaged()];
const withCustomers = [...begun, declare(), ...affected({ 72: 2 })];
const toldAll = [...withCustomers, ...sheet(), noticeUnderWay(), told(2), sent()];

function merged(kept: Step[], duplicate: Step[]): Pair {
  const pair = new Pair(kept, duplicate);
  expect(pair.ask()).not.toHaveProperty('refused');
  pair.settle();
  return pair;
}

describe('Merging a duplicate', () => {
  test('hands over its report, customers and facts; it ends as merged, and both stories stay', () => {
    const { kept, duplicate } = merged(begun, [...withCustomers, setFact({ value: 'Forty contacts.' })]);
    expect(kept.state).toMatchObject({
      duplicates: [{ related: OTHER, report: { seen: duplicate.state.report.seen } }],
      facts: { nature: { status: 'known', value: 'Forty contacts.' } },
      classification: { class: 'incident' },
      declaration: { facts: 'The list was opened.' },
    });
    expect(kept.state.cohorts.map(({ id, total, due }) => [id, total, due])).toEqual(
      duplicate.state.cohorts.map(({ id, total, due }) => [id, total, due]),
    );
    expect(duplicate.state).toMatchObject({ stage: { stage: 'closed' }, mergedInto: { into: INCIDENT } });
    expect(duplicate.state.obligations.filter(({ status }) => status === 'open')).toEqual([]);
    expect(JSON.stringify(duplicate.state.stage)).not.toContain(INCIDENT);
  });

  test('has the promise run from the earliest declaration', () => {
    const late = [...begun, outage(hours(5)), declare(), ...affected({ 72: 1 })];
    const { kept, duplicate } = merged(late, withCustomers);
    const declaredAt = duplicate.state.anchors.declared?.at;
    expect(kept.state.anchors.declared).toMatchObject({ at: declaredAt, corrections: [{ to: declaredAt }] });
    expect(obligation(kept.state, 'commitment').due).toBe(plus(declaredAt as Instant, hours(72)));
  });

  test('counts who was told by the duplicate as told, and keeps what its notices promised', () => {
    const until = { status: 'unknown', until: '2026-11-25T09:00:00Z', owner: 'responder', value: undefined } as const;
    const promising = [...withCustomers, ...sheet({ volumeAffected: until }), noticeUnderWay(), told(2), sent()];
    const { kept } = merged(withCustomers, promising);
    const handed = kept.state.obligations.filter(({ id }) => id.endsWith(OTHER));
    expect(handed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'promised-fact', field: 'volumeAffected', status: 'open' }),
        expect.objectContaining({ kind: 'final-notice', status: 'open' }),
      ]),
    );
    const theirs = kept.state.cohorts.find(({ id }) => id.startsWith(OTHER));
    expect(theirs).toMatchObject({ total: 2, told: 2 });
    expect(kept.state.obligations.find(({ cohort }) => cohort === theirs?.id)).toMatchObject({ status: 'met' });
  });

  test('is refused while the duplicate has something under way that nobody else could end', () => {
    const pair = new Pair(begun, [...withCustomers, ...sheet(), say('draft-notice', 'responder', { kind: 'initial' })]);
    expect(pair.ask()).toMatchObject({ refused: 'still-open', why: expect.stringContaining('notice 1 is composing') });
    expect(pair.ask(pair.duplicate, OTHER)).toMatchObject({ refused: 'malformed' });
  });

  test('that the other one refuses leaves the duplicate as it was, with the reason', () => {
    const restricted = [...begun, say('restrict', 'privacy', { reason: 'An insider.' })];
    const pair = merged(restricted, begun);
    expect(pair.duplicate.state).toMatchObject({ stage: { stage: 'triage' } });
    expect(pair.duplicate.state.merging).toBeUndefined();
    expect(pair.kept.state.duplicates).toEqual([]);
    const events = pair.duplicate.pages.flatMap((page) => page.events);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'merge-declined', why: expect.stringContaining('It is restricted') }),
    );
    const told = pair.duplicate.mails.filter(({ alert }) => alert === 'merge-declined');
    expect(told).toMatchObject([{ to: ['lead'], detail: { why: expect.stringContaining('It is restricted') } }]);
    expect(JSON.stringify(told)).not.toContain(INCIDENT);
  });

  test('that was offered to an incident that is closed before it hears of it ends, and its lead is told', () => {
    const pair = new Pair(begun, withCustomers);
    pair.ask();
    run(pair.kept, reclassify(OUT_OF_SCOPE));
    run(pair.kept, close());
    pair.settle();
    expect(pair.duplicate.state).toMatchObject({ stage: { stage: 'triage' }, outbox: expect.any(Array) });
    expect(pair.duplicate.state.merging).toBeUndefined();
    expect(pair.duplicate.state.outbox.filter(({ kind }) => kind === 'offer-merge')).toEqual([]);
    expect(pair.duplicate.mails.filter(({ alert }) => alert === 'merge-declined')).toMatchObject([
      { to: ['lead'], detail: { why: expect.stringContaining('It is closed') } },
    ]);
    expect(pair.duplicate.decide(setFact())).not.toHaveProperty('refused');
  });

  test('lets nobody change the duplicate meanwhile, but lets its people go on working', () => {
    const pair = new Pair(begun, withCustomers);
    pair.ask();
    given((story) => void Object.assign(story, pair.duplicate))
      .when(setFact())
      .refuses('wrong-stage', /is being merged/)
      .when(say('note-progress', 'responder', { text: 'Both are of one mail.' }))
      .then('progress-noted');
  });

  test('of each other at once merges neither', () => {
    const pair = new Pair(begun, begun);
    pair.ask();
    pair.ask(pair.kept, OTHER);
    pair.settle();
    expect([pair.kept, pair.duplicate].map(({ state }) => state.stage.stage)).toEqual(['triage', 'triage']);
  });

  test('is not reopened: its incident is the other one', () => {
    const { duplicate } = merged(begun, begun);
    expect(duplicate.decide(say('reopen', 'lead', { reason: 'x' }))).toMatchObject({ refused: 'wrong-stage' });
  });

  const STORIES = [begun, withCustomers, toldAll, [...begun, outage(hours(7)), declare(), ...affected({ 24: 1 })]];
  const story = fc.constantFrom(...STORIES);
  const moves = fc.array(
    fc.oneof(fc.constant('crash' as const), fc.record({ place: fc.nat(5), twice: fc.boolean() })),
    { maxLength: 14 },
  );

  test('Merging 1, 2, 4: whatever comes late, twice or after a crash, it happens once, nobody is due later, and told stays told', () => {
    fc.assert(
      fc.property(story, story, moves, (ofKept, ofDuplicate, steps) => {
        const pair = new Pair(ofKept, ofDuplicate);
        const before = duesOf(pair);
        pair.ask();
        for (const step of steps) {
          if (step === 'crash') pair.perform();
          else pair.deliver(step.place, step.twice);
          expectNoneEnded(pair);
        }
        pair.settle();
        expect(pair.kept.state.duplicates).toHaveLength(1);
        expect(pair.duplicate.state.stage.stage).toBe('closed');
        const { total, told: heard } = sums(pair);
        expect([total, heard]).toEqual([before.total, before.told]);
        for (const { id, due } of pair.kept.state.cohorts) {
          const was = before.dues.get(id);
          if (was) expect(due && due <= was).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Merging 2. */
function expectNoneEnded({ kept, duplicate }: Pair): void {
  if (duplicate.state.stage.stage !== 'closed') return;
  const ids = kept.state.cohorts.map(({ id }) => id);
  expect(duplicate.state.cohorts.every(({ id }) => ids.includes(id))).toBe(true);
}

function duesOf({ kept, duplicate }: Pair) {
  const cohorts = [...kept.state.cohorts, ...duplicate.state.cohorts];
  return { dues: new Map(cohorts.map(({ id, due }) => [id, due])), ...counted(cohorts) };
}

function sums({ kept }: Pair) {
  return counted(kept.state.cohorts);
}

function counted(cohorts: Story['state']['cohorts']) {
  return cohorts.reduce((sum, one) => ({ total: sum.total + one.total, told: sum.told + one.told }), {
    total: 0,
    told: 0,
  });
}
