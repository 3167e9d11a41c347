import { chromium, devices, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Chromium's program; undefined where it is not installed. */
export const browserProgram = process.env['TOCSIN_TEST_BROWSER'];

/** Drawn by the processor: a pixel for each of the nine that a real one has. */
export const PHONE = { ...devices['iPhone 13'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };
export const DESK = { viewport: { width: 1280, height: 900 } };

/** A name of this machine that browsers do not take for it: over plain HTTP they keep from its pages what they give to others. */
export const UNTRUSTED_HOST = 'tocsin.example';

/** Container users are root, who has no sandbox; `/dev/shm` may be small there. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  `--host-resolver-rules=MAP ${UNTRUSTED_HOST} 127.0.0.1`,
];
/** Where a page is here for seconds, compiling its scripts for speed costs more processor than it saves. */
const PLAIN_SCRIPTS = '--js-flags=--no-opt,--no-maglev,--max-lazy';

export function openBrowser({ staysLong = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: browserProgram,
    args: staysLong ? ARGUMENTS : [...ARGUMENTS, PLAIN_SCRIPTS],
  });
}

/** A page that shows nothing by then will not. */
const PATIENCE_MS = 15_000;

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What no page of ours may cause: an error, a dialog, a refusal by its policy, a request to somebody else. */
  faults: string[];
}

export async function signIn(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  if (cookie) await context.addCookies([{ name, value, url }]);
}

/** A browser of its own that is signed in by this cookie, `name=value`. */
export async function visit(
  browser: Browser,
  url: string,
  cookie: string,
  options: Parameters<Browser['newContext']>[0] = DESK,
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
  await signIn(context, url, cookie);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(`error: ${fault.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) faults.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      faults.push(`elsewhere: ${request.url()}`);
  });
  return { page, context, faults };
}
