import type { ElementHandle, Locator, Page } from 'playwright-core';

/** The form's own script is loaded first. */
const WINDOW_TIMEOUT_MS = 60_000;
const TABS_MAX = 250;
const CHOICES_MAX = 30;

interface Chosen {
  selectedOptions: { text: string }[];
}

interface Shown {
  isConnected: boolean;
  ownerDocument: { activeElement: unknown };
  contains(other: unknown): boolean;
}

/** Somebody who has a keyboard alone: whatever they come to, they come to by Tab. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** From here on, whatever a pointer presses is a fault. */
  async watch(): Promise<void> {
    await this.page.addInitScript(
      `addEventListener('pointerdown', () => localStorage.setItem('pressed', 'yes'), true)`,
    );
  }

  async pressedByPointer(): Promise<boolean> {
    return this.page.evaluate<boolean>(`localStorage.getItem('pressed') !== null`);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Looked for once, and again where the page has drawn it anew: to look by role goes through all of the page. @throws where Tab does not lead there */
  async reach(target: Locator): Promise<void> {
    let element = await found(target);
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      let at = await element.evaluate(reached);
      if (at === 'gone') at = await (element = await found(target)).evaluate(reached);
      if (at === 'here') return;
      await this.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target.toString()}.`);
  }

  /** At once, as from a keyboard that completes words: a form is drawn anew for each key. */
  async type(field: Locator, text: string): Promise<void> {
    await this.reach(field);
    await this.page.keyboard.insertText(text);
  }

  /** One of several, by the arrows. */
  async choose(group: Locator, answer: string): Promise<void> {
    await this.reach(group);
    await this.press('Space');
    const wanted = group.getByRole('radio', { name: answer, exact: true });
    for (let at = 0; at < CHOICES_MAX && !(await wanted.isChecked()); at += 1) await this.press('ArrowDown');
  }

  /** One of a list, by the arrows. */
  async select(list: Locator, word: string): Promise<void> {
    await this.reach(list);
    const chosen = () => list.evaluate((select) => (select as unknown as Chosen).selectedOptions[0]?.text);
    for (let at = 0; at < CHOICES_MAX && (await chosen()) !== word; at += 1) await this.press('ArrowDown');
  }

  async tick(box: Locator): Promise<void> {
    await this.reach(box);
    await this.press('Space');
  }

  async open(link: Locator): Promise<void> {
    await this.reach(link);
    await this.press('Enter');
  }

  /** By the command bar, on whichever page. */
  async begin(act: string): Promise<void> {
    await this.press('Control+k');
    const bar = this.page.getByRole('dialog').filter({ has: this.page.getByRole('searchbox') });
    await this.type(bar.getByRole('searchbox'), act);
    // The window's own button to close it is no act.
    await bar
      .getByRole('listitem')
      .getByRole('button', { name: new RegExp(`^${act}\\b`) })
      .first()
      .waitFor();
    await this.press('Enter');
  }

  /** A form as a whole: begun by the command bar, filled in, sent by Ctrl and Enter. */
  async act(name: string, fill: (dialog: Locator) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.begin(name);
    await this.send(name, fill);
  }

  async send(name: string, fill: (dialog: Locator) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name });
    await dialog.waitFor({ timeout: WINDOW_TIMEOUT_MS });
    await fill(dialog);
    await this.reach(dialog.locator('form'));
    await this.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' }).catch(async () => {
      throw new Error(`"${name}" is not done: ${await dialog.innerText()}`);
    });
  }
}

async function found(target: Locator): Promise<ElementHandle<Shown>> {
  return await target.elementHandle();
}

/** Runs in the page. */
function reached(element: Shown): 'here' | 'gone' | 'elsewhere' {
  if (!element.isConnected) return 'gone';
  return element.contains(element.ownerDocument.activeElement) ? 'here' : 'elsewhere';
}
