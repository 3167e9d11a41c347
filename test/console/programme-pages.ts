import type { Page } from 'playwright-core';
import type { IncidentId } from '../../src/domain/case/state';
import { declared, type Service } from '../support/api';
import type { Pages } from '../support/console';
import { addCustomers } from '../support/told';
import { verisRecords } from '../support/veris-records';
import { faultsOf } from './every-page';
import { pressed, type Given } from './given';
import { reviewOf } from './shown';
import { testInTurn } from '../support/turns';

async function approved(pages: Pages, person: string, path: string, act: string): Promise<void> {
  const { page, close, faults } = await pages.open(person, path);
  await page.getByRole('button', { name: act }).click();
  await pressed(page, act);
  expect(faults).toEqual([]);
  await close();
}

/** Contained, so that its post-mortem is open, and answered but for what its page is for. */
async function toLearnFrom(service: Service): Promise<IncidentId> {
  const id = await declared(service);
  await service.as('responder').post(`/api/incidents/${id}/move-stage`).send({ to: 'recovery' }).expect(200);
  await service.desk.openPostMortem(id);
  const write = (command: string, said: object) =>
    service.as('lead').post(`/api/incidents/${id}/post-mortem/${command}`).send(said).expect(200);
  for (const question of ['sufficient', 'went-well', 'changes'])
    await write('answer-question', { question, verdict: 'no', words: 'None.' });
  const { body } = await service.as('lead').get(`/api/incidents/${id}/post-mortem`).expect(200);
  for (const step of body.procedure as string[]) await write('judge-step', { step, verdict: 'yes', words: 'So.' });
  return id;
}

async function inForce(service: Service, version: string, inForceFrom?: string): Promise<void> {
  const drafted = { name: 'incident-response', version, title: 'Incident response', text: `As of ${version}.` };
  const { body } = await service
    .as('lead')
    .post('/api/procedures')
    .send({ ...drafted, inForceFrom })
    .expect(201);
  const address = `/api/procedures/incident-response/${version}/approve`;
  for (const person of ['legal', 'privacy'])
    await service.as(person).post(address).send({ sha256: body.sha256 }).expect(200);
}

