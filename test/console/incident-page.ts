import { elapsed, HOUR, MINUTE } from '../../src/domain/primitives/instant';
import { cookieOf, declared, reported } from '../support/api';
import { PHONE, visit } from '../support/chromium';
import { staffOf } from '../support/staff';
import { addCustomers } from '../support/told';
import { pressed, sought, type Given } from './given';
import { declaredIn } from './shown';
import { testInTurn } from '../support/turns';

/** What a team works by, on the page of an incident. */
export function incidentPage(given: () => Given): void {
  testInTurn(
    'a clear case is told by one act on a phone, one question at a time, and shows the deadline before it is',
    async () => {
      const { pages } = given();
      await addCustomers(pages.service, ['rowan']);
      const id = await reported(pages.service);
      const { page, close, faults } = await pages.open('lead', `/incidents/${id}`, PHONE);
      await page.getByRole('button', { name: 'Clear case: all in one' }).click();
      const form = page.getByRole('dialog');
      const goOn = () => form.getByRole('button', { name: 'Go on' }).click();
      await form.getByLabel('What happened, in a sentence').fill('A list went to one stranger.');
      for (const test of [/^Was data destroyed/, /^By accident/, /^Is it personal/, /^Do we process/])
        await form.getByRole('group', { name: test }).getByText('Yes', { exact: true }).click();
      await goOn();
      await form.getByText('Yes', { exact: true }).click();
      await goOn();
      await form.getByText('No', { exact: true }).click();
      await goOn();
      await form.getByLabel('What is known so far').fill('One recipient, who has deleted it.');
      await form.getByText('Low', { exact: true }).click();
      await form.getByLabel('Why', { exact: true }).fill('One mail, known to us.');
      await goOn();
      await goOn();
      await form.getByText('Declare it now').click();
      await goOn();
      await form.getByText(/rowan/i).first().click();
      await goOn();
      await form.getByLabel('What happened', { exact: true }).fill('A list of names went to one stranger.');
      await goOn();
      await goOn();
      await form.getByText('Draft the notice from these facts').click();
      await form.getByText('Customers must then be told by').waitFor();
      await form.getByText('adds 1 affected customer').waitFor();
      await pressed(page, 'Fast-track a small case');
      const { body } = await pages.service.as('lead').get(`/api/incidents/${id}`).expect(200);
      expect(body).toMatchObject({
        headline: { class: 'incident' },
        declaration: { facts: 'One recipient, who has deleted it.' },
        facts: { nature: { value: 'A list of names went to one stranger.' } },
        notices: [{ kind: 'initial' }],
      });
      expect(faults).toEqual([]);
      await close();
    },
  );

  testInTurn('a task is given by a playbook, done and skipped with the reason, on its page', async () => {
    const { pages, story } = given();
    const { page, close, faults } = await pages.open('responder', `/incidents/${story}`);
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
    await close();
  });

  test('a file is kept as evidence and handed on, on its page', async () => {
    const { pages, story } = given();
    const { page, close, faults } = await pages.open('responder', `/incidents/${story}`);
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
    await close();
  });

  testInTurn('a severity is scored, with its sum and its margin, on its page', async () => {
    const { pages, story } = given();
    const { page, close, faults } = await pages.open('responder', `/incidents/${story}`);
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
    await close();
  });
  testInTurn('a law is judged to apply, and what it wants is recorded, on its page', async () => {
    const { pages, story } = given();
    const { page, close, faults } = await pages.open('privacy', `/incidents/${story}`);
    const laws = page.getByRole('region', { name: 'Laws and contracts' });
    await laws.getByRole('button', { name: 'Judge one' }).click();
    await page.getByLabel('Law or contract').selectOption('nis2');
    await page.getByLabel('It applies to this incident').check();
    await page.getByLabel('What was found, by its test').fill('We are an important entity.');
    await pressed(page, 'Say whether a law applies');
    await laws.getByText('Applies', { exact: true }).waitFor();
    await laws.getByRole('button', { name: 'Record that it is done: Early warning' }).click();
    await page.getByLabel('What proves it').fill('Receipt of the portal.');
    await page.getByLabel('Where it is late: the reasons').fill('It was found a week later.');
    await pressed(page, 'Record what a law wanted of us');
    await laws.getByRole('button', { name: 'Record that it is done: Early warning' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await close();
  });

  testInTurn(
    'a duplicate is linked, offered to the other one, and shown as declined with the reason, on both pages',
    async () => {
      const { pages, told } = given();
      const { service } = pages;
      const duplicate = await declaredIn(service, 'The same list, it seems.');
      const { page, close, faults } = await pages.open('lead', `/incidents/${duplicate}`);
      const related = page.getByRole('region', { name: 'Related incidents' });
      await related.getByRole('button', { name: 'Link another' }).click();
      await page.getByLabel('The other incident').fill(told);
      await page.getByLabel('What they have to do with each other').fill('The same list.');
      await pressed(page, 'Link another incident');
      await related.getByText('Linked', { exact: true }).waitFor();
      await related.getByRole('button', { name: 'It is a duplicate: offer to merge it' }).click();
      await page.getByLabel('The incident that goes on').fill(told);
      await page.getByLabel('How it is known that both are one').fill('Both are of one mail.');
      await pressed(page, 'Merge into another incident');
      await related.getByText('Offered, waits for the answer').waitFor();
      const offer = service.desk.open.get(duplicate)!.outbox.find(({ kind }) => kind === 'offer-merge')!.id;
      await service.desk.system(duplicate, 'merge-answered', { offer, why: 'It is closed; open it again first.' });
      await related.getByText('Declined the offer').waitFor();
      await related.getByText('It is closed; open it again first.').waitFor();
      await page.goto(`${pages.url}/incidents/${told}`);
      await related.getByRole('link', { name: duplicate }).waitFor();
      expect(faults).toEqual([]);
      await close();
    },
  );
  test('a clock tells the sum that its time comes of, and its source, on the page', async () => {
    const { pages, story } = given();
    const { page, close, faults } = await pages.open('privacy', `/incidents/${story}`);
    const sum = /Declared .* \+ 72 hours = .*, by our own commitment\.$/;
    const why = page.locator('.clock-why').filter({ hasText: sum }).first();
    await why.getByText('Why this time?').click();
    await why.getByText(sum).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test.each([
    ['en', 'Staff number', 'Never given', 'Before closing', 'The post-mortem is not open', 'was declared on'],
    [
      'fr',
      'Matricule',
      'Jamais donnée',
      'Avant de clore',
      'Le retour d’expérience n’est pas ouvert',
      'Cet incident fut déclaré le',
    ],
  ])(
    'who caused it is looked up, with what they had been taught, on its page, and all of it is in the language of the reader (%s)',
    async (lang, label, standing, before, open, refused) => {
      const { pages } = given();
      const story = await declared(pages.service);
      const [member] = staffOf(1);
      const id = `cause-${lang}`;
      const author = { person: 'operator' };
      const caused = {
        ...member!,
        id,
        email: `${id}@staff.example`,
        userName: id,
        active: true,
        name: `Cause ${lang}`,
      };
      await pages.service.register.provisioning.add(caused, 'test', author);
      const { page, close, faults } = await pages.open('privacy', `/incidents/${story}`, { locale: lang });
      await page.getByRole('searchbox', { name: label }).fill(id);
      await page.keyboard.press('Enter');
      await page.getByText(`Cause ${lang}`).waitFor();
      await page.getByText(standing).first().waitFor();
      await page.getByText(before).click();
      await page.getByText(open).waitFor();
      await page.goto(`${pages.url}/incidents/${story}?act=declare`);
      await page.getByRole('dialog').getByText(refused).first().waitFor();
      expect(faults).toEqual([]);
      await close();
    },
  );

  testInTurn(
    'an instant is corrected by one person with the reason, and by a second one, each on the page',
    async () => {
      const { pages } = given();
      const id = await declaredIn(pages.service, 'A list, dated too early.');
      const { page, close, faults } = await pages.open('privacy', `/incidents/${id}`);
      await page.getByRole('heading', { name: 'Timeline' }).waitFor();
      await page.keyboard.press('Control+k');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Correct an instant/ })
        .click();
      await page.getByRole('dialog').getByText('We became aware').click();
      await page.getByLabel('When it was in truth').fill('2026-11-23T12:00');
      await page.getByLabel('How we know').fill('The mail came at noon.');
      await pressed(page, 'Correct an instant');
      const second = await pages.open('legal', `/incidents/${id}`);
      await second.page.locator('.next').getByRole('button', { name: 'Correct an instant' }).first().click();
      await second.page.getByLabel('How we know').fill('I saw its header.');
      await pressed(second.page, 'Correct an instant');
      const { body } = await pages.service.as('lead').get(`/api/incidents/${id}`).expect(200);
      expect(body.anchors.aware.at).toBe('2026-11-23T12:00:00.000Z');
      expect([...faults, ...second.faults]).toEqual([]);
      await Promise.all([close(), second.close()]);
    },
  );

  test('a file that was begun for one incident is not kept for another', async () => {
    const { pages, story, told } = given();
    const { page, close, faults } = await pages.open('lead', `/incidents/${told}`);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await sought(page, story);
    await page.getByRole('button', { name: new RegExp(`^${story}`) }).click();
    await page.waitForURL(`**/incidents/${story}`);
    await page.getByRole('button', { name: 'Keep a file' }).click();
    await page.getByRole('dialog').getByLabel('What it is').fill('The log of the story.');
    await sought(page, told);
    await page.getByRole('button', { name: new RegExp(`^${told}`) }).click();
    await page.waitForURL(`**/incidents/${told}`);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await close();
  });

  test('now is the server’s now, on a device whose clock is wrong', async () => {
    const { pages } = given();
    const id = await reported(pages.service);
    const { page, context, faults } = await visit(pages.browser, pages.url, await cookieOf(pages.service, 'lead'));
    await page.clock.setSystemTime(Date.now() - HOUR);
    await page.goto(`${pages.url}/incidents/${id}?act=declare`);
    const form = page.getByRole('dialog');
    await form.getByLabel('What it rests on').fill('A list went to a stranger.');
    const due = await form.locator('.deadline-at').innerText();
    await form.getByRole('button', { name: 'Now' }).first().click();
    const now = await form.locator('.date-time + .hint').first().innerText();
    // A minute may have passed between the two.
    expect([0, 1, 1 - 24 * 60]).toContain(minuteOfDay(now) - minuteOfDay(due));
    await pressed(page, 'Declare an incident');
    const { body } = await pages.service.as('lead').get(`/api/incidents/${id}`).expect(200);
    expect(elapsed(body.report.reportedAt, body.anchors.aware.at)).toBeGreaterThan(-MINUTE);
    expect(faults).toEqual([]);
    await context.close();
  });
}

/** Of a time such as `3 Dec, 20:35 UTC`. */
function minuteOfDay(text: string): number {
  const [, hours, minutes] = /(\d\d):(\d\d) UTC/.exec(text)!;
  return Number(hours) * 60 + Number(minutes);
}
