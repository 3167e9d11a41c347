import { performance } from 'node:perf_hooks';
import type { Page } from 'playwright-core';
import { Client } from 'pg';
import { browserProgram } from '../support/chromium';
import { openPages, type Pages } from '../support/console';
import { declaredIn } from '../console/shown';

jest.setTimeout(600_000);

const INCIDENTS = 10_000;
const ROUNDS = 20;
const KEYS = 100;

const ASKED: [name: string, query: string][] = [
  ['open, by clock', 'view=open&sort=clock&limit=50'],
  ['all, by clock', 'sort=clock&limit=50'],
  ['all, the last changed first', 'sort=-updatedAt&limit=200'],
  ['mine', 'view=mine&sort=clock&limit=50'],
  ['due in 24 hours', 'view=due-soon&sort=clock&limit=50'],
  ['awaiting my approval', 'view=awaiting-my-approval&sort=clock&limit=50'],
  ['late', 'view=late&sort=clock&limit=50'],
  ['by a word', 'q=stranger&sort=clock&limit=50'],
  ['by severity', 'severity=high&sort=-severity&limit=50'],
];

/** Of one that was declared, and one that was reported, copies with other numbers, ages and clocks: as the board reads them. */
const COPIED = `insert into incidents
  select copy.* from generate_series(1, ${INCIDENTS / 2}) n,
    lateral (select * from incidents order by id limit 2) i,
    lateral (select 'INC-2025-' || lpad((2 * n + right(i.id, 1)::int)::text, 6, '0') as id) made,
    lateral jsonb_populate_record(null::incidents, to_jsonb(i) || jsonb_build_object(
      'id', made.id,
      'state', replace(i.state::text, i.id, made.id)::json,
      'headline', replace(i.headline::text, i.id, made.id)::json,
      'board', replace(i.board::text, i.id, made.id)::json,
      'stage', case when n % 3 = 0 then 'closed' else i.stage end,
      'severity', (array['low', 'medium', 'high', 'very-high'])[1 + n % 4],
      'opened_at', i.opened_at - n * interval '7 minutes',
      'updated_at', i.updated_at - n * interval '5 minutes',
      'clock_due', i.clock_due + (n % 5000) * interval '1 minute')) copy`;

(browserProgram ? test : test.skip)(
  'a board of ten thousand incidents is listed, opened and walked to its end',
  async () => {
    const pages = await openPages();
    try {
      await fill(pages);
      for (const [name, query] of ASKED) say(name, await timesOf(() => list(pages, query)));
      const { page } = await pages.open('lead', '/');
      say('from navigation to the first row', await timesOf(() => opened(page, pages.url)));
      const walked = await timesOf(() => toTheEnd(page, pages.url), 1);
      say('walked to the last row', walked);
      expect(await page.locator('.row').count()).toBeLessThan(700);
      await page.keyboard.press('k');
      await page.locator('.row:focus').waitFor();
      say('from a key to the next row', await timesOf(() => stepped(page), KEYS));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'What to do next' }).waitFor();
    } finally {
      await pages.close();
    }
  },
);

async function fill({ service }: Pages): Promise<void> {
  await declaredIn(service, 'A list of customers was mailed to a stranger.');
  await service.as('reporter').post('/api/incidents').send(OTHER).expect(201);
  await service.desk.recorded();
  if (!service.ownerUrl) throw new Error('This wants PostgreSQL.');
  const owner = new Client({ connectionString: service.ownerUrl });
  await owner.connect();
  await owner.query(COPIED);
  await owner.query('analyze incidents');
  const { rows } = await owner.query<{ count: string }>('select count(*) from incidents');
  await owner.end();
  expect(Number(rows[0]?.count)).toBeGreaterThan(INCIDENTS);
}

const OTHER = { channel: 'staff', seen: 'A laptop is missing.', detectedAt: '2026-11-23T08:12:00Z' };

async function list({ service }: Pages, query: string): Promise<void> {
  await service.as('lead').get(`/api/incidents?${query}`).expect(200);
}

async function opened(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.row').first().waitFor();
}

/** Each slice is asked for as the last comes into sight. */
async function toTheEnd(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/?view=all`);
  const more = page.getByRole('button', { name: 'Show more' });
  await more.waitFor({ state: 'attached' });
  while ((await more.count()) > 0) await page.mouse.wheel(0, 20_000);
}

async function stepped(page: Page): Promise<void> {
  const at = () => page.evaluate<string>(`document.activeElement?.getAttribute('href') ?? ''`);
  const before = await at();
  await page.keyboard.press('j');
  while ((await at()) === before);
}

async function timesOf(act: () => Promise<void>, rounds = ROUNDS): Promise<number[]> {
  await act();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await act();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b);
}

function say(what: string, took: number[]): void {
  const at = (share: number) => Math.round(took[Math.min(took.length - 1, Math.floor(took.length * share))]!);
  process.stdout.write(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms\n`);
}
