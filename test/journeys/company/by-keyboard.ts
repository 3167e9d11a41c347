import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { customers, imported } from '../../support/case';
import { browserProgram, DESK, openBrowser, visit } from '../../support/chromium';
import { Keyboard } from '../../support/keyboard';
import type { Town } from '../../support/town';

const SEEN = 'A guard photographs patient files and sells them.';
/** What customers read, by what the fact is called. */
const FACTS: [fact: string, value: string][] = [
  ['What happened', 'One of our guards photographed files and passed them on.'],
  ['Measures taken', 'The guard was suspended, and the police informed.'],
  ['Service concerned', 'On-site support.'],
  ['How long, and to whom', 'Three weeks.'],
  ['How much was affected', '40 files.'],
  ['How much was exposed', '12 files.'],
  ['Who else is involved', 'Nobody.'],
  ['Kinds of data', 'Names and diagnoses.'],
  ['Likely consequences', 'Publication.'],
  ['What customers should do', 'Tell the persons concerned.'],
  ['Whom to ask', 'privacy@tocsin.example'],
];

/** The guard who sold files: restricted from its report on, with two updates, by people who have keyboards alone. */
export function theInsiderByKeyboard(town: Town, isApart: boolean): void {
  // The pages are the same over either register: once will do.
  if (!isApart) return;
  let browser: Browser | undefined;
  afterAll(() => browser?.close());

  (browserProgram ? test : test.skip)(
    'from its report to its closing no pointer is used, and the suspect sees nothing',
    async () => {
      const [customer] = await imported(town, customers('keys', ['en']));
      browser = await openBrowser({ staysLong: true });
      const people = {
        privacy: await signedIn('privacy'),
        legal: await signedIn('legal'),
        communications: await signedIn('communications'),
      };
      const { privacy, communications } = people;
      const id = await reported(privacy);
      await privacy.press('a');
      await privacy.send('Acknowledge');
      await privacy.act('Triage', triaged(privacy));
      await privacy.act('Declare an incident', (dialog) =>
        privacy.type(dialog.getByLabel('What it rests on'), 'Pictures were offered.'),
      );
      await privacy.act('Add affected customers', async (dialog) => {
        const ticked = dialog.getByRole('checkbox', { name: customer!.name });
        const written = dialog.getByRole('textbox', { name: /^Customers by id/ });
        await ticked.or(written).waitFor();
        await ((await written.isVisible()) ? privacy.type(written, customer!.id) : privacy.tick(ticked));
      });
      for (const [fact, value] of FACTS) await privacy.act('Set a fact', stated(privacy, fact, value));
      await told(1, 'First notice', people, id);
      for (const [number, word] of [
        [2, 'The guard confessed.'],
        [3, 'All copies were found.'],
      ] as const) {
        await privacy.act('Set a fact', stated(privacy, 'Likely consequences', word));
        await told(number, 'Update', people, id, word);
      }
      await told(4, 'Final notice', people, id);
      await learnt([privacy, communications], id);
      await privacy.act('Close', (dialog) => privacy.type(dialog.getByLabel('How it ended'), 'Dismissed, and tried.'));
      await privacy.page.getByText('Dismissed, and tried.').first().waitFor();
      expect(town.mail.to(customer!.admin)).toHaveLength(4);
      for (const keys of Object.values(people)) expect(await keys.pressedByPointer()).toBe(false);
      const suspect = await signedIn('lead');
      await suspect.page.goto(`${town.url}/incidents/${id}`);
      await suspect.page.getByRole('alert').waitFor();
      expect(await suspect.page.content()).not.toContain('photographs');
    },
  );

  async function signedIn(person: string): Promise<Keyboard> {
    const { page } = await visit(browser!, town.url, '', DESK);
    const keys = new Keyboard(page);
    await keys.watch();
    const all = JSON.parse(readFileSync(town.keysFile, 'utf8')) as Record<string, string>;
    await page.goto(town.url);
    await keys.type(page.getByLabel('Your key'), all[person]!);
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'Incidents' }).waitFor();
    return keys;
  }

  async function reported(keys: Keyboard): Promise<string> {
    await keys.begin('Report something');
    await keys.send('Report something', async (dialog) => {
      await keys.type(dialog.getByLabel('What was seen?'), SEEN);
      await keys.open(dialog.getByText('Restrict it to named people'));
      const group = (name: RegExp) => dialog.getByRole('group', { name });
      for (const member of ['Legal', 'Communications', 'Privacy'])
        await keys.tick(group(/^Members, who may/).getByRole('checkbox', { name: new RegExp(`^${member} `) }));
      await keys.tick(group(/^Under suspicion/).getByRole('checkbox', { name: /^Lead / }));
    });
    await keys.page.waitForURL(/INC-\d+-\d+$/);
    await keys.page.getByRole('heading', { name: SEEN }).waitFor();
    return keys.page.url().split('/').at(-1)!;
  }

  async function told(
    number: number,
    kind: string,
    { privacy, legal, communications }: Record<'privacy' | 'legal' | 'communications', Keyboard>,
    id: string,
    word?: string,
  ): Promise<void> {
    await legal.page.goto(`${town.url}/incidents/${id}`);
    await legal.page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await legal.act('Draft a notice', async (dialog) => {
      await legal.select(dialog.getByRole('combobox', { name: 'Kind' }), kind);
      if (word) await legal.type(dialog.getByLabel('Words of our own, on top of the text'), word);
    });
    for (const keys of [communications, privacy]) {
      await keys.page.goto(`${town.url}/incidents/${id}`);
      await keys.open(keys.page.getByRole('link', { name: `${number}. ${kind}` }));
      await keys.open(keys.page.getByRole('button', { name: 'Approve this text' }));
      await keys.send('Approve the notice');
    }
    await privacy.open(privacy.page.getByRole('button', { name: 'Release it' }));
    await privacy.send('Release the notice', (dialog) => privacy.type(dialog.getByRole('textbox'), '1'));
    await privacy.page.getByText('Sent', { exact: true }).first().waitFor();
    await privacy.open(privacy.page.getByRole('link', { name: new RegExp(id) }));
    await privacy.page.getByRole('heading', { name: 'Timeline' }).waitFor();
  }

  async function learnt([privacy, other]: [Keyboard, Keyboard], id: string): Promise<void> {
    await privacy.act('Move to another stage', (dialog) =>
      privacy.choose(dialog.getByRole('group', { name: 'Stage' }), 'Review'),
    );
    await privacy.open(privacy.page.getByRole('link', { name: /Post-mortem/ }));
    await privacy.page.getByRole('button', { name: 'Answer', exact: true }).first().waitFor();
    for (const button of ['Answer', 'Judge the step'])
      for (const one of await privacy.page.getByRole('button', { name: button, exact: true }).all()) {
        await privacy.open(one);
        await privacy.send(button, async (dialog) => {
          const verdict = dialog.getByRole('group').first();
          const isChange = await dialog.getByText('Does anything need to change').isVisible();
          if (await verdict.isVisible()) await privacy.choose(verdict, isChange ? 'No' : 'Yes');
          await privacy.type(dialog.locator('textarea').last(), 'It was clear who does what.');
        });
      }
    for (const keys of [other, privacy]) {
      await keys.page.goto(`${town.url}/incidents/${id}/post-mortem`);
      await keys.open(keys.page.getByRole('button', { name: 'Approve the post-mortem' }));
      await keys.send('Approve the post-mortem');
    }
    await privacy.page.getByText('Followed up', { exact: true }).waitFor();
    await privacy.open(privacy.page.getByRole('link', { name: new RegExp(id) }));
    await privacy.page.getByRole('heading', { name: 'Timeline' }).waitFor();
  }
}

