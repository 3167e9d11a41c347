import { reported } from '../support/api';
import type { Given } from './given';

/** What the board shows of all incidents, as its address says. */
export function boardPage(given: () => Given): void {
  test('views and filters stand in the address, hold after a reload, and are saved under a name', async () => {
    const { page, close, faults } = await given().pages.open('lead', '/');
    const views = page.getByRole('group', { name: 'Views' });
    const askedOf = (view: string) => page.waitForResponse((one) => one.url().includes(view));
    for (const [name, view] of [
      ['Mine', 'mine'],
      ['Due in 24 h', 'due-soon'],
      ['Awaits approval', 'awaiting-my-approval'],
      ['Late', 'late'],
      ['New reports', 'unassigned'],
      ['Exercises', 'exercises'],
      ['Closed', 'closed'],
    ] as const) {
      const [answer] = await Promise.all([askedOf(view), views.getByRole('button', { name, exact: true }).click()]);
      expect([view, answer.status()]).toEqual([view, 200]);
      expect(new URL(page.url()).searchParams.get('view')).toBe(view);
    }
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('High');
    await views.getByRole('button', { name: 'Save this view' }).click();
    await page.getByLabel('Name of the view').fill('Grave and closed');
    await page.keyboard.press('Enter');
    await page.reload();
    expect(await page.getByRole('combobox', { name: 'Severity' }).inputValue()).toBe('high');
    await page.goto(given().pages.url);
    await views.getByRole('button', { name: 'Grave and closed', exact: true }).click();
    await page.waitForURL(/view=closed&severity=high/);
    await page.getByRole('button', { name: 'Report something' }).click();
    await page.getByRole('dialog', { name: 'Report something' }).waitFor();
    expect(
      await views
        .getByRole('button', { name: 'Grave and closed', exact: true, pressed: true, includeHidden: true })
        .count(),
    ).toBe(1);
    await page.keyboard.press('Escape');
    await page.waitForURL(/view=closed&severity=high$/);
    expect(faults).toEqual([]);
    await close();
  });

  test('the row that the keys have reached stays the same incident when another comes above it', async () => {
    const { pages, story } = given();
    const { page, close, faults } = await pages.open('lead', '/?sort=-openedAt');
    const row = page.getByRole('listitem').filter({ hasText: story }).getByRole('link');
    await row.waitFor();
    while (!(await row.evaluate((link) => link.matches(':focus')))) await page.keyboard.press('j');
    const newer = await reported(pages.service);
    await page.getByRole('listitem').filter({ hasText: newer }).waitFor();
    expect(await row.evaluate((link) => link.matches(':focus'))).toBe(true);
    await page.keyboard.press('a');
    await page.waitForURL(`**/incidents/${story}?act=acknowledge`);
    expect(faults).toEqual([]);
    await close();
  });
}
