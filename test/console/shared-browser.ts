import { cookieOf } from '../support/api';
import { signIn, visit } from '../support/chromium';
import type { Given } from './given';

/** What a browser keeps for one person, of several who use it. */
export function sharedBrowser(given: () => Given): void {
  test('nothing that somebody typed is left for whoever uses their browser next', async () => {
    const { pages, story } = given();
    const cookie = (person: string) => cookieOf(pages.service, person);
    const { page, context, faults } = await visit(pages.browser, pages.url, await cookie('lead'));
    const typed = page.getByLabel('What was found or done');
    const open = async () => {
      await page.goto(`${pages.url}/incidents/${story}?act=note-progress`);
      return typed.inputValue();
    };
    const kept = () => page.evaluate<string>('JSON.stringify(localStorage)');
    expect(await open()).toBe('');
    await typed.fill('Typed by the lead.');
    expect(await open()).toBe('Typed by the lead.');

    await signIn(context, pages.url, await cookie('responder'));
    expect(await open()).toBe('');
    expect(await kept()).not.toContain('Typed by the lead.');
    await typed.fill('Typed by the responder.');
    expect(await kept()).toContain('Typed by the responder.');
    await page.goto(`${pages.url}/account`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in?out');
    expect(await kept()).toBe('{}');
    expect(faults).toEqual([]);
    await context.close();
  });
}
