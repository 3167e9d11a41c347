import { createScopeActivities } from '../../../src/activities/scope/scope';
import { alarmsOf } from '../../../src/domain/clocks/alarms';
import { plus } from '../../../src/domain/primitives/instant';
import {
  addCustomers,
  declare,
  given,
  hours,
  instantsOf,
  minutes,
  opened,
  outage,
  START,
  type Story,
} from '../../support/story';
import { onEachRegister } from '../registers';
import { customer } from '../stories';

onEachRegister('The term of a contract', (bench) => {
  /** What an incident owes its register is done as a worker does it. */
  async function resolveScope({ story }: { story: Story }) {
    const effect = story.owed('resolve-scope');
    const answer = await createScopeActivities(bench).resolveScope({ incident: story.state.id, effect });
    story.answer('scope-resolved', { effect: effect.id, ...answer });
  }

  test('of four hours is due four hours after declaring, to the millisecond, and warned of two hours before', async () => {
    await bench.register.customers.store([customer('acme', { contractHours: 4 })]);
    await bench.register.customers.store([customer('bolt')]);
    const told = given(opened(), declare(), outage(minutes(3)), addCustomers('acme', 'bolt'));
    await resolveScope(told);
    const { story } = told;
    const due = plus(START, hours(4));
    expect(story.state.cohorts).toMatchObject([
      { terms: [{ id: 'declared+4h' }], due, lateFound: false, total: 1 },
      { terms: [], due: plus(START, hours(72)), lateFound: false, total: 1 },
    ]);
    expect(alarmsOf(story.state)).toContainEqual(expect.objectContaining({ at: due }));
    story.pass(hours(4));
    expect(instantsOf(story.mails, 'commitment-warning')).toEqual([plus(START, hours(2))]);
    expect(instantsOf(story.mails, 'commitment-expired')).toEqual([due]);
  });
});
