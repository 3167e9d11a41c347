import { RULES_2026_11, SHIPPED_RULES, type Rules } from '../../../src/domain/case/rules';
import { openActionsOf } from '../../../src/domain/open-actions';
import { sidesOf } from '../../../src/domain/notices/notices';
import {
  affected,
  approve,
  composed,
  declare,
  draft,
  given,
  opened,
  setFact,
  triaged,
  type Step,
} from '../../support/story';

const drafted = (approvers: Rules['approvers']): Step[] => [
  opened({}, { approvers }),
  triaged(),
  declare(),
  ...affected({ 72: 2 }),
  setFact(),
  draft(),
];

describe('The approvers of an incident', () => {
  test('are those of its rules: the others are asked nothing, and may not', () => {
    given(...drafted({ law: ['legal'], lead: ['privacy'] }))
      .when(composed())
      .then('notice-composed', { type: 'alert-raised', to: { roles: ['legal', 'privacy'] } })
      .and((state) =>
        expect(openActionsOf(state).find(({ command }) => command === 'approve-notice')?.roles).toEqual([
          'legal',
          'privacy',
        ]),
      )
      .when(approve('communications'))
      .refuses('not-permitted', /legal, privacy approve/)
      .when(approve('privacy'))
      .then({ type: 'notice-approved', as: 'lead' })
      .when(approve('legal'))
      .then({ type: 'notice-approved', as: 'law' })
      .and(({ notices }) => expect(notices[0]?.status).toBe('approved'));
  });

  test('are two people also where one role stands on both sides', () => {
    given(...drafted({ law: ['legal'], lead: ['legal'] }), composed(), approve('legal'))
      .when(approve('legal'))
      .refuses('already-so', /another person/);
  });

  test('may change between two approvals: the side that is left is asked', () => {
    const newer = { ...RULES_2026_11, version: '2027-01', approvers: { law: ['legal'], lead: ['lead'] } } as Rules;
    const adopted: Step = (story) => void story.answer('adopt-rules', { rules: newer, operator: 'operator' });
    given(...drafted(undefined), composed(), approve('privacy'), adopted)
      .when(approve('legal'))
      .refuses('already-so', /comes from lead\./)
      .when(approve('lead'))
      .then({ type: 'notice-approved', as: 'lead' });
  });

  test('are the same where the rules name none, as before they could', () => {
    expect(sidesOf({ rules: RULES_2026_11 })).toEqual(SHIPPED_RULES.approvers);
  });
});
