import { nextBestOf } from '../../src/domain/next-best';
import { otherwiseIn, sentenceIn } from '../../src/domain/next-words';
import type { IncidentState } from '../../src/domain/state';
import { viewOf } from '../../src/domain/view';
import {
  acknowledge,
  affected,
  after,
  approve,
  assign,
  close,
  composed,
  declare,
  draft,
  given,
  hours,
  noticeUnderWay,
  opened,
  sent,
  sheet,
  told,
  triaged,
  type Step,
} from '../support/story';
import { SHIPPED_RULES } from '../../src/domain/case/rules';

const best = (state: IncidentState) => nextBestOf(state)!;
const declared: Step[] = [opened(), acknowledge(), triaged(), declare(), acknowledge()];
const scoped: Step[] = [...declared, ...affected({ 72: 2 })];
const DUE = '2026-11-26T08:00:00.000Z';

describe('The next best action', () => {
  test('of a report is to take it up, or its alert climbs', () => {
    given(opened()).and((state) => {
      expect(best(state)).toMatchObject({
        command: 'acknowledge',
        otherwise: { then: 'escalates', at: state.alerts[0]!.escalatesAt, to: { roles: ['lead'] } },
      });
      expect(sentenceIn('en', best(state))).toBe('Acknowledge the alert: say that you take this up.');
      expect(otherwiseIn('en', best(state))).toBe('If nobody does by 2026-11-23 08:15 UTC, lead is alerted.');
    });
  });

  test('is the triage once somebody took it up, or all in charge are asked', () => {
    given(opened(), assign('responder-2'), acknowledge()).and((state) => {
      const { due } = state.obligations[0]!;
      expect(best(state)).toMatchObject({
        command: 'assess',
        due,
        otherwise: { then: 'alerts', at: due, to: { persons: ['responder-2'] } },
      });
    });
  });

  test('of a case that is suspected is to decide', () => {
    given(opened(), acknowledge(), triaged()).and((state) => {
      expect(best(state)).toMatchObject({ command: 'declare', why: 'decision-overdue' });
      expect(sentenceIn('en', best(state))).toMatch(/^Decide: /);
    });
  });

  test('asks again for what is overdue and was only acknowledged', () => {
    given(opened(), after(hours(30)), acknowledge()).and((state) => {
      const triage = state.obligations.find(({ kind }) => kind === 'triage')!;
      expect(best(state)).toMatchObject({ command: 'assess', otherwise: { then: 'asks-again', since: triage.due } });
      expect(otherwiseIn('en', best(state))).toMatch(/^It is overdue since 2026-11-23/);
    });
  });

  test('after a declaration is whom, what, two approvals and the release, or customers are late', () => {
    const late = { then: 'late', at: DUE };
    given(...declared).and((state) =>
      expect(best(state)).toMatchObject({ command: 'add-affected-customers', otherwise: late }),
    );
    given(...scoped).and((state) => {
      expect(best(state)).toMatchObject({ command: 'draft-notice', body: { kind: 'initial' }, otherwise: late });
      expect(otherwiseIn('en', best(state))).toBe(
        'If nobody does, customers are told late: they are due before 2026-11-26 08:00 UTC.',
      );
    });
    const drafted = [...scoped, draft(), composed()];
    given(...drafted).and((state) => {
      expect(best(state)).toMatchObject({ command: 'approve-notice', otherwise: late });
      expect(sentenceIn('en', best(state))).toBe('Approve notice 1 word for word, or reject it with the reason.');
    });
    given(...drafted, approve('legal'), approve('lead')).and((state) => {
      expect(best(state)).toMatchObject({ command: 'release-notice', otherwise: late });
      expect(sentenceIn('fr', best(state))).toBe('Diffusez la notification 1\u202f: deux personnes l’ont approuvée.');
    });
  });

  test('is nothing while the mail is under way, and the closing once nothing is owed', () => {
    given(...scoped, noticeUnderWay()).and((state) => expect(nextBestOf(state)).toBeUndefined());
    given(...scoped, noticeUnderWay(), told(2), sent()).and((state) => {
      expect(best(state)).toMatchObject({ command: 'close', otherwise: { then: 'stays-open' } });
      expect(best(state).roles).toEqual(['lead', 'privacy']);
    });
    given(...scoped, noticeUnderWay(), told(2), sent(), close()).and((state) =>
      expect(nextBestOf(state)).toBeUndefined(),
    );
  });

  test('of customers who are late is to tell them; the reason is demanded beside it', () => {
    given(...scoped, after(hours(73))).and((state) => {
      expect(best(state)).toMatchObject({
        command: 'draft-notice',
        otherwise: { then: 'stays-late', since: DUE, at: state.lateness!.nextDemandAt },
      });
      expect(otherwiseIn('fr', best(state))).toMatch(/^Les clients sont en retard depuis le 2026-11-26 08:00 UTC/);
    });
    given(...scoped, after(hours(73)), noticeUnderWay()).and((state) => {
      expect(best(state)).toMatchObject({ command: 'explain-delay', otherwise: { then: 'demanded' } });
      expect(otherwiseIn('en', best(state))).toMatch(/^The reason is demanded again at /);
    });
  });

  test('with several clocks is what runs out first, and what is late before all', () => {
    const unheard = [opened(), triaged(), declare(), ...affected({ 72: 2 })];
    given(...unheard).and((state) => expect(best(state)).toMatchObject({ command: 'acknowledge' }));
    given(...unheard, after(hours(73))).and((state) => {
      expect(state.alerts.length).toBeGreaterThan(0);
      expect(best(state)).toMatchObject({ command: 'draft-notice', otherwise: { then: 'stays-late' } });
    });
  });

  test('of a text that waits is asked of those whose approval it lacks', () => {
    const drafted = [opened({}, SHIPPED_RULES), acknowledge(), triaged(), declare(), acknowledge(), ...sheet()];
    given(...drafted, ...affected({ 72: 2 }), draft(), composed(), approve('legal')).and((state) => {
      const { due } = state.obligations.find(({ kind }) => kind === 'await-approval')!;
      expect(best(state)).toMatchObject({
        command: 'approve-notice',
        otherwise: { then: 'alerts', at: due, to: { roles: ['lead', 'communications'] } },
      });
    });
  });

  test('stands in the view with its words', () => {
    given(...scoped).and((state) => {
      const { sentence, otherwise } = viewOf(state).best!;
      expect(sentence).toBe('Draft the initial notice from the facts.');
      expect(otherwise).toMatchObject({ then: 'late', at: DUE });
      expect(otherwise.sentence).toMatch(/^If nobody does, customers are told late/);
    });
  });
});
