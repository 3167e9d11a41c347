import type { RecipientsHash } from '../../../src/domain/notices/state';
import { actsOf } from '../../../src/domain/may';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import {
  affected,
  approve,
  declare,
  draft,
  given,
  HASH,
  opened,
  release,
  say,
  setFact,
  sheet,
  START,
  triaged,
  type Step,
} from '../../support/story';

const hashOfRecipients = (digit: string) => digit.repeat(64) as RecipientsHash;
const both = { recipientsHash: hashOfRecipients('e') };

/** Its recipients are taken down under the scope's revision of now. */
const takenDown: Step = (story) => {
  const { id: effect, notice } = story.owed('compose-notice');
  const { scopeRevision } = story.state;
  story.answer('notice-composed', { effect, notice, hash: HASH, ...both, recipients: 2, scopeRevision });
};
const scopeChanged: Step = (story) => {
  const { asOf, ...counts } = story.register.answer();
  const scopeRevision = story.state.scopeRevision + 1;
  story.answer('scope-counted', { ...counts, asOf: asOf + 1, scopeRevision });
};
const drafted = [
  ...[opened({}, SHIPPED_RULES), triaged(), declare(), ...affected({ 72: 2 }), ...sheet()],
  ...[draft(), takenDown],
];
const approvedByTwo = [approve('legal', both).by('legal-2'), approve('lead', both).by('lead-2')];

describe('What each recipient reads', () => {
  test('may be approved by whoever read it, and a button that asks beforehand is told so', () => {
    given(...drafted).and((state) => {
      const acts = actsOf(state, { by: 'legal', roles: ['legal'], door: 'api', at: START });
      expect(acts.find(({ command }) => command === 'approve-notice')!.refusal).toBeUndefined();
    });
  });

  test('is approved and released by its hash beside that of the text', () => {
    given(...drafted)
      .when(approve('legal'))
      .refuses('stale-text');
    given(...drafted)
      .when(approve('legal', { recipientsHash: hashOfRecipients('f') }))
      .refuses('stale-text');
    given(...drafted, ...approvedByTwo)
      .when(release())
      .refuses('stale-text');
    given(...drafted, ...approvedByTwo)
      .when(release(both))
      .then({ type: 'notice-released', ...both });
  });

  test('that changed since voids the approvals, until it is drafted anew', () => {
    given(...drafted, approve('legal', both).by('legal-2'), scopeChanged)
      .when(approve('lead', both).by('lead-2'))
      .refuses('stale-text');
    given(...drafted, ...approvedByTwo, scopeChanged)
      .when(release(both))
      .refuses('stale-text');
  });

  test('is what two people see in the acts that wait for them', () => {
    given(...drafted).and((state) => {
      expect(state.notices[0]).toMatchObject({ hash: HASH, ...both, recipients: 2, scopeRevision: 0 });
      expect(state.obligations.find(({ kind }) => kind === 'await-approval')).toBeDefined();
    });
  });
});

describe('A sending', () => {
  const released = [...drafted, ...approvedByTwo, release(both)];
  const why = { notice: 1, reason: 'The volume is wrong.' };

  test('is paused, resumed and stopped, each by an effect', () => {
    given(...released)
      .when(say('pause-sending', 'lead', why))
      .then({ type: 'sending-steered', to: 'paused' })
      .and(({ outbox }) =>
        expect(outbox).toContainEqual(expect.objectContaining({ kind: 'steer-sending', to: 'paused' })),
      );
    given(...released, say('pause-sending', 'lead', why))
      .when(say('resume-sending', 'lead', why))
      .then({ type: 'sending-steered', to: 'resumed' });
    given(...released)
      .when(say('resume-sending', 'lead', why))
      .refuses('already-so');
    given(...released, say('stop-sending', 'lead', why))
      .when(say('resume-sending', 'lead', why))
      .refuses('already-so');
    given(...drafted)
      .when(say('pause-sending', 'lead', why))
      .refuses('nothing-open');
  });

  test('ends when a fact of it changes, and those who approved it hear of that', () => {
    given(...released)
      .when(setFact({ field: 'nature', value: 'Two mails.' }))
      .then({ type: 'sending-steered', notice: 1, to: 'stopped' }, { type: 'alert-raised', kind: 'notice-stale' });
  });

  test('goes again to one customer, with the reason', () => {
    given(...released)
      .when(say('send-again', 'lead', { ...why, customer: 'acme' }))
      .then({ type: 'sent-again', customer: 'acme', reason: why.reason });
    given(...drafted)
      .when(say('send-again', 'lead', { ...why, customer: 'acme' }))
      .refuses('nothing-open');
  });

  test('goes on to whoever is next of one customer, and a person is called where nobody is left', () => {
    const next = say('try-next-contact', 'lead', { ...why, customer: 'acme' });
    given(...released)
      .when(next)
      .then({ type: 'next-contact-tried', customer: 'acme', reason: why.reason });
    given(...drafted)
      .when(next)
      .refuses('nothing-open');
    const acted: Step = (story) =>
      void story.answer('sending-acted', { effect: story.owed('try-next').id, notice: 1, alone: 'acme' });
    given(...released, next)
      .when(acted)
      .then('sending-acted', {
        ...{ type: 'alert-raised', kind: 'customers-unreachable', acknowledge: true },
        detail: { about: 'out-of-reach', customers: 1, names: ['acme'] },
      });
  });
});
