import { loadCompany } from '../../src/demo/company';
import { misdirectedMail } from '../../src/demo/stories';
import { HOUR } from '../../src/domain/primitives/instant';
import type { IncidentView } from '../../src/domain/view';
import { databaseServer } from '../support/database';
import { openHouse, type House, type CommandResult } from '../support/house';
import { temporalProgram } from '../support/temporal-server';
import { signalAs } from '../support/terminal';
import { until } from '../support/until';

const TABLES = ['pages', 'reports', 'incident_numbers', 'scope', 'scope_requests', 'notices', 'recipients', 'sendings'];

/** PostgreSQL is dumped and restored with its own programs; without it the embedded register's folder is copied. */
const KIND = databaseServer ? 'postgresql' : 'embedded';
/** Several processes are started several times in each. */
jest.setTimeout(300_000);

(temporalProgram ? describe : describe.skip)('after a restore', () => {
  let house: House;
  afterEach(() => house.close());

  async function open(kind: 'embedded' | 'postgresql' = KIND): Promise<void> {
    house = await openHouse(kind);
    await loadCompany(house.tell);
  }

  async function declared(): Promise<string> {
    const { tell } = house;
    const id = await tell.report({ channel: 'staff', seen: 'A list went astray.', detectedAt: ago(2) });
    const declaration = { basis: 'likely', facts: 'It was opened.', gdpr: 'yes' } as const;
    await tell.say(id, 'lead', 'declare', { ...declaration, awareAt: ago(1), declaredAt: ago(1) });
    await quiet(id);
    return id;
  }

  async function note(id: string, text: string): Promise<void> {
    await house.tell.say(id, 'responder', 'note-progress', { text });
    await quiet(id);
  }

  /** Nothing is owed, and the register has the last page. */
  async function quiet(id: string): Promise<void> {
    await until(`${id} is quiet`, async () => {
      const { owed, sequence } = await house.tell.see(id);
      const { items } = await house.tell.get<{ items: { id: string; sequence: number }[] }>('/incidents?limit=200');
      return owed.length === 0 && items.some((row) => row.id === id && row.sequence === sequence);
    });
  }

  const see = (id: string) => house.tell.see(id);
  const textsOf = async (id: string) => {
    const { items } = await house.tell.get<{ items: { event: { type: string; text?: string } }[] }>(
      `/incidents/${id}/timeline?limit=200`,
    );
    return items.flatMap(({ event }) => (event.type === 'progress-noted' ? [event.text] : []));
  };

  async function contents(): Promise<unknown> {
    const rows: unknown[] = [];
    for (const table of TABLES)
      rows.push(
        await house.query(
          `select '${table}' as name, count(*)::int as rows, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as hash from ${table} t`,
        ),
      );
    const runs: string[] = [];
    for await (const { workflowId, runId, status, historyLength } of house.temporal.client.workflow.list())
      runs.push(`${workflowId} ${runId} ${status.name} ${historyLength}`);
    return { rows, runs: runs.sort() };
  }

  /** Looks without touching, acts, and has nothing left to do. */
  async function reconciled(): Promise<CommandResult> {
    const before = await contents();
    const dry = await house.run('reconcile');
    expect(dry.lines.at(-1)).toMatch(/^\d+ to do; nothing was changed/);
    expect(dry.code).toBe(1);
    expect(await contents()).toEqual(before);
    const done = await house.run('reconcile', '--apply');
    expect(done).toMatchObject({ code: 0 });
    expect(done.lines.map((line) => line.replace('Done:', 'Would:')).slice(0, -1)).toEqual(dry.lines.slice(0, -1));
    const after = await contents();
    expect(await house.run('reconcile', '--apply')).toEqual({
      code: 0,
      lines: ['Register and Temporal tell the same: nothing to do.'],
    });
    expect(await contents()).toEqual(after);
    return done;
  }

  async function healthy(): Promise<void> {
    await house.service.stop();
    const { code, lines } = await house.run('verify');
    expect({ code, lines }).toEqual({ code: 0, lines: [expect.stringMatching(/ 0 faults$/)] });
  }

  test('of both stores to one instant there is nothing to reconcile', async () => {
    await open('embedded');
    const id = await declared();
    const before = await see(id);
    await house.service.stop();
    await house.copy('register', 'backup');
    await house.copy('temporal', 'backup-temporal');
    await house.service.start();
    await note(id, 'After the backup.');
    await house.service.stop();
    await house.restore('register', 'backup');
    await house.restore('temporal', 'backup-temporal');
    expect(await house.run('reconcile')).toMatchObject({ code: 0 });
    await house.service.start();
    expect(clocksOf(await see(id))).toEqual(clocksOf(before));
    await healthy();
  });

  test('of Temporal alone to an earlier point, each open incident goes on from its pages', async () => {
    await open();
    const first = await declared();
    await house.service.stop();
    await house.copy('temporal', 'backup-temporal');
    await house.service.start();
    await note(first, 'After the backup.');
    const second = await declared();
    const before = [await see(first), await see(second)];
    await house.service.stop();
    await house.restore('temporal', 'backup-temporal');
    const { lines } = await reconciled();
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^${first}: its workflow is at page \\d+ of \\d+. Done: end it and start one`),
        expect.stringMatching(`^${second}: it is not over, and has no workflow. Done: start one`),
      ]),
    );
    await house.service.start();
    for (const [index, id] of [first, second].entries()) {
      await house.tell.until(id, 'it answers', ({ sequence }) => sequence >= before[index]!.sequence);
      expect(clocksOf(await see(id))).toEqual(clocksOf(before[index]!));
      await note(id, 'After the restore.');
    }
    expect(await textsOf(first)).toEqual(['After the backup.', 'After the restore.']);
    await healthy();
  });

  test('of the register alone to an earlier point, what was acknowledged since comes back, and mail goes out marked', async () => {
    await open();
    const first = await declared();
    const second = await declared();
    await house.service.stop();
    await house.copy('register', 'backup');
    await house.service.start();
    await note(first, 'After the backup.');
    const told = await misdirectedMail(house.tell, ['alder', 'birch']);
    await house.temporal.client.workflow.getHandle(told).result();
    const third = await declared();
    const before = await Promise.all([first, second, third].map(see));
    const mailed = house.mail.taken.length;
    await house.service.stop();
    await house.restore('register', 'backup');
    const { lines } = await reconciled();
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^${third}: the register would give its number again. Done: `),
        expect.stringMatching(
          `^${told}: the register lacks the text of notice 1. Done: put back the text that Temporal has of it`,
        ),
        expect.stringMatching(`^${told}: the register lacks the deliveries of notice 1. Done: send it again`),
        expect.stringMatching(`^${first}: the register has \\d+ of \\d+ pages. Done: store pages`),
      ]),
    );
    await house.service.start();
    for (const [index, id] of [first, second, third].entries())
      expect(clocksOf(await see(id))).toEqual(clocksOf(before[index]!));
    expect(await textsOf(first)).toEqual(['After the backup.']);
    expect(await house.tell.report({ channel: 'staff', seen: 'One more.', detectedAt: ago(1) })).not.toBe(third);

    const rows = () =>
      house.tell
        .get<{ items: { state: string; possibleRepeat: boolean }[] }>(`/incidents/${told}/deliveries?limit=200`)
        .then(({ items }) => items);
    await until('the notice is sent again', async () => (await rows()).every(({ state }) => state === 'accepted'));
    expect((await rows()).length).toBeGreaterThan(0);
    expect((await rows()).every(({ possibleRepeat }) => possibleRepeat)).toBe(true);
    const again = house.mail.taken.slice(mailed).filter(({ to }) => !to.endsWith('@tocsin.example'));
    expect(again.map(({ mail }) => mail.headers.get('x-tocsin-possible-repeat'))).toEqual(
      (await rows()).map(() => 'yes'),
    );
    const { headline } = await see(told);
    expect(headline).toMatchObject({ stage: 'closed', late: false });
    for (const id of [first, third]) await quiet(id);
    await healthy();
  });

  test('of a register without the customers, the incident waits for them and is then whole', async () => {
    await open();
    const id = await declared();
    await house.service.stop();
    await house.copy('register', 'backup');
    await house.service.start();
    const late = { name: 'Late', language: 'en', timeZone: 'Europe/London', accounts: [] };
    await house.tell.send('PUT', '/customers/late', 'operator', late);
    await house.tell.say(id, 'responder', 'add-affected-customers', { customers: ['late'] });
    await quiet(id);
    const before = await see(id);
    await house.service.stop();
    await house.restore('register', 'backup');
    const waits = await house.run('reconcile', '--apply');
    expect(waits).toEqual({
      code: 1,
      lines: [expect.stringMatching(`^${id}: customers in its scope .*: late. For you to do: `), '0 done, 1 remain.'],
    });
    await house.service.start();
    await house.tell.send('PUT', '/customers/late', 'operator', late);
    await house.service.stop();
    await reconciled();
    await house.service.start();
    expect(clocksOf(await see(id))).toEqual(clocksOf(before));
    await quiet(id);
    await healthy();
  });

  test('of Temporal to an earlier point, what its workflow took before anybody looked is kept in the timeline', async () => {
    await open();
    const id = await declared();
    await house.service.stop();
    await house.copy('temporal', 'backup-temporal');
    await house.service.start();
    await note(id, 'In the register.');
    await house.service.stop();
    await house.restore('temporal', 'backup-temporal');
    const handle = house.temporal.client.workflow.getHandle(id);
    const message = { text: 'Said to the wrong run.' };
    await signalAs(house.temporal, 'responder', { id, name: 'note-progress', message });
    await house.service.start();
    await handle.query('see');
    await signalAs(house.temporal, 'lead', { id, name: 'assign', message: { persons: ['lead'] } });
    await handle.query('see');
    await house.service.stop();
    const { lines } = await reconciled();
    expect(lines[0]).toMatch(`${id}: its workflow took another way than its pages. Done: end it and start one`);
    await house.service.start();
    await quiet(id);
    const { items } = await house.tell.get<{
      items: { event: { type: string; orphaned?: { command: string }[] } }[];
    }>(`/incidents/${id}/timeline?limit=200`);
    const [kept, ...more] = items.flatMap(({ event }) => (event.type === 'reconciled' ? [event.orphaned] : []));
    expect(more).toEqual([]);
    expect(kept?.map(({ command }) => command)).toEqual(expect.arrayContaining(['note-progress', 'assign']));
    expect(JSON.stringify(kept)).toContain('Said to the wrong run.');
    expect(await textsOf(id)).toEqual(['In the register.']);
    await healthy();
  });
});

const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

function clocksOf({ anchors, obligations, scope, headline }: IncidentView) {
  return { anchors, obligations, cohorts: scope.cohorts, due: headline.due };
}
