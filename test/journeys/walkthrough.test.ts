import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadlineRow } from '../../src/register';
import { completed } from '../support/case';
import { blocksOf } from '../support/documented';
import { openTown, temporalProgram, until, type Town } from '../support/town';
import { testInTurn } from '../support/turns';

const root = join(__dirname, '..', '..');

(temporalProgram ? describe : describe.skip)(
  'what the first page and the walkthrough say, beside the demo company',
  () => {
    let town: Town;
    let demo: Standing;
    beforeAll(async () => {
      town = await openTown({ options: ['--demo'], embedded: true });
    });
    afterAll(() => town.close());

    test('--demo loads a small living company once, also when killed on the way', async () => {
      await until('the second is reported', async () => (await everything(town)).incidents.length > 1);
      await town.worker.kill();
      await town.worker.start();
      await until('one is closed', async () =>
        (await everything(town)).incidents.some(({ stage }) => stage === 'closed'),
      );
      const first = await everything(town);
      expect(first.customers).toHaveLength(12);
      expect(new Set(first.customers.map(({ language }) => language))).toEqual(new Set(['en', 'fr']));

      const [closed, awaiting, fresh, ...more] = first.incidents;
      expect(more).toEqual([]);
      expect(fresh).toMatchObject({ stage: 'triage', class: 'undetermined', severity: 'high' });
      expect(awaiting).toMatchObject({ stage: 'investigation', class: 'incident', late: false });
      const hoursLeft = (Date.parse(awaiting?.due ?? '') - Date.now()) / 3_600_000;
      expect(hoursLeft).toBeGreaterThan(10.9);
      expect(hoursLeft).toBeLessThan(11);
      expect((await town.tell.see(awaiting!.id)).notices).toMatchObject([{ status: 'drafted', stale: false }]);
      expect(closed).toMatchObject({ stage: 'closed', class: 'incident', late: false });
      await completed(town, closed!.id);
      expect(town.mail.taken.filter(({ to }) => !to.endsWith('@tocsin.example'))).toHaveLength(2 * 3 * 2);
      const { items: told } = await town.tell.get<{ items: { event: { type: string; facts?: string } }[] }>(
        `/incidents/${awaiting!.id}/timeline?limit=200`,
      );
      expect(told.filter(({ event }) => event.type === 'declared')).toHaveLength(1);
      expect(told.filter(({ event }) => event.type === 'fact-set')).toHaveLength(11);
    });

    testInTurn('a second start of --demo adds nothing', async () => {
      await until('the demo stands still', () => standsStill(town));
      const loaded = await everything(town);
      // It does not stop before it has started to the end, the loading included.
      await town.worker.stop();
      await town.worker.start();
      expect(await everything(town)).toEqual(loaded);
    });

    test('the three commands show what is there and what runs out, and note what was found', async () => {
      await until('the demo stands still', () => standsStill(town));
      demo = await standing(town);
      await layClone(town);
      const look = await typed(town, blocksOf(await chapterOf('README.md', 'Three commands')));
      expect(look).toEqual({
        code: 0,
        words: expect.stringMatching(/'triage'[^]*'tell-customers'[^]*'progress-noted'/),
      });
    });

    test('the stories are told to their end, and nothing in them is refused', async () => {
      const said = await typed(town, blocksOf(await textOf('docs/walkthrough.md')));
      expect(said).toEqual({ code: 0, words: expect.not.stringMatching(/\/problems\/|\berror\b/i) });
    });

    test('the mails on the first page arrive so', async () => {
      const shown = [...(await textOf('README.md')).matchAll(/^```text\n([^]*?)^```$/gm)].map(
        ([, block = '']) => block,
      );
      expect(shown).toHaveLength(2);
      const arrived = town.mail.taken.map(({ to, mail }) =>
        undated(
          `To: ${to}\nReply-To: ${mail.replyTo?.value[0]?.address}\nSubject: ${mail.subject}\n\n${mail.text}`.replaceAll(
            town.url,
            'http://127.0.0.1:8080',
          ),
        ),
      );
      for (const block of shown) {
        const missing = arrived.map((mail) => missingIn(mail, undated(block)));
        expect(missing.sort((one, other) => one.length - other.length)[0]).toEqual([]);
      }
    });

    test('they leave the demo as it was', async () => {
      const { customers, incidents } = await standing(town);
      expect(customers).toMatchObject(demo.customers);
      expect(incidents).toMatchObject(demo.incidents);
    });

    test('they leave nothing late, open or told twice', async () => {
      await until('the list has the last step', () => standsStill(town));
      const told = (await town.all<HeadlineRow>('/incidents')).filter(({ id }) => !(id in demo.incidents));
      expect(told.map(({ stage, late }) => [stage, late])).toEqual([
        ['closed', false],
        ['closed', false],
      ]);
      const mails = town.mail.taken.map(({ to, mail }) => `${to}: ${mail.subject}`);
      expect(mails.filter((mail) => /expired|overdue/i.test(mail))).toEqual([]);
      const toCustomers = mails.filter((mail) => !mail.includes('@tocsin.example:'));
      expect(toCustomers).toHaveLength(2 * (3 * 2 + 1));
      expect(new Set(toCustomers).size).toBe(toCustomers.length);
    });
  },
);

