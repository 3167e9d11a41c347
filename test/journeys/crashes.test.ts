import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NativeConnection, Worker } from '@temporalio/worker';
import { readKeyRing, workerConverterFor } from '../../src/codec';
import { HOUR } from '../../src/domain/primitives/instant';
import type { IncidentView } from '../../src/domain/view';
import { TASK_QUEUE } from '../../src/workflows/messages';
import { BUILT_BUNDLE } from '../support/bundle';
import {
  bothLanguages,
  completed,
  customers,
  DECLARATION,
  declared,
  deliveriesOf,
  eventsOf,
  hoursAgo,
  imported,
  factsKnown,
  reported,
  timelineOf,
} from '../support/case';
import type { Taken } from '../support/mailserver';
import { openTown, temporalProgram, until, type Town } from '../support/town';
import { TOWNS } from '../support/towns';
import { inTurn } from '../support/turns';

jest.setTimeout(180_000);

/** Ten connections with three messages each, one of them answered and not written yet: what a crash can send again. */
const IN_FLIGHT_AT_MOST = 30;
/** What is handed over before any of its bytes leaves: a crash marks all of it, though most never left. */
const HANDED_AHEAD_AT_MOST = 128;
const COMMITMENT_MS = 72 * HOUR;
const REPEAT = 'x-tocsin-possible-repeat';

