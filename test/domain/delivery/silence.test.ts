import { RULES_2026_11, SHIPPED_RULES } from '../../../src/domain/case/rules';
import { after, given, opened, hours, recordContact, twoTold, until, type Step } from '../../support/story';

const counted =
  (silent: { customers: number; planned: number; forPerson: number; names: string[] }): Step =>
  (story) => {
    const { id: effect, notice } = story.owed('count-silent');
    story.answer('silence-counted', { effect, notice, ...silent });
  };
const two = { customers: 2, planned: 2, forPerson: 0, names: [] };
const nobody = { customers: 0, planned: 0, forPerson: 0, names: [] };
const both = ['acme', 'birch'];

describe('Customers whose server took a notice, and who say nothing', () => {
  test('are tried by their other contacts after so many hours', () => {
    given(...twoTold, after(hours(25))).and((state) => {
      expect(state.outbox).toContainEqual(
        expect.objectContaining({ kind: 'count-silent', notice: 1, rung: 'contact' }),
      );
      expect(state.notices[0]?.silence).toMatchObject({ rung: 'contact', asked: true });
    });
  });

  test('are tried by a person next, who is asked again until nobody is silent', () => {
    const told = [...twoTold, after(hours(25)), counted(two), after(hours(25))];
    given(...told).and(({ outbox }) =>
      expect(outbox).toContainEqual(expect.objectContaining({ kind: 'count-silent', rung: 'person' })),
    );
    given(...told)
      .when(counted({ customers: 2, planned: 0, forPerson: 2, names: both }))
      .then('silence-counted', {
        ...{ type: 'alert-raised', kind: 'customers-silent', acknowledge: true },
        detail: { about: 'out-of-reach', customers: 2, names: both },
      });
    const asked = [...told, counted({ customers: 1, planned: 0, forPerson: 1, names: ['acme'] })];
    given(...asked, recordContact('acme'), after(hours(25))).and(({ outbox }) =>
      expect(outbox).toContainEqual(expect.objectContaining({ kind: 'count-silent', rung: 'person' })),
    );
    given(...asked, after(hours(25)), counted(nobody), after(hours(200))).and(({ outbox, obligations }) => {
      expect(outbox.filter(({ kind }) => kind === 'count-silent')).toEqual([]);
      expect(obligations.filter(({ kind, status }) => kind === 'hear-back' && status === 'open')).toEqual([]);
    });
  });

  test('are a person’s at once where they have no other contact', () => {
    given(...twoTold, after(hours(25)))
      .when(counted({ customers: 2, planned: 0, forPerson: 2, names: both }))
      .then('silence-counted', { type: 'alert-raised', kind: 'customers-silent' });
  });

  test('are all tried before the due, however late the notice was', () => {
    const late = [...twoTold.slice(0, -3), until('2026-11-26T00:00:00Z'), ...twoTold.slice(-3)];
    given(...late).and(({ obligations }) => {
      const due = obligations.find(({ kind }) => kind === 'tell-customers')?.due ?? '';
      const first = obligations.find(({ kind }) => kind === 'hear-back')?.due ?? '';
      expect(first < due).toBe(true);
    });
    given(...late, after(hours(1)), counted(two)).and(({ obligations, cohorts }) => {
      const [{ due = '' } = {}] = cohorts;
      const next = obligations.find(({ kind, status }) => kind === 'hear-back' && status === 'open')?.due ?? '';
      expect(next <= due).toBe(true);
    });
  });

  test('are looked after by nobody under rules that ask for nothing', () => {
    expect(RULES_2026_11.silence).toBeUndefined();
    const [, ...rest] = twoTold;
    given(opened({}, { ...SHIPPED_RULES, postMortem: undefined, silence: undefined }), ...rest, after(hours(300))).and(
      ({ obligations, outbox }) => {
        expect(obligations.some(({ kind }) => kind === 'hear-back')).toBe(false);
        expect(outbox.some(({ kind }) => kind === 'count-silent')).toBe(false);
      },
    );
  });
});
