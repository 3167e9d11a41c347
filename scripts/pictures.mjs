import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumProgram } from './processes.mjs';
import { complain, Fault, say } from './say.mjs';
import { root } from './install.mjs';

const BYTES_MAX = 150_000;
const DESK = { viewport: { width: 1200, height: 760 } };
const PHONE = { viewport: { width: 390, height: 760 }, isMobile: true, hasTouch: true };
const FOLDER = join(root, 'docs/pictures');

/** Of the demo company: name, path, whose eyes, and on what. */
const PICTURES = [
  ['board', '/?view=all', 'lead', DESK, 'light'],
  ['incident', '/incidents/INC-2026-0002', 'lead', DESK, 'light'],
  ['notice', '/incidents/INC-2026-0002/notices/1', 'legal', DESK, 'light'],
  ['recipients', '/incidents/INC-2026-0003/notices/1/recipients', 'lead', DESK, 'dark'],
  ['triage', '/incidents/INC-2026-0001?act=assess', 'responder', PHONE, 'light'],
  ['phone', '/incidents/INC-2026-0002', 'lead', PHONE, 'dark'],
];

/** The README's pictures, of a Tocsin that runs with the demo company alone: `npm run pictures -- [http://127.0.0.1:8080 [.tocsin]]`. */
try {
  const [url = 'http://127.0.0.1:8080', folder = join(root, '.tocsin')] = process.argv.slice(2);
  const keys = keysIn(join(folder, 'keys.json'));
  mkdirSync(FOLDER, { recursive: true });
  const executablePath = chromiumProgram();
  if (!executablePath) throw new Fault('There is no Chromium here: install it.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  for (const picture of PICTURES) await take(browser, url, keys, picture);
  await browser.close();
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

function keysIn(file) {
  if (!existsSync(file)) throw new Fault(`There are no keys in ${file}: start Tocsin with npm start -- --demo.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function take(browser, url, keys, [name, path, person, device, colorScheme]) {
  const context = await browser.newContext({ ...device, colorScheme, locale: 'en-GB', timezoneId: 'Europe/Paris' });
  const data = { key: keys[person] };
  const answer = await context.request.post(`${url}/session`, { data, headers: { 'X-CSRF': '1' } });
  if (!answer.ok())
    throw new Fault(`The key of ${person} is not taken (${answer.status()}): are these the keys of ${url}?`);
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  await page
    .locator(path.includes('act=') ? '[role=dialog] button' : 'main h1')
    .first()
    .waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready');
  for (const frame of page.frames()) await frame.waitForLoadState('load');
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  const { size } = statSync(file);
  if (size > BYTES_MAX) throw new Fault(`${name}.png has ${size} bytes, and may have ${BYTES_MAX}.`);
  say(`${name}: ${Math.round(size / 1_000)} kB`);
}
