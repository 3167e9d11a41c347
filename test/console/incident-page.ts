import { pressed, type Given } from './given';

/** What a team works by, on the page of an incident. */
export function incidentPage(given: () => Given): void {
  test('a task is given by a playbook, done and skipped with the reason, on its page', async () => {
    const { pages, story } = given();
    const { page, context, faults } = await pages.open('responder', `/incidents/${story}`);
    await page.getByRole('button', { name: 'Choose one' }).click();
    await page.getByRole('dialog').getByLabel('Playbook').selectOption('misdirected-email');
    await page.getByLabel('Why').fill('The mail went to one stranger.');
    await pressed(page, 'Choose a playbook');
    await page.getByText('A mail went to a wrong address').waitFor();
    await page
      .getByRole('button', { name: /^Done: / })
      .first()
      .click();
    await pressed(page, 'End a task');
    await page
      .getByRole('button', { name: /^Skip, with the reason: / })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').fill('The same stranger, asked once.');
    await pressed(page, 'End a task');
    await page.getByText('The same stranger, asked once.').first().waitFor();
    await page.getByRole('button', { name: 'Say where your department stands' }).click();
    await page.getByLabel('Which').fill('legal');
    await page.getByRole('dialog').getByRole('textbox').last().fill('The letter is with counsel.');
    await pressed(page, 'Say where your department stands');
    await page.getByText('The letter is with counsel.').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test('a file is kept as evidence and handed on, on its page', async () => {
    const { pages, story } = given();
    const { page, context, faults } = await pages.open('responder', `/incidents/${story}`);
    await page.getByRole('button', { name: 'Keep a file' }).click();
    const file = { name: 'access.log', mimeType: 'text/plain', buffer: Buffer.from('one line') };
    await page.getByLabel('The file, which is sealed').setInputFiles(file);
    await page.getByLabel('What it is').fill('Access log of the morning');
    await pressed(page, 'Keep it');
    await page.getByText('1. Access log of the morning').waitFor();
    await page.getByRole('button', { name: 'Hand on: Access log of the morning' }).click();
    await page.getByLabel('Who has it from now on').fill('Forensics laboratory');
    await page.getByLabel('Why').fill('To look for the address.');
    await pressed(page, 'Hand evidence on');
    await page.getByRole('list', { name: 'Who had it, in turn' }).getByText('Forensics laboratory').waitFor();
    const kept = page.waitForEvent('download');
    await page.getByRole('button', { name: 'access.log' }).click();
    expect((await kept).suggestedFilename()).toBe('access.log');
    expect(faults).toEqual([]);
    await context.close();
  });

  test('a severity is scored, with its sum and its margin, on its page', async () => {
    const { pages, story } = given();
    const { page, context, faults } = await pages.open('responder', `/incidents/${story}`);
    await page.getByRole('button', { name: 'Score it' }).click();
    const group = (name: string) => page.getByRole('dialog').getByRole('group', { name });
    await group('What the data is').getByText('simple').click();
    await page.getByLabel('The processing context').fill('1');
    await group('How easily it leads').getByText('significant').click();
    await group('Who may have it').getByText('known recipients', { exact: true }).click();
    await group('Whether it was altered').getByText('none').click();
    await group('Whether it is away').getByText('none').click();
    await group('mean harm').getByText('No').click();
    await pressed(page, 'Score the severity');
    await page.getByText(/^Context 1 × identification/).waitFor();
    await page.getByText(/more would make it the next band/).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
}