/** Exercises, training and audits, each on its page. */
export function programmePages(given: () => Given): void {
  testInTurn('an exercise is planned, shows who plays, and stands in a view of the board, on its page', async () => {
    const { pages } = given();
    await addCustomers(pages.service, ['ash', 'elm', 'oak']);
    const { page, close, faults } = await pages.open('lead', '/exercises');
    await page
      .getByRole('button', { name: /^Plan it: / })
      .first()
      .click();
    await pressed(page, 'Plan an exercise');
    await page.getByRole('region', { name: 'Exercises' }).getByRole('link').first().click();
    await page.getByText('Exercise: nothing of it happened').waitFor();
    await page.getByRole('button', { name: 'Confirm my role' }).click();
    await pressed(page, 'Confirm my role');
    await page.getByText('knows their role').waitFor();
    await page.goto(`${pages.url}/?view=exercises`);
    await page.getByText('Planned', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  testInTurn(
    'an auditor opens an audit, draws from it, records a finding and takes the bundle, on its page',
    async () => {
      const { page, close, faults } = await given().pages.open('auditor', '/audits');
      await page.getByRole('button', { name: 'Open an audit' }).click();
      await page.getByLabel('What is audited against').fill('ISO/IEC 27001:2022');
      await page.getByLabel('Reported from').fill('2020-01-01T00:00');
      await page.getByLabel('And before').fill('2090-01-01T00:00');
      await pressed(page, 'Open an audit');
      await page.getByRole('link', { name: 'ISO/IEC 27001:2022' }).click();
      await page.getByRole('button', { name: 'Draw a sample' }).click();
      await page.getByLabel('How many incidents').fill('1');
      await page.getByLabel('What they are drawn by').fill('48-17-3');
      await pressed(page, 'Draw a sample');
      await page.getByText(/^1 of \d+ incidents/).waitFor();
      await page.getByRole('button', { name: 'Record a finding' }).click();
      await page.getByLabel('What was found').fill('One has no reason.');
      await page.getByLabel('What is to be done').fill('Ask for it.');
      await page.getByLabel('Whose it is').selectOption('lead');
      await page.getByLabel('By when').fill('2090-01-01T00:00');
      await pressed(page, 'Record a finding');
      await page.getByText('One has no reason.').waitFor();
      const bundle = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Sealed bundle (ZIP)' }).click();
      expect((await bundle).suggestedFilename()).toMatch(/^AUD-.*\.zip$/);
      expect(faults).toEqual([]);
      await close();
    },
  );

  testInTurn(
    'a version of a procedure is drafted by one, approved by two others by its text, and holds, on its page',
    async () => {
      const { pages } = given();
      const lead = await pages.open('lead', '/procedures');
      await lead.page.getByRole('button', { name: 'Draft a version' }).click();
      await lead.page.getByLabel('Short name, for good').fill('incident-response');
      await lead.page.getByRole('textbox', { name: 'Version' }).fill('2.4');
      await lead.page.getByLabel('What it is called').fill('Incident response');
      await lead.page.getByLabel('The whole text').fill('1. Whoever notices something reports it.');
      await pressed(lead.page, 'Draft a version');
      await lead.page.getByRole('link', { name: 'Version 2.4' }).click();
      await lead.page.getByText('You wrote it: two others approve it.').first().waitFor();
      for (const person of ['legal', 'privacy']) {
        const { page, close, faults } = await pages.open(person, '/procedures/incident-response/2.4');
        await page.getByText('1. Whoever notices something reports it.').waitFor();
        await page.getByRole('button', { name: 'Approve this version' }).click();
        await pressed(page, 'Approve this version');
        expect(faults).toEqual([]);
        await close();
      }
      // The author, whose page is open all the while and was not touched, sees what the others did.
      await lead.page.getByText('In force', { exact: true }).first().waitFor();
      await inForce(pages.service, '2.5');
      await inForce(pages.service, '2.6', '2090-01-01T00:00:00Z');
      for (const [version, standing] of Object.entries({
        2.4: 'Replaced',
        2.5: 'In force',
        2.6: 'Approved, to come',
      })) {
        await lead.page.goto(`${pages.url}/procedures/incident-response/${version}`);
        await lead.page.getByText(standing, { exact: true }).waitFor();
      }
      expect(lead.faults).toEqual([]);
      await lead.close();
    },
  );

  testInTurn('a post-mortem is written and approved by two, and its words for customers too, on its page', async () => {
    const { pages } = given();
    const path = `/incidents/${await toLearnFrom(pages.service)}/post-mortem`;
    const { page, close, faults } = await pages.open('lead', path);
    await page.getByText('First what stands below.').waitFor();
    await page.getByRole('button', { name: 'Annotate: Declared' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Counsel was asked first.');
    await pressed(page, 'Annotate');
    await page.getByText('Counsel was asked first.').waitFor();
    await page.getByRole('region', { name: 'What was learnt' }).getByRole('button', { name: 'Answer' }).nth(1).click();
    await page.getByRole('dialog').getByRole('textbox').fill('The address completion.');
    await pressed(page, 'Answer');
    for (const person of ['legal', 'lead']) await approved(pages, person, path, 'Approve the post-mortem');
    const writer = await pages.open('privacy', path);
    await writer.page.getByRole('button', { name: 'Write the synthesis for customers' }).click();
    for (const nth of [0, 1, 2])
      await writer.page.getByRole('dialog').getByRole('textbox').nth(nth).fill('A safer address book.');
    await pressed(writer.page, 'Write the synthesis for customers');
    await writer.page.getByText('You wrote it: two others approve it.').waitFor();
    await writer.close();
    for (const person of ['legal', 'lead']) await approved(pages, person, path, 'Approve the synthesis');
    await page.reload();
    await page.getByText('Any notice may have it').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  testInTurn(
    'what was learnt is decided of by one, approved by two others, and its action ended by its owner, on its page',
    async () => {
      const { pages } = given();
      const path = `/reviews/${await reviewed()}`;
      const lead = await pages.open('lead', path);
      await lead.page
        .getByRole('link', { name: 'Procedures', exact: true })
        .and(lead.page.locator('[aria-current=page]'))
        .waitFor();
      await decided(lead.page);
      for (const person of ['legal', 'privacy']) await approved(pages, person, path, 'Approve the decisions');
      await lead.page.reload();
      await lead.page.getByRole('button', { name: 'It is done: action 1' }).click();
      await lead.page.getByRole('textbox', { name: 'What was done' }).fill('The mail program asks.');
      await pressed(lead.page, 'It is done');
      await lead.page.getByText('The mail program asks.').waitFor();
      expect(lead.faults).toEqual([]);
      await lead.close();
    },
  );

  async function reviewed(): Promise<string> {
    const { service } = given().pages;
    await toLearnFrom(service);
    return reviewOf(service);
  }

  async function decided(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Write what was decided' }).click();
    await page.getByRole('textbox', { name: 'What was decided' }).fill('Lists leave only after a second look.');
    await page.getByRole('dialog').getByRole('button', { name: 'Add another' }).click();
    await page.getByRole('textbox', { name: 'What is to be done' }).fill('Have the mail program ask.');
    await page.getByLabel('Whose it is').selectOption('lead');
    await page.getByLabel('By when').fill('2090-01-01T00:00');
    await pressed(page, 'Write what was decided');
    await page.getByText('Have the mail program ask.').waitFor();
  }

  testInTurn(
    'how fast it went, and how many in time, is drawn and stands in tables, for a year, on the page of figures',
    async () => {
      const { pages } = given();
      const { page, close, faults } = await pages.open('executive', '/figures');
      const told = page.getByRole('region', { name: 'Affected customers told' });
      await told.getByRole('row', { name: 'Within 72 hours of awareness' }).first().waitFor();
      expect(await told.locator('svg rect.bar').count()).toBe(3);
      const kept = page.waitForEvent('download');
      await page.getByRole('button', { name: /^Report of 20\d\d \(PDF\)$/ }).click();
      expect((await kept).suggestedFilename()).toMatch(/^report-20\d\d\.pdf$/);
      await page.getByLabel('Period').selectOption('Since the beginning');
      await page.getByRole('row', { name: /^Incident \d/ }).waitFor();
      expect([...(await faultsOf(page)), ...faults]).toEqual([]);
      await close();
      const other = await pages.open('lead', '/figures');
      await other.page.getByText(/Auditor, Privacy, Legal/).waitFor();
      await other.close();
    },
  );

  testInTurn(
    'a store is added and given its detection, and its check recorded, on the page of where personal data lies',
    async () => {
      const { pages } = given();
      const { page, close, faults } = await pages.open('privacy', '/stores');
      await page.getByRole('button', { name: 'Add a store' }).click();
      await page.getByLabel('Short name, for good').fill('paper-files');
      await page.getByLabel('What it is').fill('Paper');
      await page.getByLabel('Offline').check();
      await page.getByLabel('Whose it is').selectOption('responder');
      await page.getByLabel('Days between two checks of that').fill('90');
      await pressed(page, 'Add a store');
      await page.getByText('No detection').waitFor();
      await page.getByRole('button', { name: 'Change the store: Paper' }).click();
      await page.getByLabel('What it is').fill('Paper files');
      await page.getByLabel('Reports of staff').check();
      await pressed(page, 'Change the store');
      await page.getByText('No detection').waitFor({ state: 'detached' });
      await page.getByText('Check is overdue').waitFor();
      await page.getByRole('button', { name: 'Its detection works: Paper files' }).click();
      await pressed(page, 'Its detection works');
      await page.getByText('Detection was last tried').waitFor();
      expect(await page.getByText('Check is overdue').count()).toBe(0);
      await page.evaluate(
        `localStorage.setItem('tocsin.language', 'fr'); dispatchEvent(new StorageEvent('storage', { key: 'tocsin.language', newValue: 'fr' }))`,
      );
      await page.getByText('Détection essayée en dernier').waitFor();
      const hidden = `document.querySelector('.pages').scrollHeight - document.querySelector('.pages').clientHeight`;
      expect(await page.evaluate<number>(hidden)).toBe(0);
      expect([...(await faultsOf(page)), ...faults]).toEqual([]);
      await close();
    },
  );

  testInTurn(
    'the register is read by period, class and post-mortem, and taken along as files, on its page',
    async () => {
      const { pages, story } = given();
      const { page, close, faults } = await pages.open('privacy', '/register');
      await page.getByRole('link', { name: story }).waitFor();
      await page.getByLabel('What it was found to be').selectOption('Out of scope');
      await page.getByRole('link', { name: story }).waitFor({ state: 'detached' });
      await page.getByLabel('What it was found to be').selectOption('Incident');
      await page.getByLabel('Post-mortem').selectOption('No post-mortem');
      await page.getByRole('link', { name: story }).waitFor();
      for (const [button, file] of [
        ['CSV', 'register.csv'],
        ['VERIS', 'register-veris.json'],
        [`${story} as PDF`, `${story}.pdf`],
      ] as const) {
        const taken = page.waitForEvent('download');
        await page.getByRole('button', { name: button, exact: true }).click();
        expect((await taken).suggestedFilename()).toBe(file);
      }
      expect([...(await faultsOf(page)), ...faults]).toEqual([]);
      await close();
    },
  );

  test('what another register had is imported from a file, whose faults are told by record, on its page', async () => {
    const { page, close, faults } = await given().pages.open('privacy', '/register');
    const [first, ...rest] = verisRecords();
    const take = (text: string) =>
      page
        .getByLabel(/Import a file of VERIS records/)
        .setInputFiles({ name: 'past.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await take('no file of ours');
    await page.getByText('This file is no JSON').waitFor();
    await take(JSON.stringify([first, { ...rest[0], timeline: { incident: { year: 1850 } } }]));
    await page.getByText('Record 2, timeline.incident.year:').waitFor();
    await take(JSON.stringify([first, ...rest]));
    await page.getByText(`Imported: ${rest.length + 1} new, 0 there already.`).waitFor();
    await page.getByRole('rowheader', { name: first!.incident_id }).waitFor();
    expect([...(await faultsOf(page)), ...faults]).toEqual([]);
    await close();
  });

  test('who is trained stands by department, with what was given, on the page of training', async () => {
    const { page, close, faults } = await given().pages.open('privacy', '/training');
    // Other tests may have listed some.
    await page.getByText('No staff is listed yet.').or(page.getByRole('table')).first().waitFor();
    await page.getByText('Nothing was given yet.').waitFor();
    await page.getByRole('button', { name: 'Give a course' }).click();
    await page.getByRole('dialog').getByRole('option', { name: 'Protecting' }).first().waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
    await close();
  });
}
