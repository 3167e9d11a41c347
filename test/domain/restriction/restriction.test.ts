import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { openActionsOf } from '../../../src/domain/open-actions';
import { viewOf } from '../../../src/domain/view';
import {
  after,
  approve,
  assess,
  composed,
  declare,
  draft,
  given,
  hours,
  mailDelivered,
  minutes,
  opened,
  say,
  triaged,
  affected,
} from '../../support/story';

const members = (...persons: string[]) => persons.map((person) => ({ person }));
const restrict = (over: object = {}) => say('restrict', 'legal', { reason: 'An insider.', ...over });

describe('A report that asks for it', () => {
  test('is restricted from its first page, to those named', () => {
    const { state, mails } = given(
      opened({ restrict: { members: ['legal', 'privacy', 'lead'], excluded: ['lead'] } }),
    ).story;
    expect(state.restriction).toMatchObject({ members: members('legal', 'privacy'), excluded: ['lead'] });
    expect(mails.find(({ alert }) => alert === 'reported')?.to).toEqual(['legal', 'privacy']);
  });

  test('names by default the fewest who can act, and nobody under suspicion', () => {
    const { state } = given(opened({ restrict: { excluded: ['legal', 'counsel'] } })).story;
    expect(state.restriction?.members.map(({ person }) => person).sort()).toEqual([
      'deputy',
      'executive',
      'executive-2',
      'legal-2',
      'privacy',
      'privacy-2',
    ]);
  });
});

describe('Triage that finds an insider', () => {
  const insider = { scenario: 'malicious-insider' } as const;

  test('restricts by itself, and keeps whoever found it', () => {
    given(opened({}, SHIPPED_RULES))
      .when(assess({ ...insider, excluded: ['lead'] }))
      .then({ type: 'restricted', excluded: ['lead'] })
      .and(({ restriction }) => expect(restriction?.members).toContainEqual({ person: 'responder' }));
  });

  test('does not under rules that do not ask for it, and once lifted not a second time', () => {
    given(opened()).when(assess(insider)).thenNever('restricted');
    given(
      opened({}, SHIPPED_RULES),
      assess(insider),
      say('lift-restriction', 'legal', { reason: 'Unfounded.' }),
      say('lift-restriction', 'privacy', { reason: 'I agree.' }),
    )
      .when(assess({ ...insider, findings: 'Nothing.' }))
      .thenNever('restricted');
  });

  test('takes an assignee who is under suspicion off', () => {
    given(opened({}, SHIPPED_RULES), say('assign', 'responder', { persons: ['lead', 'responder'] }))
      .when(assess({ ...insider, excluded: ['lead'] }))
      .then('restricted')
      .and(({ assignees }) => expect(assignees).toEqual(['responder']));
  });
});

describe('Members', () => {
  const small = [opened(), restrict({ members: ['legal', 'privacy'], excluded: ['lead'] })];

  test('are added and removed by those who hold privacy, legal or executive', () => {
    given(...small)
      .when(say('add-member', 'privacy', { person: 'communications', reason: 'A notice is due.' }))
      .then({ type: 'member-added', person: 'communications' }, { type: 'alert-raised', kind: 'restricted' });
    given(...small, say('add-member', 'legal', { person: 'responder', reason: 'To look into it.' }))
      .when(say('add-member', 'responder', { person: 'lead', reason: 'My lead.' }))
      .refuses('not-permitted');
  });

  test('never are those who are excluded', () => {
    given(...small)
      .when(say('add-member', 'legal', { person: 'lead', reason: 'He asked.' }))
      .refuses('wrong-class');
    given(...small)
      .when(say('remove-member', 'legal', { person: 'responder', reason: 'Saw them.', excluded: true }))
      .then({ type: 'member-removed', person: 'responder', excluded: true })
      .and(({ restriction }) => expect(restriction?.excluded).toEqual(['lead', 'responder']));
  });

  test('alone are given work', () => {
    given(...small)
      .when(say('assign', 'legal', { persons: ['responder'] }))
      .refuses('missing', /Add them first/);
    given(...small)
      .when(say('ask-help', 'legal', { customer: 'acme', words: 'A list.', owner: 'responder' }))
      .refuses('missing');
  });

  test('are never none', () => {
    given(opened(), restrict({ members: ['legal'] }))
      .when(say('remove-member', 'legal', { person: 'legal', reason: 'I leave.' }))
      .refuses('missing', /only member/);
    given(opened())
      .when(restrict({ members: ['nobody-here'] }))
      .refuses('unknown-person');
  });
});

