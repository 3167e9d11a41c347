import { readFileSync } from 'node:fs';
import type { Payload } from '@temporalio/common';
import { parseKeyRing, seal } from '../../../src/codec';
import { isPersonCommand } from '../../../src/domain/commands';
import type { Role } from '../../../src/domain/primitives/people';
import { workflowPlace } from '../../../src/domain/primitives/seal';
import { MAIL_QUEUE } from '../../../src/workflows/messages';
import { GOOD_MESSAGES } from '../../contract/good-messages';
import { DECLARATION, eventsOf, hoursAgo, reported, timelineOf } from '../../support/case';
import { clear, createForger, type Answering, type Copied } from '../../support/forger';
import { KEY_RING } from '../../support/key-ring';
import { until, type Answer, type Town } from '../../support/town';

export function somebodyWhoReachesTemporalAlone(town: Town): void {
  function note(id: string, text: string): Promise<Answer> {
    return town.ask('responder', 'POST', `/incidents/${id}/note-progress`, { text });
  }

  const ROLES_OF_ALL = { roles: ['lead', 'privacy', 'legal', 'communications', 'executive', 'operator'] };
  const CLAIM = {
    sealed: { by: 'api', here: true, id: 'x', person: { id: 'lead', roles: ['lead'], command: 'close' } },
  };
  const foreign = parseKeyRing(
    KEY_RING.replace(/"k1":"[^"]+"/, `"k1":"${Buffer.alloc(32, 7).toString('base64')}"`),
    '',
  );

  let forger: ReturnType<typeof createForger>;
  beforeAll(() => {
    forger = createForger(town.temporal);
  });

  async function declaredIncident(): Promise<string> {
    const id = await reported(town);
    await note(id, 'Seen.');
    await town.ask('responder', 'POST', `/incidents/${id}/acknowledge`, {});
    const declaration = { ...DECLARATION, awareAt: hoursAgo(1) };
    expect(await town.ask('lead', 'POST', `/incidents/${id}/declare`, declaration)).toMatchObject({ status: 200 });
    return id;
  }

  /** What happened in it, but for what was refused and what our own people were mailed. */
  async function effectsIn(id: string): Promise<unknown[]> {
    const rows = await timelineOf(town, id);
    return rows.filter(({ event }) => !['refused', 'alert-delivered'].includes(event.type)).map(({ event }) => event);
  }

  const refusedIn = async (id: string) => eventsOf(await timelineOf(town, id), 'refused');

  /** Every command, as whoever read our code would write it. */
  function messages(): Copied[] {
    return Object.entries(GOOD_MESSAGES).map(([name, [good]]) => {
      const door = isPersonCommand(name)
        ? { by: 'lead', door: 'api', ...ROLES_OF_ALL }
        : { by: 'system', door: 'system' };
      return { name, payload: clear({ ...good, ...door, ...CLAIM, command: name }) };
    });
  }

  async function sealedBy(role: Role, place: string, value: object): Promise<Payload> {
    const keys = JSON.parse(readFileSync(town.keysFile, 'utf8')) as Record<Role, string>;
    const wire = { metadata: { encoding: base64('json/plain') }, data: base64(JSON.stringify(value)) };
    const headers = { authorization: `Bearer ${keys[role]}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ payloads: [wire] });
    const answer = await fetch(`${town.url}/codec${place}/encode`, { method: 'POST', headers, body });
    const { payloads } = (await answer.json()) as { payloads: [{ metadata: Record<string, string>; data: string }] };
    const bytes = (text: string) => Buffer.from(text, 'base64');
    const metadata = Object.entries(payloads[0].metadata).map(([name, text]) => [name, bytes(text)] as const);
    return { metadata: Object.fromEntries(metadata), data: bytes(payloads[0].data) };
  }

  test('commands nothing: of two hundred forgeries none takes effect, and each is refused or ended (Doors 5)', async () => {
    const [one, other] = [await declaredIncident(), await declaredIncident()];
    const [said, written] = [await forger.said(one), await forger.written(one)];
    const before = [await effectsIn(one), await effectsIn(other)];
    const place = workflowPlace(town.temporal.namespace, one);
    const inTurn = (names: string[], payloads: Payload[]) =>
      payloads.flatMap((payload) => names.map((name) => ({ name, payload })));
    const forged: [incident: string, ...Copied[]][] = [
      [one, ...messages()],
      [
        one,
        ...messages().map(({ name, payload }) => ({
          name,
          payload: seal(foreign, payload, { by: 'api', for: place }),
        })),
      ],
      [other, ...said],
      [
        one,
        ...inTurn(
          ['close', 'reclassify', 'release-notice'],
          said.map(({ payload }) => payload),
        ),
      ],
      [other, ...inTurn(['deliveries-rolled-up', 'adopt-roster'], written.slice(0, 6))],
      [other, { name: 'close', payload: await sealedBy('lead', `/for/${one}/close`, { outcome: 'x' }) }],
      [one, { name: 'note-progress', payload: await sealedBy('lead', `/for/${one}/close`, { text: 'x' }) }],
      [one, { name: 'close', payload: await sealedBy('lead', '', { outcome: 'x' }) }],
      [one, { name: 'close', payload: await sealedBy('auditor', `/for/${one}/close`, { by: 'lead', outcome: 'x' }) }],
    ];
    let sent = 0;
    for (const [id, ...all] of forged) {
      for (const { name, payload } of all) await forger.signal(id, name, payload);
      for (const { name, payload } of all) expect([name, await forger.update(id, name, payload)]).toEqual([name, true]);
      sent += 2 * all.length;
    }
    expect(sent + (await startsEnded(one, written[0]!))).toBeGreaterThanOrEqual(200);

    for (const { name, payload } of said) await forger.signal(one, name, payload);
    for (const id of [one, other]) expect(await note(id, 'After it.')).toMatchObject({ status: 200 });
    const refused = async () => (await refusedIn(one)).length + (await refusedIn(other)).length;
    await until('the refusals are in the register', async () => (await refused()) >= sent);
    const after = [await effectsIn(one), await effectsIn(other)];
    expect(after.map((events) => events.slice(0, -1))).toEqual(before);
  });

  /** Runs of every kind that nobody of us began. @returns how many, once each has ended without having done anything */
  async function startsEnded(one: string, input: Payload): Promise<number> {
    const notice = { incident: one, notice: 1, kind: 'initial', hash: 'a'.repeat(64) };
    const ring = parseKeyRing(KEY_RING, '');
    const handedOn = seal(ring, clear({ state: {}, unsent: [], unkept: 0, from: 'another run' }), {
      by: 'worker',
      for: workflowPlace(town.temporal.namespace, 'INC-2031-0009'),
    });
    const starts: [string, string, Payload][] = [
      ['incident', 'INC-2031-0001', clear({ opening: {}, sealed: { by: 'api', here: true } })],
      ['incident', 'INC-2031-0002', input],
      ['incident', 'INC-2031-0003', clear('x')],
      ['incident', 'INC-2031-0009', handedOn],
      ['notice', `${one}/notice/1`, clear(notice)],
      ['notice', `${one}/notice/2`, input],
      ['check', 'tocsin-check-2031-01-01T00:00:00Z', clear({})],
    ];
    for (const [type, id, payload] of starts) await forger.start(type, id, payload);
    const statusOf = async (id: string) => (await town.temporal.client.workflow.getHandle(id).describe()).status.name;
    for (const [, id] of starts) await until(`${id} has ended`, async () => (await statusOf(id)) === 'FAILED');
    return starts.length;
  }

  test('answers no work: what was owed is done by our own workers, and the timeline says who was not believed', async () => {
    const earlier = await reported(town);
    const answers = await forger.written(earlier);
    const claims: Answering[] = [
      forger.completes(clear({ reached: ['lead'], sealed: { by: 'worker', here: true } })),
      ...answers.map((answer) => forger.completes(answer)),
    ];
    const ways = [
      ...claims,
      forger.fails({ message: 'x', applicationFailureInfo: { type: 'x', nonRetryable: true } }),
      forger.fails({ message: 'x', canceledFailureInfo: {} }),
    ];
    // What is owed on the incidents' own queue goes back with the answer to the task that asked for it, past whoever polls.
    const work = forger.answerWork(MAIL_QUEUE, ways);
    const ids: string[] = [];
    try {
      await until('they answered eight times', async () => {
        ids.push(...(await Promise.all(Array.from({ length: 4 }, () => reported(town)))));
        return work.answered.length >= 8;
      });
    } finally {
      await work.stop();
    }
    for (const id of ids) {
      expect(await note(id, 'After it.')).toMatchObject({ status: 200 });
      await until('the first alert reached people', async () =>
        eventsOf(await timelineOf(town, id), 'alert-delivered').some(({ reached }) => reached.length > 0),
      );
      const mails = town.mail.taken.filter(({ mail }) => mail.subject?.includes(id));
      expect(mails.length).toBeGreaterThan(0);
    }
    // Temporal itself has a cancellation that nobody asked for done again.
    const claimed = work.answered.filter(({ incident, way }) => ids.includes(incident) && claims.includes(way));
    expect(claimed.length).toBeGreaterThan(0);
    for (const { incident: id } of claimed) {
      const codes = await until('its timeline says that somebody was not believed', async () => {
        const refused = await refusedIn(id);
        return refused.length > 0 ? refused.map(({ code }) => code) : undefined;
      });
      expect(new Set(codes)).toEqual(new Set(['unsealed']));
    }
  });

  test('takes no incident’s place: its id is taken back when it is reported', async () => {
    const [, year, number] = (await reported(town)).split('-');
    const next = `INC-${year}-${String(Number(number) + 1).padStart(4, '0')}`;
    await forger.start('incident', next, clear({ opening: {} }), 'nobody');
    expect(await reported(town)).toBe(next);
    expect(await note(next, 'It lives.')).toMatchObject({ status: 200 });
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
