import { learnFacts, stateFacts } from '../../../src/demo/facts';
import type { IncidentView } from '../../../src/domain/view';
import {
  affectedAre,
  approvedText,
  bothLanguages,
  completed,
  customers,
  DECLARATION,
  declared,
  deliveriesOf,
  eventsOf,
  hoursAgo,
  imported,
  NATURE,
  factsKnown,
  plainText,
  plainTextWithoutLink,
  timelineOf,
  triaged,
} from '../../support/case';
import { until, type Town } from '../../support/town';

export function customersAreTold(town: Town): void {
  test('a misdirected mail is closed the same day: each administrator has one mail, in their language, as it was approved', async () => {
    const { tell, mail } = town;
    const affected = await imported(town, customers('mis', ['en', 'fr', 'en']));
    const id = await declared(town, affected);
    await stateFacts(tell, id, { nature: NATURE }, ['volumeAffected']);
    await tell.tellCustomers(id, 'initial', 'We are sorry.');
    await tell.until(id, 'all are told', ({ scope }) => scope.cohorts.every(({ told, total }) => told === total));
    const close = () => town.ask('lead', 'POST', `/incidents/${id}/close`, { outcome: 'Deleted by the recipient.' });
    const refused = await close();
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/still-open' } });
    expect((refused.body.points as string[]).map((point) => point.split(':')[0])).toEqual([
      expect.stringMatching(/^unknown\/volumeAffected\//),
      ...['final-notice/1', 'fact/1/volumeAffected', 'update/1', 'the post-mortem is not open'],
    ]);
    await learnFacts(tell, id, { volumeAffected: 'Forty contacts.' });
    await tell.tellCustomers(id, 'final');
    await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    await tell.learnLessons(id);
    expect((await close()).status).toBe(200);
    await completed(town, id);

    for (const customer of affected) {
      const [only, final, ...more] = mail.to(customer.admin);
      expect(more).toEqual([]);
      expect(plainText(final!)).toContain('Forty contacts.');
      const approved = await approvedText(town, id, 1, customer);
      expect(only?.mail.subject).toBe(approved.subject);
      expect(plainTextWithoutLink(only!)).toBe(approved.text.trimEnd());
      expect(plainText(only!)).toContain(NATURE);
      expect(only?.mail.headers.get('content-language')).toBe(customer.language);
    }
    const rows = await deliveriesOf(town, id);
    expect(
      rows.filter(({ notice }) => notice === 1).map(({ email, state, attempts }) => ({ email, state, attempts })),
    ).toEqual(
      affected
        .flatMap(({ id: customer, admin }) => [admin, `dpo@${customer}.example`])
        .map((email) => ({ email, state: 'accepted', attempts: 1 })),
    );
    for (const { serverWords } of rows) expect(serverWords).toMatch(/^250 Taken as \d+$/);

    const story = await timelineOf(town, id);
    const sequences = [...new Set(story.map(({ sequence }) => sequence))];
    expect(sequences).toEqual(sequences.map((_, place) => place + 1));
    expect(story[0]?.type).toBe('opened');
    const ending = story.map(({ type }) => type).filter((type) => !type.startsWith('alert-'));
    expect(ending.at(-1)).toBe('closed');
    expect((await town.ask('auditor', 'GET', `/incidents/${id}`)).body).toMatchObject({
      sequence: sequences.length,
      stage: { stage: 'closed' },
      headline: { late: false },
    });
  });

  test('a malicious insider is declared on suspicion: 240 customers read what is known, and what is not, once', async () => {
    const { tell, mail } = town;
    const affected = await imported(town, customers('ins', bothLanguages(240)), 'ticket-archive');
    const id = await triaged(town, 'yes');
    await tell.say(id, 'privacy', 'declare', {
      ...DECLARATION,
      basis: 'reasonable-suspicion',
      awareAt: hoursAgo(1),
    });
    await tell.say(id, 'responder', 'add-affected-customers', { product: 'ticket-archive' });
    await stateFacts(tell, id, { nature: NATURE }, ['volumeAffected', 'exposure']);
    await tell.tellCustomers(id, 'initial');
    const view = await tell.until(id, 'the promise is kept', (seen) => !promises(seen).includes('open'));

    const counts = affected.map(({ admin }) => mail.to(admin).length);
    expect(counts).toEqual(affected.map(() => 1));
    const text = plainText(mail.to(affected[1]!.admin)[0]!);
    expect(text).toContain(NATURE);
    expect(text).toMatch(/^We will tell you by .*:$[^]*^- Period of exposure$[^]*^- Records affected/m);

    expect(view.scope.cohorts).toMatchObject([{ total: 240, told: 240, lateFound: false }]);
    expect(promises(view)).toEqual(['met', 'met']);
    expect(view.headline.late).toBe(false);
    const rollUps = eventsOf(await timelineOf(town, id), 'notice-counted');
    expect(rollUps.at(-1)).toMatchObject({ finished: true, counts: { deliveries: 480, accepted: 480, told: 240 } });
    await shownInTemporal(id);
  });

  async function shownInTemporal(id: string): Promise<void> {
    const { workflow } = town.temporal.client;
    const { typedSearchAttributes } = await workflow.getHandle(id).describe();
    expect(Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]))).toMatchObject(
      {
        TocsinStage: 'triage',
        TocsinClass: 'incident',
        TocsinSeverity: 'very-high',
        TocsinLate: false,
      },
    );
    const query = `TocsinClass = 'incident' and TocsinSeverity = 'very-high' and TocsinLate = false and TocsinDue is not null`;
    await until('the list of workflows shows it', async () => {
      for await (const { workflowId } of workflow.list({ query })) if (workflowId === id) return true;
      return false;
    });
    const metadata = await workflow.getHandle(id).query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(metadata.currentDetails).toContain(`**${id}**: incident, stage triage, severity very-high`);
    expect(metadata.currentDetails).toContain('customers: 240 of 240 told');
  }

  test('customers found after the first notice get one of their own, and nobody who was told gets it again', async () => {
    const { tell, mail } = town;
    const [known, found] = [customers('known', ['en', 'fr']), customers('found', ['fr', 'en'])];
    await imported(town, [...known, ...found], 'both');
    const id = await declared(town, known);
    await factsKnown(town, id);
    await tell.tellCustomers(id, 'initial');
    await affectedAre(town, id, found);
    expect((await tell.see(id)).headline.due).toBeDefined();
    await tell.tellCustomers(id, 'initial');
    const view = await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);

    expect([...known, ...found].map(({ admin }) => mail.to(admin).length)).toEqual([1, 1, 1, 1]);
    expect(view.notices.map(({ counts }) => counts)).toMatchObject([
      { deliveries: 4, customers: 2, told: 2 },
      { deliveries: 4, customers: 2, told: 2 },
    ]);
    expect(view.scope.cohorts.map(({ told }) => told)).toEqual([2, 2]);
    await tell.tellCustomers(id, 'final');
    await tell.learnLessons(id);
    expect((await town.ask('lead', 'POST', `/incidents/${id}/close`, { outcome: 'All told.' })).status).toBe(200);
  });
}

function promises({ obligations }: IncidentView): string[] {
  return obligations.filter(({ kind }) => kind === 'tell-customers').map(({ status }) => status);
}
