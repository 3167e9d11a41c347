import type { Page } from 'playwright-core';
import type { IncidentId } from '../../src/domain/case/state';
import { pressed, type Given } from './given';
import { draftNotice } from '../support/told';
import { testInTurn } from '../support/turns';

/** Marks one passage of the letter, as a mouse does. */
const MARKED = `(() => {
  const node = document.querySelector('pre.letter-text').firstChild;
  const from = node.data.indexOf('Two lists went astray.');
  getSelection().setBaseAndExtent(node, from, node, from + 'Two lists went astray.'.length);
})()`;

/** What a notice is judged by before it goes out, each on its page: by the lead, legal and an executive. */
export function noticePage(given: () => Given): void {
  test('a draft is compared, commented on, held back and released from that, on its page', async () => {
    const { pages, told } = given();
    const path = await drafted(told);
    const { page, close, faults } = await pages.open('lead', path);
    await page.locator('.change[data-change=added]').getByText('Two lists went astray.').first().waitFor();
    await page.getByRole('button', { name: 'JSON' }).click();
    await page.getByText('"name": "birch"').waitFor();
    await page.getByRole('button', { name: 'PDF' }).click();
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the letter as PDF' }).click();
    expect((await file).suggestedFilename()).toMatch(/-2-en\.pdf$/);
    await commented(page);
    await held(page);
    const legal = await pages.open('legal', path);
    await legal.page.getByRole('button', { name: 'Confirm the hold' }).click();
    await legal.page.getByLabel('Why').fill('The police asked me, too.');
    await pressed(legal.page, 'Hold the notice back');
    await page.getByText('confirmed it.').waitFor();
    await page.getByRole('button', { name: 'End the hold' }).click();
    await page.getByLabel('Why').fill('The police has what it needs.');
    await pressed(page, 'Hold the notice back');
    await page.getByText('Nobody holds it back.').waitFor();
    expect([...faults, ...legal.faults]).toEqual([]);
    await Promise.all([close(), legal.close()]);
  });

  test('what a reader gets in another language is listed, with the file for a translator; versions of the facts are compared', async () => {
    const { pages, told } = given();
    const { page, close, faults } = await pages.open('responder', `/incidents/${told}/notices/2`);
    const french = page.locator('.untranslated').filter({ hasText: 'French' });
    await french.getByText(/marked as such: .*What happened/).waitFor();
    const file = page.waitForEvent('download');
    await french.getByRole('button', { name: 'XLIFF' }).click();
    expect((await file).suggestedFilename()).toBe(`${told}-fr.xlf`);
    const input = { name: 'fr.csv', mimeType: 'text/csv' };
    const rows = 'unit,source,target\nnature,Two lists went astray.,Deux listes se sont perdues.\n';
    await french.getByLabel('Enter the file of the translator').setInputFiles({ ...input, buffer: Buffer.from(rows) });
    await page.getByText('Facts changed since it was drafted.').first().waitFor();
    await page.goto(page.url().replace('/notices/2', ''));
    await page.getByText('Versions of the facts').click();
    await page.locator('ins').filter({ hasText: 'fr: Deux listes se sont perdues.' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  testInTurn('words are withheld, read and approved by those who may, and released', async () => {
    const { pages, told } = given();
    const path = `/incidents/${told}/notices/1`;
    const lead = await pages.open('lead', path);
    await lead.page.getByRole('button', { name: 'Withhold words' }).click();
    await lead.page.getByLabel('Fact', { exact: true }).selectOption('howFound');
    await lead.page.getByText('Stopping an attacker').first().click();
    const words = lead.page.getByRole('group', { name: /1$/ });
    await words.getByLabel('Language', { exact: true }).fill('en');
    await words.getByLabel('In that language').fill('The account of the clerk is watched.');
    await soon(lead.page);
    await pressed(lead.page, 'Withhold words');
    await lead.page.getByText('The words are read by: Legal, Privacy and Executive.').waitFor();
    for (const person of ['legal', 'executive']) {
      const { page, close } = await pages.open(person, path);
      await page.getByRole('button', { name: /Show the words/ }).click();
      await page.getByText('The account of the clerk is watched.').waitFor();
      await page.getByRole('button', { name: 'Approve a withholding' }).click();
      await page.getByLabel('Why').fill('The intruder would learn of it.');
      await pressed(page, 'Approve a withholding');
      await close();
    }
    await lead.page.locator('.withholding').getByText('✓').nth(1).waitFor();
    const { page, close } = await pages.open('legal', path);
    await page.getByRole('button', { name: 'Release what is withheld' }).click();
    await page.getByLabel('Why').fill('The account is closed.');
    await pressed(page, 'Release what is withheld');
    await page.getByText('Released', { exact: true }).waitFor();
    expect(lead.faults).toEqual([]);
    await Promise.all([close(), lead.close()]);
  });

  async function drafted(told: IncidentId): Promise<string> {
    const { service } = given().pages;
    const fact = { field: 'nature', status: 'known', value: 'Two lists went astray.' };
    await service.as('responder').post(`/api/incidents/${told}/set-fact`).send(fact).expect(200);
    await draftNotice(service, told, 2, 'update');
    return `/incidents/${told}/notices/2`;
  }

  async function commented(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Plain text' }).click();
    const text = page.locator('pre.letter-text').filter({ hasText: 'Two lists' });
    await text.click();
    await page.evaluate(MARKED);
    await text.dispatchEvent('mouseup');
    await page.getByRole('button', { name: 'Comment on what is marked' }).click();
    await page.getByLabel('What you say of it').fill('Say which lists.');
    await pressed(page, 'Comment on a passage');
    await page.locator('.comments').getByText('Say which lists.').waitFor();
  }

  async function held(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Hold it back' }).click();
    await page.getByLabel('Why').fill('The police asked for two hours.');
    await page.getByLabel('What may come of it').fill('Passwords may be tried.');
    await page.getByLabel('Who of legal').selectOption('legal');
    await soon(page);
    await pressed(page, 'Hold the notice back');
    await page.getByText('has not confirmed it yet.').waitFor();
  }

  const soon = (page: Page) => page.getByLabel('When it is looked at again').fill('2099-01-01T09:00');
}
