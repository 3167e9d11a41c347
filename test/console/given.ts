import type { Page } from 'playwright-core';
import type { IncidentId } from '../../src/domain/case/state';
import type { Pages } from '../support/console';
import { gate } from '../support/gate';

/** What the tests of all pages share: one company, one browser, and two incidents. */
export interface Given {
  pages: Pages;
  /** Declared, with one fact. */
  story: IncidentId;
  /** Declared, and told to one customer, birch. */
  told: IncidentId;
}

/** Presses the button of the window that is open, which closes once it is done. @throws with what was refused */
export async function pressed(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  const refused = dialog.getByRole('alert');
  await refused.or(page.locator('body:not(:has([role=dialog]))')).first().waitFor();
  if (await dialog.isVisible()) throw new Error(`${name}: ${await refused.innerText()}`);
}

/** Into the command bar, on whichever page. */
export async function sought(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Tocsin' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('searchbox').waitFor();
  await page.keyboard.type(text);
}

/** Every answer of that address waits, until the function given is called. */
export async function held(page: Page, address: RegExp): Promise<() => Promise<void>> {
  const answer = gate();
  await page.route(address, async (route) => {
    await answer.opened;
    await route.continue();
  });
  return async () => {
    answer.open();
    await page.unrouteAll({ behavior: 'wait' });
  };
}
