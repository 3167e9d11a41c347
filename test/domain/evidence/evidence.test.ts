import { given, opened, recordEvidence, say, triaged } from '../../support/story';

const file = { name: 'access.log', sha256: 'a'.repeat(64), bytes: 3 };
const passed = (evidence: number, to: string) =>
  say('pass-evidence', 'responder', { evidence, to, reason: 'To copy it.' });
const base = [opened(), triaged()];

test('a piece of evidence says what it is, where it lies, and through whose hands it went', () => {
  const { state } = given(...base, recordEvidence({ collectedBy: 'Nils Roth' }), passed(1, 'Laboratory')).story;
  expect(state.evidence).toMatchObject([
    {
      ...{ number: 1, title: 'Access log', reference: 'Safe 3' },
      custody: [
        { holder: 'Nils Roth', at: '2026-11-22T00:00:00.000Z', by: 'responder' },
        { holder: 'Laboratory', by: 'responder', reason: 'To copy it.' },
      ],
    },
  ]);
});

test('nothing is recorded that lies nowhere, or was collected in the future; nobody is handed what they have', () => {
  given(...base)
    .when(recordEvidence({ reference: undefined }))
    .refuses('missing');
  given(...base)
    .when(recordEvidence({ collectedAt: '2027-01-01T00:00:00Z' }))
    .refuses('impossible-instant');
  given(...base, recordEvidence())
    .when(passed(2, 'Laboratory'))
    .refuses('nothing-open');
  given(...base, recordEvidence(), passed(1, 'Laboratory'))
    .when(passed(1, 'Laboratory'))
    .refuses('already-so');
});

test('only the API says that a file is kept, and each file is one piece', () => {
  const kept = recordEvidence({ reference: undefined, file });
  given(...base)
    .when(kept)
    .then('evidence-recorded');
  given(...base)
    .when(kept.through('signal'))
    .refuses('missing');
  given(...base, kept)
    .when(kept)
    .refuses('already-so');
});