const TRIAGE: [question: RegExp, answer: string][] = [
  [/Was data destroyed/, 'Yes'],
  [/By accident/, 'Yes'],
  [/Is it personal/, 'Yes'],
  [/Do we process/, 'Yes'],
  [/Is it ours/, 'Yes'],
  [/mean harm/, 'Yes'],
];

/** The questions (a) to (e). */
function triaged(keys: Keyboard) {
  return async (dialog: Locator): Promise<void> => {
    await keys.type(dialog.getByLabel('What happened, in a sentence'), 'One guard, one telephone.');
    for (const [question, answer] of TRIAGE) await keys.choose(dialog.getByRole('group', { name: question }), answer);
    await keys.type(dialog.getByLabel('What is known so far'), 'Pictures were offered for sale.');
    await keys.choose(dialog.getByRole('group', { name: 'How grave it is', exact: true }), 'High');
    await keys.type(dialog.getByLabel('Why', { exact: true }), 'Diagnoses.');
  };
}

function stated(keys: Keyboard, fact: string, value: string) {
  return async (dialog: Locator): Promise<void> => {
    await keys.select(dialog.getByRole('combobox', { name: 'Fact' }), fact);
    await keys.choose(dialog.getByRole('group', { name: 'What can be said of it' }), 'Known');
    await keys.type(dialog.getByLabel('What customers will read'), value);
  };
}