(temporalProgram ? describe : describe.skip).each(TOWNS)('after kill -9 (%s)', (_name, plan) => {
  let town: Town;
  let monitor: Monitor;
  beforeAll(async () => {
    monitor = await openMonitor();
    const settings = { TOCSIN_WATCH_SECONDS: '1', HEARTBEAT_URL: monitor.url };
    town = await openTown({ ...plan, temporalOnDisk: true, settings });
  });
  afterAll(async () => {
    await town.close();
    monitor.close();
  });

  test('nothing is lost, no due instant moves, and whatever may be a second copy says so', async () => {
    const { tell, mail, worker, temporal } = town;
    const affected = await imported(town, customers('kill', bothLanguages(60)));
    const id = await declared(town, affected);
    await factsKnown(town, id);
    const before = await tell.see(id);
    for (const program of [worker, temporal.program]) {
      await program.kill();
      await program.start();
      await answering(town, id);
      expect(promises(await tell.see(id))).toEqual(promises(before));
    }

    mail.slowAtData(200);
    await released(town, id);
    const copies = () => affected.flatMap(({ admin }) => mail.to(admin));
    await until('a third is sent', () => copies().length >= 20);
    await worker.kill();
    const atTheKill = copies().length;
    await worker.start();
    await until('sending goes on', () => copies().length > atTheKill + IN_FLIGHT_AT_MOST);
    await temporal.program.kill();
    await temporal.program.start();
    await until('the notice is sent', async () => (await tell.see(id)).notices[0]?.status === 'sent', 90_000);

    const rows = await deliveriesOf(town, id);
    expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(2 * 60);
    for (const { email, possibleRepeat, messageId } of rows) {
      const [first, ...repeats] = mail.to(email);
      expect(first?.mail.messageId).toBe(messageId);
      for (const repeat of repeats) {
        expect({ ...markOf(repeat), possibleRepeat }).toEqual({ marked: true, messageId, possibleRepeat: true });
      }
    }
    const marked = rows.filter(({ possibleRepeat }) => possibleRepeat);
    expect(marked.length).toBeLessThanOrEqual(HANDED_AHEAD_AT_MOST + IN_FLIGHT_AT_MOST);
    expect(copies().length - affected.length).toBeLessThanOrEqual(IN_FLIGHT_AT_MOST);
    expect(marked.every(({ attempts }) => attempts === 2)).toBe(true);
    expect(await takeovers(town, id)).not.toHaveLength(0);
    for (const { silenceMs, pauseMs } of await takeovers(town, id)) expect(silenceMs + pauseMs).toBeLessThan(10_000);

    const after = await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    expect(dues(after)).toEqual(expect.arrayContaining(dues(before)));
    expect(await timersSet(town, id, '72 h commitment')).toBe(1);
    await tell.tellCustomers(id, 'final');
    await tell.learnLessons(id);
    await tell.say(id, 'lead', 'close', { outcome: 'All told, crashes or not.' });
    await completed(town, id);
    await everyAlertOnce(id);
  });

  /** Staff mails are kept to the same promise as customers': each copy beyond the first says that it may be one. */
  async function everyAlertOnce(id: string): Promise<void> {
    const story = await timelineOf(town, id);
    const raised = story.filter(({ type }) => type === 'alert-raised').length;
    const alerts = town.mail.taken.filter(({ to, mail }) => /@tocsin\.example$/.test(to) && mail.subject?.includes(id));
    const ids = new Map<string, Taken[]>();
    for (const alert of alerts) ids.set(markOf(alert).messageId, [...(ids.get(markOf(alert).messageId) ?? []), alert]);
    for (const [, ...repeats] of ids.values()) expect(repeats.every((repeat) => markOf(repeat).marked)).toBe(true);
    expect(ids.size).toBeGreaterThanOrEqual(raised);
  }

  test('what is reported and declared while Temporal is away is taken, and opened and declared when it is back', async () => {
    const { temporal, tell } = town;
    const open = await reported(town);
    await temporal.program.kill();
    const report = { channel: 'staff', seen: 'A folder lay open on a train.', detectedAt: hoursAgo(2) };
    const taken = await town.ask('reporter', 'POST', '/incidents', report);
    expect(taken.status).toBe(202);
    const { id } = taken.body as { id: string };
    const waiting = (await town.ask('lead', 'GET', `/incidents/${id}`)).body;
    expect(waiting).toMatchObject({ sequence: 0, report: { seen: report.seen } });
    const kept = await Promise.all([open, id].map((incident) => declaredWhileAway(incident)));

    await temporal.program.start();
    for (const { id: incident, declaration } of kept) {
      const view = await tell.until(incident, 'it is declared', ({ anchors }) => anchors.declared !== undefined);
      const due = new Date(Date.parse(declaration.declaredAt) + COMMITMENT_MS).toISOString();
      expect([view.anchors.declared?.at, declaration.due]).toEqual([declaration.declaredAt, due]);
      expect(view.obligations.find((obligation) => obligation.id === 'commitment')?.due).toBe(due);
      expect(eventsOf(await timelineOf(town, incident), 'declared')).toHaveLength(1);
    }
    const view = await tell.see(id);
    expect(view.obligations[0]).toMatchObject({ ...promises(waiting as IncidentView)[0], status: expect.any(String) });
    expect(await reported(town)).not.toBe(id);
  });

  describe('the watch beside Temporal', () => {
    const told = (words: string, to = 'operator') =>
      town.mail.to(`${to}@tocsin.example`).filter(({ mail }) => mail.text?.includes(words));
    const notes = async (id: string) =>
      (await timelineOf(town, id)).filter(({ type }) => type === 'progress-noted').length;

    const silenced: [string, string, (id: string) => Promise<unknown>][] = [
      [
        'terminated',
        'its workflow is terminated',
        (id) => town.temporal.client.workflow.getHandle(id).terminate('by a test'),
      ],
      ['deleted', 'Temporal knows no workflow of it', (id) => asked('deleteWorkflowExecution', id)],
      ['reset', 'its workflow was set back', (id) => asked('resetWorkflowExecution', id)],
    ];

    function asked(call: 'deleteWorkflowExecution' | 'resetWorkflowExecution', workflowId: string): Promise<unknown> {
      const { client, namespace } = town.temporal;
      const reset = { reason: 'by a test', requestId: workflowId, workflowTaskFinishEventId: 4 as never };
      return client.workflowService[call]({ namespace, workflowExecution: { workflowId }, ...reset });
    }

    test.each(inTurn('silenced', silenced, 1))(
      'tells of an incident that was %s, once, and has it go on',
      async (_how, words, silence) => {
        const { tell } = town;
        const id = await reported(town);
        await tell.say(id, 'lead', 'declare', { ...DECLARATION, awareAt: hoursAgo(1) });
        await tell.say(id, 'lead', 'note-progress', { text: 'Before.' });
        await until('its page is stored', async () => (await notes(id)) === 1);
        const before = promises(await tell.see(id));
        await silence(id);
        const mail = await until('it is told', () => told(`${id}: `)[0]?.mail.text);
        expect(mail).toContain(words);
        expect(mail).toMatch(/Done about it: .*start one from its \d+ pages/);
        await answering(town, id);
        expect(promises(await tell.see(id))).toEqual(before);
        expect([told(`${id}: `, 'operator').length, told(`${id}: `, 'lead').length]).toEqual([1, 1]);
      },
    );

    test('has a post-mortem that was terminated go on from its pages, and says so', async () => {
      const { tell, temporal } = town;
      const id = await declared(town, await imported(town, customers('lessons', ['en'])));
      await tell.say(id, 'responder', 'move-stage', { to: 'review' });
      const write = (words: string) =>
        town.ask('lead', 'POST', `/incidents/${id}/post-mortem/answer-question`, { question: 'causes', words });
      await until('it is open', async () => (await write('One person could send it.')).status === 200);
      const record = async () => (await town.ask('lead', 'GET', `/incidents/${id}/post-mortem`)).body;
      const before = await record();
      await temporal.client.workflow.getHandle(`${id}/post-mortem`).terminate('by a test');
      const mail = await until('it is told', () => told(`${id}/post-mortem: `)[0]?.mail.text);
      expect(mail).toContain('its workflow is terminated');
      expect(mail).toMatch(/Done about it: .*start one from its \d+ pages/);
      await until('it answers', async () => (await write('Nobody had to agree to it.')).status === 200);
      const after = await record();
      const { id: itself, due, openedAt, members, procedure } = before;
      expect(after).toMatchObject({
        ...{ id: itself, due, openedAt, members, procedure },
        version: Number(before.version) + 1,
      });
      expect(after.answers.causes).toMatchObject({ words: 'Nobody had to agree to it.' });
    });

    if (!plan.embedded)
      test('tells of a workflow whose task fails again and again, and what to do', async () => {
        const { tell, temporal, worker } = town;
        const id = await reported(town);
        await tell.say(id, 'lead', 'declare', { ...DECLARATION, awareAt: hoursAgo(1) });
        await worker.kill();
        const otherwise = await workerOfAnotherRelease(town);
        await temporal.client.workflow.getHandle(id).signal('note-progress', { by: 'lead', text: 'Is anybody there?' });
        const mail = await until('it is told', () => told(`${id}: the task of its workflow`)[0]?.mail.text).finally(
          otherwise,
        );
        expect(mail).toMatch(/has failed \d+ times in a row: the workflow code of the workers does not do again what/);
        expect(mail).toContain('docs/operating/upgrade.md, "When a workflow task fails"');
        expect(told(`${id}: the task of its workflow`, 'lead')).toHaveLength(1);
        await worker.start();
        await answering(town, id);
      });

    test('tells operators once that the hourly check was paused, and that Temporal is away, and is heard outside only while all is well', async () => {
      const { client, program } = town.temporal;
      await until('all is well', () => monitor.heard() > 0);
      const schedule = client.schedule.getHandle('tocsin-check');
      await schedule.pause('by a test');
      await until('it is told', () => told('tocsin-check is paused').length === 1);
      await schedule.unpause();
      const sent = town.mail.taken.length;
      await program.kill();
      const away = () => town.mail.taken.slice(sent).filter(({ mail }) => mail.text?.includes('it does not answer'));
      await until('it is told', () => away().length > 0);
      const heard = monitor.heard();
      await program.start();
      await until('all is well again', () => monitor.heard() > heard);
      expect(away().map(({ to }) => to)).toEqual(['operator@tocsin.example']);
      expect(told('tocsin-check is paused')).toHaveLength(1);
    });
  });

  async function declaredWhileAway(id: string): Promise<KeptAnswer> {
    const declaration = { ...DECLARATION, awareAt: hoursAgo(1) };
    const { status, body } = await town.ask('lead', 'POST', `/incidents/${id}/declare`, declaration);
    expect({ status, body }).toMatchObject({ status: 202, body: { id, declaration: {} } });
    return body as KeptAnswer;
  }
});

