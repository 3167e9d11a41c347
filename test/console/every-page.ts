import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { FACT_FIELDS } from '../../src/domain/notices/facts';
import { DESK, PHONE } from '../support/chromium';
import type { Pages } from '../support/console';
import { hostileStrings } from '../support/hostile';
import { inTurn, isRelease } from '../support/turns';
import { formsOf, placesOf, type Place } from './places';
import { showing, type Shown, type Words } from './shown';

/** To be looked at before a release. */
const SHOTS = join(__dirname, '..', '..', '.tocsin', 'screenshots');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** With all forms, before a release. */
const ALL_PAGES_TIMEOUT_MS = 400_000;

/** What a reader may have chosen. Its contrast is of the theme, all else of the words. */
interface Look {
  language: 'en' | 'fr';
  colorScheme: 'light' | 'dark';
  size: 'desk' | 'phone';
  isContrastAlone?: true;
}
const LOOKS: Look[] = [
  { language: 'en', colorScheme: 'light', size: 'desk' },
  { language: 'en', colorScheme: 'dark', size: 'desk', isContrastAlone: true },
  { language: 'fr', colorScheme: 'light', size: 'phone', isContrastAlone: true },
  { language: 'fr', colorScheme: 'dark', size: 'phone' },
];
/** In both languages and both themes; each page in one of them for a commit. The other two add the contrast of each theme at the other size. */
const WHOLE_LOOKS = LOOKS.filter(({ isContrastAlone }) => !isContrastAlone);
const BY_EVERY_LOOK_PER_COMMIT = 5;
const HOSTILE_PER_COMMIT = 10;
const SIZES = { desk: DESK.viewport, phone: PHONE.viewport };
/** The second is how many pixels a window of 1280 shows at 200 %. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 640, height: 450 },
];

/** What holds of every page there is, by the table of places. */
export function everyPage(pages: () => Pages): void {
  let shown: Shown;
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    shown = await showing(pages().service, {
      seen: 'A list of customers was mailed to a stranger. It had 320 names.',
      facts: { nature: 'One list went to one stranger.' },
      customers: ['maple', 'rowan'],
      nameOf: (customer) => (customer === 'maple' ? 'Maple Mutual' : 'Rowan Clinics'),
      taker: [1, 'Ada Byron'],
      learnt: 'One person could send what two should have seen.',
    });
  });

  test(
    'have no serious fault of accessibility in both themes and both languages, and fit a phone, 320 pixels and 200 %',
    async () => {
      const { page, context, faults } = await pages().open('privacy', '/');
      const places = [...formsOf(shown), ...placesOf(shown)];
      const byEveryLook = inTurn('looks', places, BY_EVERY_LOOK_PER_COMMIT);
      for (const [nth, place] of places.entries()) {
        await come(page, pages().url, place);
        const looks = byEveryLook.includes(place) ? LOOKS : inTurn(`look of ${place.name}`, WHOLE_LOOKS, 1);
        // Each page begins in what the one before it wore last.
        for (const look of nth % 2 === 0 ? looks : [...looks].reverse())
          faults.push(...(await seenIn(page, place, look)));
        faults.push(...(await seenNarrow(page, place)));
      }
      expect(faults).toEqual([]);
      await context.close();
    },
    ALL_PAGES_TIMEOUT_MS,
  );

  test('show 500 hostile strings as the text that they are', async () => {
    const strings = hostileStrings(500);
    const hostile = await showing(pages().service, inHostileWords(strings));
    const { page, context, faults } = await pages().open('lead', '/');
    const incidents = placesOf(hostile).filter(({ name }) => name === 'incidents');
    const others = placesOf(hostile).filter(({ name }) => name !== 'incidents');
    for (const place of [...incidents, ...inTurn('hostile', others, HOSTILE_PER_COMMIT)]) {
      await come(page, pages().url, place);
      if (place.name === 'incidents') expect(await textOf(page, '.facts')).toEqual(expect.arrayContaining(strings));
      for (const frame of page.frames())
        faults.push(...(await frame.evaluate(strangersIn)).map((one) => `${place.name}: ${one}`));
    }
    expect(faults).toEqual([]);
    await context.close();
  });
}