describe('What members cannot do among themselves', () => {
  test('is said in the incident, and told once to those who may add others', () => {
    const { story } = given(opened(), restrict({ members: ['legal', 'privacy'] }));
    expect(viewOf(story.state).restriction?.lacking).toEqual(['lead', 'executive']);
    expect(openActionsOf(story.state)).toContainEqual(
      expect.objectContaining({ command: 'add-member', why: 'members-lacking' }),
    );
    const told = story.mails.filter(({ alert }) => alert === 'members-lacking');
    expect(told.map(({ to }) => to)).toEqual([['legal', 'privacy']]);
  });

  test('needs three people for a notice: two approvers and a drafter', () => {
    const { state } = given(opened(), restrict({ members: ['legal', 'lead'] })).story;
    expect(viewOf(state).restriction?.lacking).toEqual(['drafter', 'executive', 'second-keeper']);
    const { state: three } = given(opened(), restrict({ members: ['legal', 'lead', 'counsel', 'responder'] })).story;
    expect(viewOf(three).restriction?.lacking).toEqual([]);
  });

  test('with nobody who may add members, executives outside hear that there is nobody', () => {
    const { story } = given(opened(), restrict({ members: ['lead', 'responder'] }));
    expect(story.mails.filter(({ alert }) => alert === 'members-silent').map(({ to }) => to)).toEqual([['executive']]);
  });
});

test('Escalation that no member answers ends with the executives outside', () => {
  const told = given(opened(), restrict({ members: ['lead', 'responder'] }), mailDelivered());
  const before = told.story.mails.length;
  const levels = Array.from({ length: 5 }, () => [after(minutes(15)), mailDelivered()]).flat();
  told.when(...levels);
  const { story } = told;
  const heard = story.mails.slice(before).map(({ alert, to }) => `${alert}: ${to.join()}`);
  expect(heard).toContain('members-silent: executive');
});

test('An approval of whoever is excluded counts no more', () => {
  given(opened(), triaged(), declare(), ...affected({ 72: 2 }), draft(), composed(), approve('lead'))
    .when(restrict({ members: ['legal', 'privacy'], excluded: ['lead'] }))
    .then('restricted', { type: 'approval-lapsed', person: 'lead' });
});

describe('The restriction is lifted', () => {
  const asked = [
    opened(),
    restrict({ members: ['legal', 'privacy'] }),
    say('lift-restriction', 'legal', { reason: 'Unfounded.' }),
  ];

  test('by two members', () => {
    given(...asked)
      .when(say('lift-restriction', 'legal', { reason: 'Again.' }))
      .refuses('second-person');
    given(...asked)
      .when(say('lift-restriction', 'privacy', { reason: 'I agree.' }))
      .then({ type: 'restriction-lifted', askedBy: 'legal' })
      .and((state) => expect([state.restriction, state.asked.lifting]).toEqual([undefined, undefined]));
  });

  test('or the other puts it aside', () => {
    given(...asked)
      .when(say('lift-restriction', 'privacy', { reason: 'No.', decline: true }))
      .then({ type: 'ask-declined', ask: 'lifting' });
  });
});

describe('Breaking the glass', () => {
  test('tells members with the reason, and privacy and auditors without', () => {
    const { story } = given(opened(), restrict({ members: ['legal'] }));
    const before = story.mails.length;
    story.decide(say('break-glass', 'executive', { reason: 'Nobody answers.' }));
    const mails = story.mails.slice(before);
    expect(mails.map(({ alert, to }) => [alert, to])).toEqual([
      ['glass-broken', ['legal']],
      ['glass-witness', ['privacy', 'auditor']],
    ]);
    expect(mails.map(({ detail }) => JSON.stringify(detail).includes('Nobody answers.'))).toEqual([true, false]);
  });

  test('is not for a member, nor for an open incident', () => {
    given(opened(), restrict({ members: ['executive'] }))
      .when(say('break-glass', 'executive', { reason: 'To see.' }))
      .refuses('already-so');
    given(opened())
      .when(say('break-glass', 'executive', { reason: 'To see.' }))
      .refuses('already-so');
  });

  test('makes a member for four hours, and no longer', () => {
    given(opened(), restrict({ members: ['legal'] }), say('break-glass', 'executive', { reason: 'Nobody answers.' }))
      .when(say('add-member', 'executive', { person: 'lead', reason: 'To answer.' }))
      .then('member-added')
      .when(after(hours(4)))
      .then({ type: 'glass-ended', person: 'executive' })
      .when(say('add-member', 'executive', { person: 'responder', reason: 'To help.' }))
      .refuses('unknown-incident');
  });
});

describe('A privileged fact', () => {
  test('stands beside the fact sheet, which customers read', () => {
    given(opened())
      .when(say('set-fact', 'legal', { field: 'nature', status: 'known', value: 'Ours.', section: 'privileged' }))
      .then({ type: 'privileged-fact-set', section: 'privileged' })
      .and((state) => {
        expect([state.facts, state.factsVersion]).toEqual([{}, 0]);
        expect(viewOf(state).privilegedFacts?.nature?.fact).toEqual({ status: 'known', value: 'Ours.' });
      });
  });
});
