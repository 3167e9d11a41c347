import { SHIPPED_RULES } from '../../src/domain/case/rules';
import type { Instant } from '../../src/domain/primitives/instant';
import { linesOf, parsed, TABLE } from '../support/mail-tables';
import { DECLARATION, triaged } from '../support/messages';
import { openStage, type Incident, type Stage } from '../support/time-skipping';
import { until } from '../support/until';

/* What the domain's own stories say of 72 hours without anybody, once more with Temporal's timers, against the same tables. */

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

test('Reported, and nobody acts for 72 hours: every mail, when, to whom and why', async () => {
  await stage.withWorker(async () => {
    const since = await stage.now();
    await stage.report({ rules: SHIPPED_RULES });
    await stage.env.sleep('72h');
    await until('the mails of the last hour are out', () => sentSince(since).length >= parsed(TABLE.reported).length);
    expect(sentSince(since)).toEqual(parsed(TABLE.reported));
  });
});

test('Declared, and nobody acts until nine hours after the promise broke: every mail, when, to whom and why', async () => {
  for (const id of ['C-1', 'C-2']) stage.world.customers.set(id, { term: 72 });
  await stage.withWorker(async () => {
    const since = await stage.now();
    const incident = await stage.report({ rules: SHIPPED_RULES });
    await declared(incident, since);
    await stage.env.sleep('81h');
    await until('the mails of the last hour are out', () => sentSince(since).length >= parsed(TABLE.declared).length);
    expect(sentSince(since)).toEqual(parsed(TABLE.declared));
  });
});

function sentSince(since: Instant) {
  const mails = stage.world.mails.map(({ mail, at }) => ({
    ...mail,
    at,
    to: 'roles' in mail.to ? mail.to.roles : mail.to.persons,
  }));
  return linesOf(mails, since);
}

async function declared(incident: Incident, at: Instant): Promise<void> {
  const as = (role: string) => ({ by: role, door: 'api', roles: [role] });
  await incident.say('acknowledge', as('responder'));
  await triaged(incident, as('responder'));
  await incident.say('declare', { ...as('lead'), ...DECLARATION, declaredAt: at, awareAt: at });
  await incident.say('acknowledge', as('lead'));
  await incident.say('add-affected-customers', { ...as('responder'), customers: ['C-1', 'C-2'] });
  await until('the scope is counted', async () => (await incident.see()).scope.cohorts.length > 0);
}