/** Of 17 facts each holds its share of the strings, and of 25 customers each a part of them in its name. */
function inHostileWords(strings: string[]): Words {
  const share = Math.ceil(strings.length / FACT_FIELDS.length);
  const factAt = (nth: number) => strings.slice(nth * share, (nth + 1) * share).join('\n');
  const customers = Array.from({ length: 25 }, (_, nth) => `hostile-${nth}`);
  return {
    seen: strings[0]!,
    facts: Object.fromEntries(FACT_FIELDS.map((field, nth) => [field, factAt(nth)])),
    customers,
    nameOf: (customer: string) => lineOf(strings, customers.indexOf(customer) * 20, customer),
    taker: [2, lineOf(strings, 300, 'Taker').replaceAll(/[",]/g, ' ')],
    learnt: strings.slice(0, 100).join('\n'),
  };
}

const NAME_MAX = 190;

function lineOf(strings: string[], from: number, first: string): string {
  return [first, ...strings.slice(from, from + 20)].join(' ').slice(0, NAME_MAX);
}

async function textOf(page: Page, selector: string): Promise<string[]> {
  return (await page.locator(selector).first().innerText()).split('\n');
}

/** Elements that no page of ours has, and whatever listens by an attribute. */
function strangersIn(): string[] {
  const page = (globalThis as unknown as { document: { querySelectorAll: (what: string) => Iterable<Strange> } })
    .document;
  const strange =
    'body script:not([src^="/assets/"]), img, video, audio, marquee, object, embed, base, meta[http-equiv]';
  const listening = [...page.querySelectorAll('*')].filter((one) =>
    one.getAttributeNames().some((name) => name.startsWith('on')),
  );
  return [...page.querySelectorAll(strange), ...listening].map((one) => one.outerHTML.slice(0, 100));
}

interface Strange {
  outerHTML: string;
  getAttributeNames: () => string[];
}

async function seenIn(page: Page, { name }: Place, look: Look): Promise<string[]> {
  const { size, colorScheme, language, isContrastAlone } = look;
  await wear(page, look);
  if (isRelease && !isContrastAlone) await page.screenshot({ path: join(SHOTS, `${name}-${size}-${colorScheme}.png`) });
  return (await faultsOf(page, look)).map((fault) => `${name}, ${language}, ${colorScheme}, ${size}: ${fault}`);
}

async function seenNarrow(page: Page, { name }: Place): Promise<string[]> {
  const faults: string[] = [];
  for (const size of NARROW) {
    await page.setViewportSize(size);
    if (await isWide(page)) faults.push(`${name}: scrolls sideways at ${size.width} pixels`);
  }
  return faults;
}

/** The console goes from page to page as it stands: what is loaded once, axe too, is read once. */
async function come(page: Page, url: string, { path, isForm, isServed }: Place): Promise<void> {
  const there = new URL(path, url);
  if (isServed || !(await isConsole(page))) await page.goto(there.href);
  else if (page.url() !== there.href) await gone(page, there);
  await page
    // What binds a text is done on the page of the text.
    .locator(isForm ? `[role=dialog] button, #approvals${FRESH}` : `main :is(h1, h2)${FRESH}`)
    .first()
    .waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready');
}

function isConsole(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`document.getElementById('root') !== null`);
}

const FRESH = ':not([data-seen])';

/** As by a link: the window that is open closes before another one opens, and headings that were there are known from new ones. */
async function gone(page: Page, { pathname, search }: URL): Promise<void> {
  await page.evaluate(`document.querySelectorAll('main :is(h1, h2)').forEach((one) => (one.dataset.seen = ''))`);
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(pathname)})`);
  await page.locator('[role=dialog]').waitFor({ state: 'detached' });
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(pathname + search)})`);
}

/** A page of the console changes as it stands; one that the server wrote is asked for anew. */
async function wear(page: Page, { language, colorScheme, size }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize(SIZES[size]);
  if (await page.evaluate<boolean>(`document.documentElement.lang.startsWith('${language}')`)) return;
  if (!(await isConsole(page))) return rewritten(page, language);
  await page.evaluate(chosen(language));
  await page.locator(`html[lang^=${language}]`).waitFor({ state: 'attached' });
}

/** A letter stays in the language of whoever it was for. */
async function rewritten(page: Page, language: string): Promise<void> {
  await page.context().setExtraHTTPHeaders({ 'Accept-Language': language });
  const address = new URL(page.url());
  address.searchParams.set('lang', language);
  await page.goto(address.href);
}

/** As if another tab had chosen it. */
function chosen(language: string): string {
  const kept = `{ key: 'tocsin.language', newValue: '${language}' }`;
  return `localStorage.setItem('tocsin.language', '${language}'); dispatchEvent(new StorageEvent('storage', ${kept}))`;
}

/** What axe calls serious or critical, and whether the page scrolls sideways. */
export async function faultsOf(page: Page, { isContrastAlone }: Pick<Look, 'isContrastAlone'> = {}): Promise<string[]> {
  // By the debugger, which the page's own policy does not bind.
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async (runOnly) => {
      const { axe, document } = globalThis as unknown as {
        axe: Axe;
        document: { querySelector: (what: string) => object | null };
      };
      // What a window covers is looked at without it.
      const seen = document.querySelector('[role=dialog]') ?? document;
      return (await axe.run(seen, { resultTypes: ['violations'], runOnly })).violations;
    },
    isContrastAlone ? ['color-contrast'] : WCAG,
  );
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return [
    ...grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...((await isWide(page)) ? ['scrolls sideways'] : []),
  ];
}

/** 2.2 AA, and what stands below it. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Neither the page nor a window on it scrolls sideways. */
function isWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    `document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('.modal')].some((one) => one.scrollWidth > one.clientWidth)`,
  );
}

interface Axe {
  run: (
    seen: object,
    options: { resultTypes: ['violations']; runOnly: string[] },
  ) => Promise<{ violations: Violation[] }>;
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}
