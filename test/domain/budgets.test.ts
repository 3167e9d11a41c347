import { decide } from '../../src/domain/decide';
import { plus } from '../../src/domain/primitives/instant';
import { bytesOf } from '../../src/domain/primitives/bytes';
import { FACT_FIELDS } from '../../src/domain/notices/facts';
import type { IncidentState } from '../../src/domain/state';
import { viewOf } from '../../src/domain/view';
import {
  addCustomers,
  close,
  composed,
  correct,
  declare,
  draft,
  found,
  given,
  hours,
  minutes,
  opened,
  say,
  START,
  setFact,
  Story,
  triaged,
  waive,
  type Command,
} from '../support/story';

/** What one payload of Temporal's may hold, less the room that one command and its pages take. */
const CARRIED_BYTES = 1_300_000;
const FULL_CHINESE = FACT_FIELDS.map((field) => setFact({ field, status: 'known', value: '数'.repeat(4_000) }));
const FULL_REPORT = { seen: '数'.repeat(10_000) };

test('bytes are counted as UTF-8 has them', () => {
  for (const text of ['a', 'é', '数', '🎉', '\ud800', '"\n', '\x7f']) {
    expect(bytesOf([text])).toBe(Buffer.byteLength(JSON.stringify([text])));
  }
});

describe('An incident with a full sheet of Chinese facts', () => {
  test('answers after a thousand drafts', () => {
    given(opened(FULL_REPORT), triaged(), declare(), ...FULL_CHINESE, (story: Story) => {
      for (let count = 0; count < 1_000; count += 1) for (const step of [draft(), composed()]) run(story, step);
    }).and((state) => {
      expect(state.notices).toHaveLength(1_000);
      stillAnswers(state);
    });
  });

  test('answers after two thousand progress notes and a thousand names that nobody knows', () => {
    const names = Array.from({ length: 1_000 }, (_, number) => `unknown-customer-with-a-long-id-${number}`);
    given(
      opened(FULL_REPORT),
      triaged(),
      declare(),
      ...FULL_CHINESE,
      addCustomers(...names),
      found({}, names),
      (story: Story) => {
        for (let count = 0; count < 2_000; count += 1)
          run(story, say('note-progress', 'lead', { text: '记'.repeat(4_000) }));
      },
    ).and((state) => {
      expect(state.unregistered).toHaveLength(1_000);
      stillAnswers(state);
    });
  });
});

describe('A part of the state that is as large as it may be', () => {
  test.each<[string, (count: number) => Command, RegExp]>([
    ['drafts', () => draft(), /Go on with the newest/],
    ['waivers', (count) => waive(`customer-${count}`).by('legal'), /confirmed or declined/],
    ['corrections', (count) => correct('aware', plus(START, -hours(4) - minutes(count))), /note-progress/],
  ])('refuses more %s, says what to do, and refuses nothing else', (_what, more, instead) => {
    const story = new Story();
    for (const step of [opened(), triaged(), declare()]) run(story, step);
    for (let count = 0; ; count += 1) {
      const before = story.state;
      const outcome = story.decide(more(count));
      if ('refused' in outcome) {
        expect(outcome).toMatchObject({ refused: 'too-much', why: expect.stringMatching(instead) });
        stillAnswers(before);
        break;
      }
      expect(count).toBeLessThan(5_000);
    }
  });
});

/** It fits, with what it answers, and what ends something is taken: here the incident itself, were nothing open. */
function stillAnswers(state: IncidentState): void {
  expect(bytesOf(state)).toBeLessThan(CARRIED_BYTES);
  expect(bytesOf(viewOf(state))).toBeLessThan(CARRIED_BYTES);
  const said = { by: 'lead', roles: ['lead'], door: 'api', at: state.openedAt } as const;
  const closing = decide(state, { name: 'close', payload: close().payload(state.openedAt), said });
  expect(closing).toMatchObject({ refused: 'still-open' });
}

function run(story: Story, step: Command | ((story: Story) => void)): void {
  if (typeof step === 'function') return step(story);
  const outcome = story.decide(step);
  if ('refused' in outcome) throw new Error(outcome.why);
}
