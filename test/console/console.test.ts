import type { Page } from 'playwright-core';
import { readConsole } from '../../src/api/http/console-files';
import type { IncidentId } from '../../src/domain/case/state';
import { ASSESSMENT, DECLARATION, REPORT } from '../support/api';
import { browserProgram, PHONE } from '../support/chromium';
import { CONSOLE, openPages, type Pages } from '../support/console';
import { customerWith, tellByNotice } from '../support/told';
import { testInTurn } from '../support/turns';
import { boardPage } from './board-page';
import { customerPages } from './customer-pages';
import { everyPage } from './every-page';
import { firstRun } from './first-run';
import { pressed, type Given } from './given';
import { incidentPage } from './incident-page';
import { lateAnswers } from './late-answers';
import { noticePage } from './notice-page';
import { peoplePages } from './people-pages';
import { programmePages } from './programme-pages';
import { sharedBrowser } from './shared-browser';
import { together } from './together';
import { trainingPage } from './training-page';

jest.setTimeout(90_000);

const SCRIPT_MAX = 250_000;

(browserProgram ? describe : describe.skip)('the console', () => {
  let pages: Pages;
  let story: IncidentId;
  let toldStory: IncidentId;
  beforeAll(async () => {
    pages = await openPages();
    story = await declared('A list of customers was mailed to a stranger.');
    toldStory = await declared('Another list went astray.');
    await tellByNotice(pages.service, toldStory, ['birch']);
  });
  afterAll(() => pages.close());
  const given = (): Given => ({ pages, story, told: toldStory });

  const reported = async (seen: string) => {
    const { body } = await pages.service
      .as('reporter')
      .post('/api/incidents')
      .send({ ...REPORT, seen })
      .expect(201);
    return body.id as IncidentId;
  };
  const say = (person: string, id: string, command: string, body: object) =>
    pages.service.as(person).post(`/api/incidents/${id}/${command}`).send(body).expect(200);
  const stateOf = async (id: string) => (await pages.service.as('lead').get(`/api/incidents/${id}`).expect(200)).body;
  async function declared(seen: string) {
    const id = await reported(seen);
    await say('responder', id, 'assess', ASSESSMENT);
    await say('lead', id, 'declare', DECLARATION);
    await say('responder', id, 'set-fact', { field: 'nature', status: 'known', value: 'One list, one stranger.' });
    return id;
  }
  /** Nobody is left for birch, until an operator enters another contact. */
  async function triedFurther(page: Page) {
    await page.getByRole('dialog').getByRole('button', { name: 'Try next contact' }).click();
    const form = page.getByRole('dialog', { name: 'Try next contact' });
    await form.getByLabel('Why').fill('Nobody there opens it.');
    await form.getByRole('button', { name: 'Try next contact' }).click();
    await form
      .getByRole('alert')
      .getByText(/record-contact/)
      .waitFor();
    const operator = pages.service.as('operator');
    await operator
      .put('/api/customers/birch')
      .send(customerWith('birch', ['privacy@birch.example']))
      .expect(200);
    await form.getByRole('button', { name: 'Try next contact' }).click();
    await form.waitFor({ state: 'detached' });
    await operator.delete('/api/customers/birch/contacts/birch-2').expect(200);
  }
  const act = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

  test('whoever is not signed in signs in first, and comes to the act that they were asked for', async () => {
    const { page, close } = await pages.open('', `/incidents/${story}?act=note-progress`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('Your key').fill('key-of-lead');
    await page.getByRole('button', { name: 'Sign in with the key' }).click();
    await page.getByRole('dialog', { name: 'Note progress' }).waitFor();
    await close();
  });

  test('loads little: the scripts of the first page are less than 250 kB compressed', () => {
    const { page, assets } = readConsole(CONSOLE)!;
    const first = [...page.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name]) => assets.get(name!)!);
    const size = first.reduce((sum, { encoded }) => sum + encoded.gzip!.length, 0);
    expect(first.length).toBeGreaterThan(0);
    expect(size).toBeLessThan(SCRIPT_MAX);
  });

  test('on a phone, a report becomes a declared incident by thumb alone', async () => {
    const { page, close, faults } = await pages.open('lead', '/', PHONE);
    await page.getByRole('button', { name: 'Report something' }).tap();
    await page.getByLabel('What was seen?').fill('A mail with 320 names went to the wrong school.');
    await act(page, 'Send the report').tap();
    await page.getByRole('heading', { name: 'A mail with 320 names went to the wrong school.' }).waitFor();
    const id = page.url().split('/').at(-1)!.split('?')[0]!;

    await page.goto(`${pages.url}/incidents/${id}?act=assess`);
    await page.getByLabel('What happened, in a sentence').fill('One mail, one attachment.');
    for (const question of ['Was data destroyed', 'Is it personal', 'Do we process'])
      await page
        .getByRole('group', { name: new RegExp(question) })
        .getByText('Yes', { exact: true })
        .tap();
    await page
      .getByRole('group', { name: /By accident/ })
      .getByText('Yes', { exact: true })
      .tap();
    await page.getByRole('group', { name: 'Is it ours to handle?' }).getByText('Yes', { exact: true }).tap();
    await page.getByRole('group', { name: 'Did somebody mean harm?' }).getByText('No', { exact: true }).tap();
    await page.getByLabel('What is known so far').fill('The school deletes it.');
    await page.getByRole('group', { name: 'How grave it is', exact: true }).getByText('High', { exact: true }).tap();
    await page.getByLabel('Why', { exact: true }).fill('320 persons.');
    await act(page, 'Triage').tap();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await stateOf(id)).triage).toMatchObject({ inScope: 'yes', malicious: 'no', severity: { level: 'high' } });

    await page.goto(`${pages.url}/incidents/${id}?act=declare`);
    await page.getByText('Customers must then be told by').waitFor();
    await act(page, 'Declare an incident').tap();
    await page.getByText('Until customers must be told').waitFor({ state: 'attached' });
    expect((await stateOf(id)).anchors.declared.by).toBe('lead');
    expect(faults).toEqual([]);
    await close();
  });

  test('what was typed survives a lost connection, and is then done once, however often it is sent', async () => {
    const { page, context, close } = await pages.open('responder', `/incidents/${story}?act=note-progress`);
    const words = `Typed at ${Date.now()}`;
    await page.getByLabel('What was found or done').fill(words);
    await context.setOffline(true);
    await act(page, 'Note progress').click();
    await page.getByText('What you typed is kept here.').waitFor();
    await context.setOffline(false);
    await page.reload();
    expect(await page.getByLabel('What was found or done').inputValue()).toBe(words);
    await act(page, 'Note progress').dblclick();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { body } = await pages.service.as('lead').get(`/api/incidents/${story}/timeline?limit=200`).expect(200);
    expect(body.items.filter(({ event }: { event: { text?: string } }) => event.text === words)).toHaveLength(1);
    await close();
  });

  test('what is refused is shown with what to do now, and what one may not do with the reason', async () => {
    const { page, close } = await pages.open('lead', `/incidents/${story}?act=declare`);
    await act(page, 'Declare an incident').click();
    await page
      .getByRole('alert')
      .getByText(/was declared on/)
      .waitFor();
    await page.goto(`${pages.url}/incidents/${story}?act=choose`);
    const ending = page.getByRole('button', { name: /^Close [^t]/ });
    await ending.waitFor();
    expect(await ending.isDisabled()).toBe(true);
    await close();
  });

  test('what is done is seen by whoever else looks, who hears of it by the stream of events', async () => {
    const { page, close } = await pages.open('responder', `/incidents/${story}`);
    await Promise.all([page.waitForResponse(/api\/events/), page.reload()]);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    const text = `Seen at ${Date.now()}`;
    await say('lead', story, 'note-progress', { text });
    await page.locator('.spine').getByText(text).waitFor();
    await close();
  });

  test('says calmly that the API is away, keeps what was typed, and goes on by itself', async () => {
    const { page, close } = await pages.open('responder', `/incidents/${story}?act=note-progress`);
    await page.getByLabel('What was found or done').fill('Typed while it went away.');
    const begin = await pages.end();
    await page.getByText('Tocsin cannot be reached. What you see may be old').waitFor();
    const text = `Done meanwhile ${Date.now()}`;
    await begin();
    await page.getByText('Tocsin cannot be reached. What you see may be old').waitFor({ state: 'detached' });
    await say('lead', story, 'note-progress', { text });
    await page.locator('.spine').getByText(text).waitFor({ state: 'attached' });
    expect(await page.getByLabel('What was found or done').inputValue()).toBe('Typed while it went away.');
    await close();
  });

  test('the command bar finds acts with their roles, incidents, customers and help, by keys alone', async () => {
    const { page, close, faults } = await pages.open('lead', `/incidents/${story}`);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByText('Lead and Privacy').first().waitFor();
    await page.keyboard.type('birch');
    await page.getByRole('button', { name: /^birch/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'birch' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(story);
    await page.getByRole('button', { name: new RegExp(story) }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('an operator maps the columns of a file of customers, tries it, mends what a row lacks, and imports it', async () => {
    const { page, close, faults } = await pages.open('operator', '/customers');
    await page.getByRole('button', { name: 'Import customers' }).click();
    const file = (zone: string) => ({
      name: 'crm.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        [
          'customer_id;Firm;language;time_zone;account_id;account_kind;account_name;product;contact_id;contact_name;contact_email;contact_role',
          `maple;Maple Ltd;en;${zone};maple-a;subscription;One;mail;maple-1;Jo;jo@maple.example;administrator`,
        ].join('\n'),
      ),
    });
    await page.getByLabel('File of customers').setInputFiles(file('Nowhere'));
    await page.getByLabel('Customer’s name').selectOption('Firm');
    await page.getByRole('button', { name: 'Try it, without effect' }).click();
    await page.getByText(/Row 2, time_zone:/).waitFor();
    await page.getByLabel('File of customers').setInputFiles(file('Europe/Paris'));
    await page.getByLabel('Customer’s name').selectOption('Firm');
    await page.getByRole('button', { name: 'Try it, without effect' }).click();
    await page.getByText('Tried, nothing is stored.').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Imported.').waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('link', { name: 'Maple Ltd' }).click();
    await page.getByText('A notice reaches somebody').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  testInTurn('whoever follows a sending sees how far each got, and of one every attempt', async () => {
    const { page, close, faults } = await pages.open('lead', `/incidents/${toldStory}/notices/1/recipients`);
    await page.getByRole('button', { name: /^Sent 1/ }).click();
    await page.getByRole('button', { name: 'birch', exact: true }).click();
    await page.getByRole('dialog').getByText('250 2.0.0 queued as 4f1').waitFor();
    const saved = async (button: string) => {
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: button, exact: true }).click();
      return (await file).suggestedFilename();
    };
    expect(await saved('Proof pack of this customer')).toBe(`${toldStory}-birch-proof.zip`);
    await page.getByRole('dialog').getByRole('button', { name: 'Send it again' }).click();
    const form = page.getByRole('dialog', { name: 'Send it again to one customer' });
    await form.getByLabel('Why').fill('Their mail server lost it.');
    await form.getByRole('button', { name: 'Send it again to one customer' }).click();
    await form.waitFor({ state: 'detached' });
    await triedFurther(page);
    await page.keyboard.press('Escape');
    const timeline = await pages.service.as('lead').get(`/api/incidents/${toldStory}/timeline?limit=200`).expect(200);
    expect(timeline.body.items.map(({ event }: { event: object }) => event)).toContainEqual(
      expect.objectContaining({ type: 'sent-again', customer: 'birch', reason: 'Their mail server lost it.' }),
    );
    expect(timeline.body.items.map(({ event }: { event: object }) => event)).toContainEqual(
      expect.objectContaining({ type: 'next-contact-tried', customer: 'birch', reason: 'Nobody there opens it.' }),
    );
    expect(await saved('Export CSV')).toBe(`${toldStory}-1.csv`);
    expect(await saved('Proof pack')).toBe(`${toldStory}-proof.zip`);
    expect(faults).toEqual([]);
    await close();
  });

  test('goes by keys: j and k move, Enter opens, ? tells them', async () => {
    const { page, close } = await pages.open('lead', '/');
    await page.getByRole('link', { name: new RegExp(story) }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What to do next' }).waitFor();
    const waiting = await reported('A mail that nobody has in hand.');
    await page.goto(`${pages.url}/?q=${waiting}`);
    await page.getByRole('link', { name: new RegExp(waiting) }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await pressed(page, 'Acknowledge');
    const seen = await pages.service.as('lead').get(`/api/incidents/${waiting}/timeline`).expect(200);
    expect(seen.body.items.map(({ event }: { event: object }) => event)).toContainEqual(
      expect.objectContaining({ type: 'alert-acknowledged' }),
    );
    await close();
  });

  describe('a first run', () => firstRun(given));
  boardPage(given);
  customerPages(given);
  noticePage(given);
  incidentPage(given);
  peoplePages(given);
  programmePages(given);
  trainingPage(given);
  together(given);
  lateAnswers(given);
  sharedBrowser(given);
  describe('all pages', () => everyPage(() => pages));
});
