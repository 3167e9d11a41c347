import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { FACT_FIELDS, CORE_FIELDS } from '../../../src/domain/notices/facts';
import { customers, imported, type Customer } from '../../support/case';
import { browserProgram, openBrowser, PHONE, visit } from '../../support/chromium';
import type { Town } from '../../support/town';
import { until } from '../../support/until';

/** The mail with names that went to the wrong recipients: by three people, each with a phone, from its report to its closing. */
export function theMisdirectedMailByPage(town: Town, isApart: boolean): void {
  // The pages are the same over either register: once will do.
  if (!isApart) return;
  let browser: Browser | undefined;
  afterAll(() => browser?.close());

  (browserProgram ? test : test.skip)('customers read what two people approved, and each act was a touch', async () => {
    const [customer] = await imported(town, customers('page', ['en']));
    browser = await openBrowser({ staysLong: true });
    const [responder, lead, privacy, auditor] = await Promise.all(
      ['responder', 'lead', 'privacy', 'auditor'].map((person) => signedIn(person)),
    );
    const id = await reported(responder!);
    await acknowledged(responder!, id);
    await act(responder!, id, 'assess', 'Triage', triaged);
    await act(lead!, id, 'declare', 'Declare an incident', (page) =>
      page.getByLabel('What it rests on').fill('The school says that it opened the list.'),
    );
    await affected(responder!, id, customer!);
    await stated(responder!, id);
    await told(1, 'First notice', { responder: responder!, lead: lead!, privacy: privacy! }, id);
    await lead!.getByRole('link', { name: /Each recipient/ }).tap();
    await lead!.getByRole('button', { name: customer!.name }).first().tap();
    await lead!.getByRole('dialog').getByText('Word by word as it was approved').waitFor({ state: 'attached' });
    expect(town.mail.to(customer!.admin)).toHaveLength(1);
    await told(2, 'Final notice', { responder: responder!, lead: lead!, privacy: privacy! }, id);

    await learnt([lead!, privacy!], id);
    await act(lead!, id, 'close', 'Close', (page) => page.getByLabel('How it ended').fill('Deleted by the school.'));
    await lead!.getByText('Deleted by the school.').first().waitFor();
    await audited(auditor!, id);
  });

  async function signedIn(person: string): Promise<Page> {
    const { page } = await visit(browser!, town.url, '', PHONE);
    const keys = JSON.parse(readFileSync(town.keysFile, 'utf8')) as Record<string, string>;
    await page.goto(town.url);
    await page.getByLabel('Your key').fill(keys[person]!);
    await page.getByRole('button', { name: 'Sign in with the key' }).tap();
    await page.getByRole('heading', { name: 'Incidents' }).waitFor();
    return page;
  }

  async function reported(page: Page): Promise<string> {
    await page.getByRole('button', { name: 'Report something' }).tap();
    await page.getByLabel('What was seen?').fill('A mail with 320 names went to the wrong school.');
    await press(page, 'Send the report');
    await page.waitForURL(/INC-\d+-\d+$/);
    return page.url().split('/').at(-1)!;
  }

  /** By the link of the very mail that asks for it. */
  async function acknowledged(page: Page, id: string): Promise<void> {
    const link = await until('the alert has come', () =>
      town.mail
        .to('responder@tocsin.example')
        .flatMap(({ mail }) => mail.text?.match(/http\S+\?act=acknowledge/g) ?? [])
        .find((one) => one.includes(`/${id}?`)),
    );
    await page.goto(link);
    await page.getByRole('dialog').waitFor();
    await press(page, 'Acknowledge');
  }

  async function act(page: Page, id: string, command: string, name: string, fill?: (page: Page) => Promise<unknown>) {
    await page.goto(`${town.url}/incidents/${id}?act=${command}`);
    await page.getByRole('dialog').waitFor();
    await fill?.(page);
    await press(page, name);
  }

  async function affected(page: Page, id: string, { id: customer, name }: Customer): Promise<void> {
    await act(page, id, 'add-affected-customers', 'Add affected customers', async () => {
      // Few customers are ticked by name, many are written by id.
      const dialog = page.getByRole('dialog');
      const ticked = dialog.getByRole('group', { name: 'Customers' }).getByText(name, { exact: true });
      const written = dialog.getByRole('textbox', { name: /^Customers by id/ });
      await ticked.or(written).waitFor();
      await ((await written.isVisible()) ? written.fill(customer) : ticked.tap());
    });
    await page
      .locator('section', { has: page.locator('#scope') })
      .getByText(name)
      .waitFor();
  }

  /** Field by field, from the sheet itself. */
  async function stated(page: Page, id: string): Promise<void> {
    for (const field of FACT_FIELDS.filter((one) => CORE_FIELDS.includes(one) || one === 'customerAction')) {
      const prefill = encodeURIComponent(JSON.stringify({ field, status: 'known' }));
      await act(page, id, `set-fact&with=${prefill}`, 'Set a fact', () =>
        page.getByLabel('What customers will read').fill('One list, one stranger.'),
      );
    }
  }

  async function told(
    number: number,
    kind: string,
    people: Record<'responder' | 'lead' | 'privacy', Page>,
    id: string,
  ) {
    const { responder, lead, privacy } = people;
    await act(responder, id, 'draft-notice', 'Draft a notice', (page) =>
      page.getByRole('dialog').getByRole('combobox').first().selectOption({ label: kind }),
    );
    for (const page of [privacy, lead]) {
      await page.goto(`${town.url}/incidents/${id}/notices/${number}`);
      await page.getByRole('button', { name: 'Approve this text' }).tap();
      await press(page, 'Approve the notice');
    }
    await lead.getByRole('button', { name: 'Release it' }).tap();
    await lead.getByLabel('Type that number to release it').fill('1');
    await press(lead, 'Release the notice');
    await lead.getByText('Sent', { exact: true }).first().waitFor();
  }

  /** Question by question and step by step, then approved by two. */
  async function learnt([lead, privacy]: [Page, Page], id: string): Promise<void> {
    await act(lead, id, 'move-stage', 'Move to another stage', (page) =>
      page.getByText('Review', { exact: true }).last().tap(),
    );
    await lead.getByRole('link', { name: /Post-mortem/ }).tap();
    await lead.getByRole('button', { name: 'Answer', exact: true }).first().waitFor();
    for (const button of ['Answer', 'Judge the step'])
      for (let nth = 0; nth < (await lead.getByRole('button', { name: button, exact: true }).count()); nth += 1) {
        await lead.getByRole('button', { name: button, exact: true }).nth(nth).tap();
        const dialog = lead.getByRole('dialog');
        const isJudged = button !== 'Answer' || nth === 0 || nth === 3;
        const verdict = button === 'Answer' && nth === 3 ? 'No' : 'Yes';
        if (isJudged) await dialog.getByText(verdict, { exact: true }).tap();
        await dialog.locator('textarea').last().fill('It was clear who does what.');
        await press(lead, button);
      }
    for (const page of [privacy, lead]) {
      await page.goto(`${town.url}/incidents/${id}/post-mortem`);
      await page.getByRole('button', { name: 'Approve the post-mortem' }).tap();
      await press(page, 'Approve the post-mortem');
    }
    await lead.getByText('Followed up', { exact: true }).waitFor();
  }

  async function audited(page: Page, id: string): Promise<void> {
    await page.goto(`${town.url}/?view=closed`);
    await page.getByRole('link', { name: new RegExp(id) }).tap();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.getByRole('button', { name: 'All', exact: true }).tap();
    const { items } = (await town.ask('auditor', 'GET', `/incidents/${id}/acts`)).body as {
      items: { allowed: boolean }[];
    };
    expect(items.filter(({ allowed }) => allowed)).toEqual([]);
  }
}

async function press(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).tap();
  await dialog.waitFor({ state: 'detached' }).catch(async () => {
    throw new Error(`"${name}" is not done: ${await dialog.innerText()}`);
  });
}

/** The questions (a) to (e). */
async function triaged(page: Page): Promise<void> {
  await page.getByLabel('What happened, in a sentence').fill('One mail, one attachment.');
  const answers: [question: RegExp, answer: string][] = [
    [/Was data destroyed/, 'Yes'],
    [/By accident/, 'Yes'],
    [/Is it personal/, 'Yes'],
    [/Do we process/, 'Yes'],
    [/Is it ours/, 'Yes'],
    [/mean harm/, 'No'],
    [/^How grave it is$/, 'Medium'],
  ];
  for (const [question, answer] of answers)
    await page.getByRole('group', { name: question }).getByText(answer, { exact: true }).first().tap();
  await page.getByLabel('What is known so far').fill('The school deletes it.');
  await page.getByLabel('Why', { exact: true }).fill('Names alone.');
}
