import { WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { HOUR, millisecondsOf } from '../../../src/domain/primitives/instant';
import type { IncidentView } from '../../../src/domain/view';
import { pendingTimers } from '../../chaos/clocks';
import {
  affectedAre,
  completed,
  customers,
  declared,
  eventsOf,
  imported,
  factsKnown,
  timelineOf,
} from '../../support/case';
import { until, type Answer, type Town } from '../../support/town';

const STAGE = defineSearchAttributeKey('TocsinStage', 'KEYWORD');
const REASON = { reason: 'A fourth customer found its contacts with the same stranger.' };
const OUTCOME = { outcome: 'All are told; the stranger deleted it.' };

export function openedAgain(town: Town): void {
  const give = (id: string, command: string, body: object, key?: string) =>
    town.ask('lead', 'POST', `/incidents/${id}/${command}`, body, key ? { 'idempotency-key': key } : {});

  async function closed(prefix: string): Promise<{ id: string; view: IncidentView }> {
    const affected = await imported(town, customers(prefix, ['en', 'fr']));
    const id = await declared(town, affected);
    await factsKnown(town, id);
    await town.tell.tellCustomers(id, 'initial');
    await town.tell.tellCustomers(id, 'final');
    await town.tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    await town.tell.learnLessons(id);
    expect(await give(id, 'close', OUTCOME)).toMatchObject({ status: 200 });
    await completed(town, id);
    return { id, view: await town.tell.see(id) };
  }

  const clocksOf = ({ anchors, obligations, scope: { cohorts } }: IncidentView) => ({ anchors, obligations, cohorts });

  async function forgotten(id: string): Promise<void> {
    const { namespace, client } = town.temporal;
    await client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId: id } });
    const handle = town.temporal.client.workflow.getHandle(id);
    await until(`Temporal has forgotten ${id}`, () =>
      handle.describe().then(
        () => false,
        (fault: unknown) => fault instanceof WorkflowNotFoundError,
      ),
    );
  }

  test('with its old clocks, and is worked on, closed and opened once more', async () => {
    const { id, view: before } = await closed('again');
    const { status, body } = await give(id, 'reopen', REASON);
    expect({ status, stage: body.state?.stage.stage }).toEqual({ status: 200, stage: 'investigation' });
    expect((await town.tell.see(id)).sequence).toBeGreaterThanOrEqual(body.sequence as number);
    expect((await timelineOf(town, id)).map(({ type }) => type)).toContain('reopened');

    const after = await town.tell.until(id, 'all is counted', ({ scope }) => scope.asOf > before.scope.asOf);
    expect(clocksOf(after)).toEqual(clocksOf(before));
    const handle = town.temporal.client.workflow.getHandle(id);
    await until(
      'its search attributes say so',
      async () => (await handle.describe()).typedSearchAttributes.get(STAGE) === 'investigation',
    );
    const alert = () => town.mail.taken.some(({ mail }) => mail.subject?.startsWith(`[${id}] Case opened again`));
    await until('who has it in hand knows', alert);

    await town.tell.say(id, 'responder', 'note-progress', { text: 'The fourth customer was in the first list.' });
    expect((await give(id, 'close', OUTCOME)).status).toBe(200);
    await completed(town, id);
    const again = await give(id, 'reopen', REASON);
    expect(again.body.state.stage.stage).toBe('investigation');
    expect(eventsOf(await timelineOf(town, id), 'reopened')).toHaveLength(2);
  });

  test('by one of two who try at once, and a repeat of the one is no third', async () => {
    const { id } = await closed('twice');
    const answers = await Promise.all([give(id, 'reopen', REASON, 'one'), give(id, 'reopen', REASON, 'two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const key = answers[0].status === 200 ? 'one' : 'two';
    const won = answers.find(({ status }) => status === 200) as Answer;
    expect((await give(id, 'reopen', REASON, key)).body).toEqual(won.body);
    expect(eventsOf(await timelineOf(town, id), 'reopened')).toHaveLength(1);
  });

  test('from the register alone when Temporal has forgotten it, to the millisecond', async () => {
    const { id, view: before } = await closed('forgotten');
    await forgotten(id);
    expect((await give(id, 'reopen', REASON)).status).toBe(200);
    const after = await town.tell.until(id, 'all is counted', ({ scope }) => scope.asOf > before.scope.asOf);
    expect(clocksOf(after)).toEqual(clocksOf(before));

    const declaredAt = millisecondsOf(after.anchors.declared!.at);
    await affectedAre(town, id, await imported(town, customers('fourth', ['en'])));
    const { headline } = await town.tell.until(id, 'the promise runs again', (view) => view.headline.due !== undefined);
    expect(millisecondsOf(headline.due!) - declaredAt).toBe(72 * HOUR);
    expect(await pendingTimers(town.temporal.client, id)).toContain(millisecondsOf(headline.due!));
  });

  test('by the run itself while that is still closing', async () => {
    const { id } = await closed('closing');
    expect((await give(id, 'reopen', REASON)).status).toBe(200);
    await town.tell.until(id, 'nothing is owed', ({ owed }) => owed.length === 0);
    const run = async () => (await town.temporal.client.workflow.getHandle(id).describe()).runId;
    const before = await run();
    await town.mail.down();
    await town.tell.say(id, 'lead', 'assign', { persons: ['lead'] });
    expect((await give(id, 'close', OUTCOME)).status).toBe(200);
    expect((await give(id, 'reopen', REASON)).status).toBe(200);
    await town.mail.up();
    expect(await run()).toBe(before);
    const seen = await town.tell.until(id, 'nothing is owed', ({ owed }) => owed.length === 0);
    expect(seen.stage.stage).toBe('investigation');
  });
}
