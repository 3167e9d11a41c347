import { HOUR, millisecondsOf, type Instant } from '../../../src/domain/primitives/instant';
import {
  affectedAre,
  completed,
  customers,
  DECLARATION,
  eventsOf,
  imported,
  factsKnown,
  timelineOf,
  triaged,
} from '../../support/case';
import type { Town } from '../../support/town';

const EVERYONE = ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator'];
const LEFT_MS = 4_000;

export function aBrokenPromise(town: Town): void {
  test('is known to everyone at once, stays late for good, and cannot be closed over without a reason', async () => {
    const { tell, mail, ask } = town;
    const affected = await imported(town, customers('late', ['en', 'fr']));
    const id = await triaged(town);
    const declaredAt = new Date(Date.now() - 72 * HOUR + LEFT_MS).toISOString();
    await tell.say(id, 'lead', 'declare', {
      ...DECLARATION,
      ...{ awareAt: declaredAt, declaredAt, beforeDetection: 'The customer wrote to us before our own alarm.' },
    });
    await affectedAre(town, id, affected);
    await factsKnown(town, id);
    const late = await tell.until(id, 'the commitment is late', ({ headline }) => headline.late);
    const commitment = late.obligations.find((obligation) => obligation.id === 'commitment')!;
    expect(millisecondsOf(commitment.due)).toBe(Date.parse(declaredAt) + 72 * HOUR);
    expect(millisecondsOf(commitment.lateSince as Instant)).toBeGreaterThanOrEqual(millisecondsOf(commitment.due));

    const toldOf = (role: string) =>
      mail
        .to(`${role}@tocsin.example`)
        .map(({ mail: { subject } }) => subject ?? '')
        .filter((subject) => subject.startsWith(`[${id}]`));
    await tell.until(id, 'everyone was mailed', ({ owed }) => !owed.some(({ kind }) => kind === 'alert'));
    for (const role of EVERYONE) {
      const expired = toldOf(role).filter((subject) => subject.startsWith(`[${id}] Commitment expired`));
      expect({ role, mails: expired.length }).toEqual({ role, mails: 1 });
    }
    expect(toldOf('auditor')).toEqual([]);
    expect(toldOf('reporter')).toEqual([`[${id}] Your report was received`]);

    const close = () => ask('lead', 'POST', `/incidents/${id}/close`, { outcome: 'Told late.' });
    const refused = await close();
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/still-open' } });
    expect(refused.body.points).toContain('the delay is not explained');
    expect(refused.body.points).toContain(`commitment: not every affected customer is told, due ${commitment.due}`);

    const reason = { code: 'internal-failure', text: 'The list of customers came too late.' } as const;
    await tell.say(id, 'lead', 'explain-delay', reason);
    expect((await close()).body.points).not.toContain('the delay is not explained');
    await tell.tellCustomers(id, 'initial');
    const told = await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    expect(told.headline.late).toBe(true);
    expect(affected.map(({ admin }) => mail.to(admin).length)).toEqual([1, 1]);
    await tell.tellCustomers(id, 'final');
    await tell.learnLessons(id);
    expect((await close()).status).toBe(200);
    await completed(town, id);

    const story = await timelineOf(town, id);
    expect(eventsOf(story, 'delay-explained')).toMatchObject([reason]);
    expect(
      eventsOf(story, 'obligation-met')
        .filter(({ inTime }) => !inTime)
        .map(({ obligation }) => obligation),
    ).toContain('commitment');
    const list = await ask('auditor', 'GET', '/incidents?late=true');
    expect((list.body.items as { id: string }[]).map((row) => row.id)).toContain(id);
  });
}