interface Said {
  code: number;
  words: string;
}

interface Standing {
  customers: Record<string, unknown>;
  incidents: Record<string, unknown>;
}

async function everything(town: Town) {
  const customers = await town.all<{ id: string; language: string }>('/customers');
  const incidents = await town.all<HeadlineRow>('/incidents');
  return { customers, incidents };
}

async function standing(town: Town): Promise<Standing> {
  const customers = await town.all<{ id: string }>('/customers');
  const incidents = await town.all<HeadlineRow>('/incidents');
  return {
    customers: Object.fromEntries(customers.map((customer) => [customer.id, customer])),
    // What people do; alerts to our own go on meanwhile.
    incidents: Object.fromEntries(
      incidents.map(({ id, stage, class: is, late, due, severity }) => [id, { stage, is, late, due, severity }]),
    ),
  };
}

/** Nothing is in work, and the list of incidents has caught up with each. */
async function standsStill(town: Town): Promise<boolean> {
  for (const { id, stage } of await town.all<HeadlineRow>('/incidents')) {
    const { body } = await town.ask('lead', 'GET', `/incidents/${id}`);
    if (body.stage.stage !== stage || IN_WORK.some((words) => JSON.stringify(body).includes(words))) return false;
  }
  return true;
}

function textOf(page: string): Promise<string> {
  return readFile(join(root, page), 'utf8');
}

async function chapterOf(page: string, heading: string): Promise<string> {
  const [, chapter = ''] = (await textOf(page)).split(`\n## ${heading}\n`);
  return chapter.split('\n## ')[0]!;
}

function undated(text: string): string {
  return (
    text
      .replaceAll(/[A-Z][a-z]+day, \d+ [A-Z][a-z]+/g, '…')
      // Beside the reader's own day stands that of UTC, where it is another.
      .replaceAll(/, \d+ [A-Z][a-z]+ \d{4} at (?=\d+:\d+ UTC\))/g, ', ')
      .replaceAll(/\d+ [A-Z][a-z]+ (?=\d{4} at )/g, '… ')
      .replaceAll(/\d+/g, '0')
  );
}

/** The lines of a block that a mail does not have. `…` stands for what the page leaves out: lines, or the end of one. */
function missingIn(mail: string, block: string): string[] {
  const lines = mail.split('\n');
  return block
    .split('\n')
    .filter((line) => line !== '…' && line !== '')
    .filter((line) => !lines.some((one) => (line.endsWith(' …') ? one.startsWith(line.slice(0, -2)) : one === line)));
}

/** A notice's own workflow sends it: between its release and the last report of a delivery the incident itself owes nothing. */
const IN_WORK = ['"owed":[{', '"status":"composing"', '"status":"released"'];

/** Where the walkthrough sleeps, the test waits until nothing is in work. */
const SLEEP = `sleep() { while as lead $API/incidents/$ID | grep -qE '${IN_WORK.join('|').replaceAll('[', '\\[').replaceAll('{', '\\{')}'; do command sleep 0.1; done; }`;

/** What the commands need of a clone: its scripts, and the keys of this town. */
async function layClone({ folder, keysFile }: Town): Promise<void> {
  const clone = join(folder, 'clone');
  const downloads = join(folder, '.cache', 'tocsin', 'downloads');
  for (const one of [join(clone, '.tocsin'), downloads]) await mkdir(one, { recursive: true });
  for (const one of ['package.json', 'scripts']) await symlink(join(root, one), join(clone, one));
  await cp(keysFile, join(clone, '.tocsin', 'keys.json'));
  await symlink(temporalProgram!, join(downloads, 'temporal-sdk-typescript'));
}

/** In one shell, in the clone, at the ports of this town. */
async function typed(town: Town, blocks: string[]): Promise<Said> {
  const script = ['set -euo pipefail', SLEEP, ...blocks].join('\n').replaceAll('http://127.0.0.1:8080', town.url);
  const env = {
    PATH: process.env['PATH'],
    HOME: town.folder,
    TEMPORAL_ADDRESS: town.temporal.address,
    TEMPORAL_NAMESPACE: town.temporal.namespace,
    npm_config_update_notifier: 'false',
  };
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { cwd: join(town.folder, 'clone'), env }, (fault, stdout, stderr) =>
      resolve({ code: fault ? Number(fault.code) : 0, words: `${stdout}${stderr}` }),
    );
  });
}
