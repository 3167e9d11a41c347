import { addCustomers } from '../support/told';
import { held, pressed, sought, type Given } from './given';

/** What is shown while an answer is on its way is what was asked for, or nothing. */
export function lateAnswers(given: () => Given): void {
  test('the command bar offers nothing that does not match, however late what matches comes', async () => {
    const { pages } = given();
    const { page, close, faults } = await pages.open('lead', '/');
    const answer = await held(page, /\/api\/incidents\?.*q=/);
    await sought(page, 'birch');
    await page.getByRole('button', { name: /^birch/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'birch' }).waitFor();
    await answer();
    expect(faults).toEqual([]);
    await close();
  });

  test('one customer is never shown at the address of another', async () => {
    const { pages } = given();
    await addCustomers(pages.service, ['yew']);
    const { page, close, faults } = await pages.open('lead', '/customers/birch');
    await page.getByRole('heading', { name: 'birch' }).waitFor();
    const answer = await held(page, /\/api\/customers\/yew$/);
    await sought(page, 'yew');
    await page.getByRole('button', { name: /^yew/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/customers/yew');
    await page.getByRole('heading', { name: 'birch' }).waitFor({ state: 'detached' });
    await answer();
    await page.getByRole('heading', { name: 'yew' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('what is chosen already can be sent before the list that it is of has come', async () => {
    const { pages } = given();
    const { page, close, faults } = await pages.open('operator', '/');
    const answer = await held(page, /\/api\/people\?/);
    await page.goto(`${pages.url}/operations`);
    await page.getByRole('button', { name: 'Add a report form' }).click();
    await page.getByLabel('Short name, for good').fill('helpline');
    await page.getByLabel('What it is').fill('Calls of customers');
    await page.getByRole('dialog').getByText('Third party', { exact: true }).click();
    await pressed(page, 'Add a report form');
    await answer();
    await page.getByRole('textbox', { name: 'Link of Calls of customers' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
}
