import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { HeadlineRow } from '../../src/register';
import { openTown, temporalProgram, until, type Town } from '../support/town';

(temporalProgram ? describe : describe.skip)("README's stories beside the demo company", () => {
  let town: Town;
  let demo: Standing;
  let said: { code: number; words: string };
  beforeAll(async () => {
    town = await openTown({ options: ['--demo'], embedded: true });
    await until('the demo is loaded', async () => {
      const file = await readFile(join(town.folder, 'data', 'demo.json'), 'utf8').catch(() => '{}');
      return (JSON.parse(file) as { loaded?: boolean }).loaded;
    });
    await until('the demo stands still', () => standsStill(town));
    demo = await standing(town);
    said = await typed(town, [await storyOf('A story with curl'), await storyOf('The same with `temporal`')]);
  });
  afterAll(() => town.close());

  test('are told to their end, and nothing in them is refused', () => {
    expect(said).toEqual({ code: 0, words: expect.not.stringMatching(/\/problems\/|\berror\b/i) });
  });

  test('leave the demo as it was', async () => {
    const { customers, incidents } = await standing(town);
    expect(customers).toMatchObject(demo.customers);
    expect(incidents).toMatchObject(demo.incidents);
  });

  test('leave nothing late, open or told twice', async () => {
    await until('the list has the last step', () => standsStill(town));
    const told = (await town.all<HeadlineRow>('/incidents')).filter(({ id }) => !(id in demo.incidents));
    expect(told.map(({ stage, late }) => [stage, late])).toEqual([
      ['closed', false],
      ['closed', false],
    ]);
    const mails = town.mail.taken.map(({ to, mail }) => `${to}: ${mail.subject}`);
    expect(mails.filter((mail) => /expired|overdue/i.test(mail))).toEqual([]);
    const toCustomers = mails.filter((mail) => !mail.includes('@tocsin.example:'));
    expect(toCustomers).toHaveLength(3 + 1);
    expect(new Set(toCustomers).size).toBe(toCustomers.length);
  });
});

interface Standing {
  customers: Record<string, unknown>;
  incidents: Record<string, unknown>;
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

async function storyOf(heading: string): Promise<string> {
  const readme = await readFile(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const [, chapter = ''] = readme.split(`## ${heading}\n`);
  const [, story] = /^```sh\n([^]*?)^```$/m.exec(chapter) ?? [];
  if (!story) throw new Error(`README has no commands under ${heading}`);
  return story;
}

/** A notice's own workflow sends it: between its release and the last report of a delivery the incident itself owes nothing. */
const IN_WORK = ['"owed":[{', '"status":"composing"', '"status":"released"'];

/** Where README sleeps, the test waits until nothing is in work. */
const SLEEP = `sleep() { while as lead $API/incidents/$ID | grep -qE '${IN_WORK.join('|').replaceAll('[', '\\[').replaceAll('{', '\\{')}'; do command sleep 0.1; done; }`;

/** In one shell, in a folder with the keys, at the ports of this town. */
async function typed(town: Town, stories: string[]): Promise<{ code: number; words: string }> {
  const folder = join(town.folder, 'clone');
  await mkdir(join(folder, '.tocsin'), { recursive: true });
  await cp(town.keysFile, join(folder, '.tocsin', 'keys.json'));
  const script = ['set -euo pipefail', SLEEP, ...stories].join('\n').replaceAll('http://127.0.0.1:8080', town.url);
  const env = {
    PATH: [dirname(temporalProgram ?? ''), process.env['PATH']].join(delimiter),
    HOME: town.folder,
    TEMPORAL_ADDRESS: town.temporal.address,
    TEMPORAL_NAMESPACE: town.temporal.namespace,
  };
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { cwd: folder, env }, (fault, stdout, stderr) =>
      resolve({ code: fault ? Number(fault.code) : 0, words: `${stdout}${stderr}` }),
    );
  });
}
