import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FACT_FIELDS } from '../../src/domain/notices/facts';
import { DESK, PHONE } from '../support/chromium';
import type { Pages } from '../support/console';
import { hostileStrings } from '../support/hostile';
import { inTurn } from '../support/turns';
import { formsOf, placesOf, type Place } from './places';
import { showing, type Shown, type Words } from './shown';

const SHOTS = join(__dirname, '..', '..', '.tocsin', 'screenshots');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** At 200 % a window of 1280 pixels shows so many. */
const ZOOMED = { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 };
const NARROW = { viewport: { width: 320, height: 640 } };

/** With all forms, before a release. */
const ALL_PAGES_TIMEOUT_MS = 400_000;

type Kind = [locale: string, colorScheme: 'light' | 'dark', size: 'desk' | 'phone', withForms: boolean];
const KINDS: Kind[] = [
  ['en-GB', 'light', 'desk', true],
  ['fr-FR', 'dark', 'phone', true],
  ['en-GB', 'dark', 'desk', false],
  ['fr-FR', 'light', 'phone', false],
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

  test.each(inTurn('kinds of pages', KINDS, 2))(
    'have no serious fault of accessibility, and are not too wide (%s, %s, %s)',
    async (locale, colorScheme, size, withForms) => {
      const device = size === 'desk' ? DESK : PHONE;
      const { page, context, faults } = await pages().open('lead', '/', { ...device, locale, colorScheme });
      const found: string[] = [];
      for (const place of [...placesOf(shown), ...(withForms ? formsOf(shown) : [])]) {
        await come(page, pages().url, place);
        await page.screenshot({ path: join(SHOTS, `${place.name}-${size}-${colorScheme}.png`) });
        found.push(...(await faultsOf(page)).map((fault) => `${place.name}: ${fault}`));
      }
      expect([...found, ...faults]).toEqual([]);
      await context.close();
    },
    ALL_PAGES_TIMEOUT_MS,
  );

  test.each([
    ['320 pixels', NARROW],
    ['200 %', ZOOMED],
  ])('fit %s', async (_title, options: Parameters<Browser['newContext']>[0]) => {
    const { page, context } = await pages().open('lead', '/', options);
    const wide: string[] = [];
    for (const place of [...placesOf(shown), ...formsOf(shown)]) {
      await come(page, pages().url, place);
      if (await isWide(page)) wide.push(place.name);
    }
    expect(wide).toEqual([]);
    await context.close();
  });

  test('show 500 hostile strings as the text that they are', async () => {
    const strings = hostileStrings(500);
    const hostile = await showing(pages().service, inHostileWords(strings));
    const { page, context, faults } = await pages().open('lead', '/');
    for (const place of placesOf(hostile)) {
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

async function come(page: Page, url: string, { path, isForm }: Place): Promise<void> {
  await page.goto(`${url}${path}`);
  await page
    // What binds a text is done on the page of the text.
    .locator(isForm ? '[role=dialog] button, #approvals' : 'main :is(h1, h2)')
    .first()
    .waitFor();
  await page.evaluate('document.fonts.ready');
}

/** What axe calls serious or critical, and whether the page scrolls sideways. */
export async function faultsOf(page: Page): Promise<string[]> {
  // By the debugger, which the page's own policy does not bind.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return [
    ...grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...((await isWide(page)) ? ['scrolls sideways'] : []),
  ];
}

/** Neither the page nor a window on it scrolls sideways. */
function isWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    `document.documentElement.scrollWidth > innerWidth || [...document.querySelectorAll('.modal')].some((one) => one.scrollWidth > one.clientWidth)`,
  );
}

interface Axe {
  run: (options: { resultTypes: ['violations'] }) => Promise<{ violations: Violation[] }>;
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}