/** Somebody outside who hears, each time, that all is well. */
interface Monitor {
  url: string;
  heard: () => number;
  close: () => void;
}

async function openMonitor(): Promise<Monitor> {
  let heard = 0;
  const server = createServer((_request, response) => {
    heard += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/ping`, heard: () => heard, close: () => void server.close() };
}

interface KeptAnswer {
  id: string;
  declaration: { declaredAt: string; due: string };
}

async function answering({ ask }: Town, id: string): Promise<void> {
  await until('a command is answered', async () => {
    const path = `/incidents/${id}/note-progress`;
    return (await ask('lead', 'POST', path, { text: 'Are you there?' })).status === 200;
  });
}

async function released({ tell }: Town, id: string): Promise<void> {
  const text = await tell.draft(id, 'initial');
  for (const by of ['legal', 'communications'] as const) await tell.say(id, by, 'approve-notice', text);
  await tell.say(id, 'lead', 'release-notice', text);
}

/** Workers whose workflow code arms no timers: no incident can be replayed by it. @returns what ends them */
async function workerOfAnotherRelease({ temporal }: Town): Promise<() => Promise<void>> {
  const armed = 'wanted.filter((alarm) => !armed.has(alarm.key)).forEach(arm);';
  const code = await readFile(BUILT_BUNDLE.codePath, 'utf8');
  expect(code).toContain(armed);
  const connection = await NativeConnection.connect({ address: temporal.address });
  const worker = await Worker.create({
    ...{ connection, namespace: temporal.namespace, taskQueue: TASK_QUEUE },
    dataConverter: workerConverterFor(readKeyRing(temporal.encryptionKeysFile)),
    workflowBundle: { code: code.replace(armed, '') },
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

function markOf({ mail }: Taken): { marked: boolean; messageId: string } {
  return { marked: mail.headers.has(REPEAT), messageId: mail.messageId ?? '' };
}

/** How often the workflow set a timer of this name: one that outlives a crash is not set anew. */
async function timersSet({ temporal: { client, open } }: Town, id: string, name: string): Promise<number> {
  const { events } = await client.workflow.getHandle(id).fetchHistory();
  const names = (events ?? []).flatMap(({ timerStartedEventAttributes, userMetadata }) =>
    timerStartedEventAttributes ? [Buffer.from(open(userMetadata?.summary ?? {}).data ?? []).toString()] : [],
  );
  return names.filter((words) => words.includes(name)).length;
}

/** Of each attempt at a batch that came after a dead one: what Temporal waited for a heartbeat, and then before it asked again. */
async function takeovers({ temporal: { client } }: Town, id: string) {
  const { events } = await client.workflow.getHandle(`${id}/notice/1`).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) => {
    if (!started?.lastFailure?.timeoutFailureInfo) return [];
    const asked = events?.find(({ eventId }) => eventId?.eq(started.scheduledEventId!));
    const { heartbeatTimeout, retryPolicy } = asked!.activityTaskScheduledEventAttributes!;
    expect(retryPolicy!.backoffCoefficient).toBe(1);
    return [{ silenceMs: millisecondsOf(heartbeatTimeout), pauseMs: millisecondsOf(retryPolicy!.initialInterval) }];
  });
}

function millisecondsOf(duration: { seconds?: { toNumber(): number } | null } | null | undefined): number {
  return (duration?.seconds?.toNumber() ?? NaN) * 1_000;
}

function promises({ obligations }: IncidentView) {
  return obligations.map(({ id, since, due, status }) => ({ id, since, due, status }));
}

function dues({ obligations }: IncidentView) {
  return obligations.map(({ id, since, due }) => ({ id, since, due }));
}
