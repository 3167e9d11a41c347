import type { ScopeRow } from '../../../src/register';
import {
  completed,
  customers,
  declared,
  deliveriesOf,
  eventsOf,
  imported,
  factsKnown,
  timelineOf,
} from '../../support/case';
import type { Town } from '../../support/town';

export function toldByTelephone(town: Town): void {
  test('is told by telephone in time: the promise is kept, it is shown as told by a person, and the case is closed', async () => {
    const { tell, mail, ask, all } = town;
    const [reached, lost] = await imported(town, customers('tel', ['en', 'fr']));
    mail.answer(lost!.admin, 550, 'No such mailbox');
    mail.answer(`dpo@${lost!.id}.example`, 550, 'No such mailbox');
    const id = await declared(town, [reached!, lost!]);
    await factsKnown(town, id);
    await tell.tellCustomers(id, 'initial');

    const owed = await tell.until(id, 'it is found out of reach', ({ scope }) => scope.unreachable === 1);
    expect(owed.scope.unreachableCustomers).toEqual([lost!.id]);
    expect(owed.next).toContainEqual(
      expect.objectContaining({ command: 'record-contact', body: expect.objectContaining({ customer: lost!.id }) }),
    );
    await tell.until(id, 'who may act was mailed', ({ alerts, owed: effects }) => {
      return alerts.some(({ kind }) => kind === 'customers-unreachable') && effects.length === 0;
    });
    const called = mail
      .to('lead@tocsin.example')
      .find(({ mail: { subject } }) => subject?.startsWith(`[${id}] No deliverable`));
    expect(called?.mail.text).toContain(`1 customer without a deliverable contact: ${lost!.id}`);
    expect(called?.mail.text).toContain(`/incidents/${id}/record-contact`);
    expect((await ask('lead', 'POST', `/incidents/${id}/close`, { outcome: 'Told.' })).status).toBe(409);

    const at = new Date().toISOString();
    const call = {
      way: 'telephone',
      whom: 'Ada Brandt',
      summary: 'What, when, which data.',
      evidence: 'Call log 17',
    } as const;
    await tell.say(id, 'communications', 'record-contact', { customer: lost!.id, at, ...call });
    const told = await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    expect(told.headline.late).toBe(false);
    expect(told.scope).toMatchObject({ unreachable: 0, cohorts: [{ total: 2, told: 2, toldByPerson: 1 }] });

    const rows = await all<ScopeRow>(`/incidents/${id}/scope`);
    const byPerson = rows.filter(({ toldByPerson }) => toldByPerson);
    expect(byPerson).toMatchObject([
      { customer: lost!.id, toldAt: at, contacts: [{ recordedBy: 'communications', ...call }] },
    ]);
    expect((await deliveriesOf(town, id)).map(({ state }) => state).sort()).toEqual([
      'accepted',
      'accepted',
      'refused',
      'refused',
    ]);
    const story = await timelineOf(town, id);
    expect(eventsOf(story, 'contact-recorded')).toMatchObject([{ customer: lost!.id, contact: { at, ...call } }]);
    expect(eventsOf(story, 'obligation-met').filter(({ inTime }) => inTime === false)).toEqual([]);

    await tell.tellCustomers(id, 'final');
    const promised = {
      promise: 'final-notice/1',
      reason: 'One had the final notice, and one heard the end by telephone.',
    };
    for (const by of ['legal', 'executive'] as const) await tell.say(id, by, 'waive-promise', promised);
    await tell.say(id, 'lead', 'acknowledge', {});
    await tell.learnLessons(id);
    await tell.say(id, 'lead', 'close', { outcome: 'One told by mail, one by telephone.' });
    await completed(town, id);
  });
}
