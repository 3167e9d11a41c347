import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { assess, close, given, opened, OUT_OF_SCOPE, START, triaged, type Step } from '../../support/story';

const orphaned = [
  { ref: '7:abc', command: 'declare', by: 'lead', at: START, content: [{ type: 'declared' }] },
  { ref: 'run/12', command: 'assign', by: 'responder', at: START, content: [{ persons: [] }] },
];
const kept: Step = (story) => void story.answer('reconciled', { orphaned });

test('Commands without a place in the story are kept whole, and lead and privacy are called to look', () => {
  given(opened(), triaged())
    .when(kept)
    .then(
      { type: 'reconciled', orphaned },
      {
        type: 'alert-raised',
        kind: 'set-aside',
        to: { roles: ['lead', 'privacy'] },
        detail: { about: 'set-aside', commands: ['declare', 'assign'] },
      },
    );
});

test('Nothing else comes of them', () => {
  given(opened(), triaged()).and((before) =>
    given(opened(), triaged(), kept).and((after) =>
      expect(after).toEqual({
        ...before,
        sequence: before.sequence + 1,
        alerts: [...before.alerts, expect.objectContaining({ kind: 'set-aside' })],
        outbox: [...before.outbox, expect.objectContaining({ alert: 'set-aside' })],
      }),
    ),
  );
});

test('A closed incident keeps them too, and nothing escalates', () => {
  given(opened(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE }), close(), kept).and((state) => {
    expect([state.stage.stage, state.alerts, alarmsOf(state)]).toEqual(['closed', [], []]);
    expect(state.outbox.at(-1)).toMatchObject({ alert: 'set-aside' });
  });
});
