import { pressed, type Given } from './given';
import { testInTurn } from '../support/turns';

/** People, their keys and sessions, and what takes two of them. */
export function peoplePages(given: () => Given): void {
  testInTurn('a person is added by two people, and given a key, on the page of people', async () => {
    const { pages } = given();
    const { page, close, faults } = await pages.open('operator', '/people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('Short name, for good').fill('nova');
    await page.getByLabel('Name', { exact: true }).fill('Nova Berg');
    await page.getByLabel('Mail address').fill('nova@company.example');
    await page.getByRole('dialog').getByText('Lead', { exact: true }).click();
    await pressed(page, 'Add a person');
    await page.getByText(/^Asked for\. It takes effect once/).waitFor();
    await page.getByRole('region', { name: 'Waits for a second person' }).waitFor();
    const second = await pages.open('privacy', '/people');
    await second.page.getByRole('button', { name: /^Confirm: .*nova/ }).click();
    await pressed(second.page, 'Confirm');
    await second.page.getByRole('link', { name: 'Nova Berg' }).click();
    await second.page.getByRole('heading', { name: 'Nova Berg' }).waitFor();
    await page.goto(`${pages.url}/people/operator`);
    await page.getByRole('button', { name: 'Give a key' }).click();
    await page.getByLabel('Where it is used').fill('Phone');
    await page.getByRole('dialog').getByRole('button', { name: 'Give a key' }).click();
    await page
      .getByRole('dialog', { name: 'A new key' })
      .getByText(/^tocsin_/)
      .waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Revoke the key Phone' }).click();
    await pressed(page, 'Revoke my key');
    await page.getByRole('button', { name: 'Revoke the key Phone' }).waitFor({ state: 'detached' });
    await page.getByText('This one').waitFor();
    expect([...faults, ...second.faults]).toEqual([]);
    await Promise.all([close(), second.close()]);
  });
}
