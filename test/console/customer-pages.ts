import request from 'supertest';
import { addCustomers } from '../support/told';
import { pressed, type Given } from './given';
import { asking } from './shown';

/** What customers' contacts and strangers say without an account, as operators see it. */
export function customerPages(given: () => Given): void {
  test('an operator accepts what a contact corrected and declines the rest, and sees who confirmed', async () => {
    const { service } = given().pages;
    await addCustomers(service, ['rowan']);
    const { path, round } = await asking(service, 'rowan');
    const told = { act: 'contacts', statement: 'yes', reference: round };
    const more = { 'new.name.rowan-a': 'Second', 'new.email.rowan-a': 'second@rowan.example' };
    await request(service.server)
      .post(path)
      .type('form')
      .send({ ...told, 'name.rowan-1': 'Ro Wan', 'email.rowan-1': 'rowan@example.com', ...more })
      .expect('Location', /said=corrected/);
    const { page, close, faults } = await given().pages.open('operator', '/customers');
    const waiting = page.getByRole('region', { name: 'Contacts would have it otherwise' });
    const change = waiting.getByRole('listitem').filter({ hasText: 'Ro Wan' });
    await change.getByRole('button', { name: 'Accept what rowan-1 proposes' }).click();
    await pressed(page, 'Accept');
    await change.waitFor({ state: 'detached' });
    await waiting.getByRole('button', { name: 'Decline what rowan-1 proposes' }).click();
    await pressed(page, 'Decline');
    await waiting.waitFor({ state: 'detached' });
    await page.goto(`${given().pages.url}/customers/rowan`);
    await page.getByText('Ro Wan').waitFor();
    await page.getByText(/confirmed/).waitFor();
    expect(await page.getByText('second@rowan.example').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test('whom a notice would not reach is listed before anything happens, with why', async () => {
    const { service, open } = given().pages;
    await addCustomers(service, ['lime']);
    await service.as('operator').patch('/api/customers/lime/contacts/lime-1').send({ stale: true }).expect(200);
    const { page, close, faults } = await open('lead', '/customers');
    await page.getByRole('button', { name: 'To be put right' }).click();
    const row = page.getByRole('region', { name: 'To be put right' }).getByRole('listitem').filter({ hasText: 'lime' });
    await row.first().getByText('Contact known to reach nobody').waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('an operator opens a report form, and copies its link, which nobody else is shown', async () => {
    const { pages } = given();
    const { page, context, faults } = await pages.open('operator', '/operations');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('none waits').first().waitFor();
    await page.getByRole('button', { name: 'Add a report form' }).click();
    await page.getByLabel('Short name, for good').fill('portal-form');
    await page.getByLabel('What it is').fill('Customers of the portal');
    await page.getByRole('dialog').getByText('Customer portal', { exact: true }).click();
    await pressed(page, 'Add a report form');
    await page.getByRole('button', { name: 'Copy the link of Customers of the portal' }).click();
    await page.getByText('Copied').waitFor();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(await page.getByRole('textbox', { name: 'Link of Customers of the portal' }).inputValue()).toBe(link);
    await request(pages.service.server).get(new URL(link).pathname).expect(200);
    const { body } = await pages.service.as('lead').get('/api/detection-sources').expect(200);
    expect(JSON.stringify(body)).not.toContain('/r/');
    expect(faults).toEqual([]);
    await context.close();
  });
  test('the team writes back to whoever reported by a form, from the page of the incident', async () => {
    const { pages } = given();
    const source = { id: 'finders', name: 'Finders', owner: 'responder', channel: 'third-party' };
    const { body } = await pages.service.as('operator').post('/api/detection-sources').send(source).expect(201);
    const { pathname } = new URL((body as { form: string }).form);
    const post = (fields: object) => request(pages.service.server).post(pathname).type('form').send(fields);
    const { text } = await post({ act: 'report', seen: 'A bill of a stranger.', name: 'A. Finder' }).expect(200);
    const newest = await pages.service.as('lead').get('/api/incidents?sort=-openedAt&limit=1').expect(200);
    const [{ id }] = newest.body.items as [{ id: string }];
    const { page, close, faults } = await pages.open('responder', `/incidents/${id}`);
    await page.getByRole('button', { name: 'Write to them' }).click();
    await page.getByLabel('What was found or done').fill('Thank you: it is off the net.');
    await pressed(page, 'Note progress');
    await pages.service.desk.recorded();
    const reference = /<strong>([0-9A-F-]{23})</.exec(text)?.[1];
    expect((await post({ act: 'follow', reference }).expect(200)).text).toContain('Thank you: it is off the net.');
    expect(faults).toEqual([]);
    await close();
  });

  test('an operator connects a system that reports, sees its secret this once, and gives a form an address', async () => {
    const { pages } = given();
    const { page, close, faults } = await pages.open('operator', '/operations');
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByLabel('Short name, for good').fill('mail-dlp');
    await page.getByLabel('What it is').fill('Data-loss prevention');
    await page.getByRole('dialog').getByText('Alarm by signature', { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add a source' }).click();
    await page
      .getByRole('dialog')
      .getByText(/^whsec_/)
      .waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('region', { name: 'Systems that report' }).getByText('Data-loss prevention').waitFor();
    await page.getByRole('button', { name: 'Add a report form' }).click();
    await page.getByLabel('Short name, for good').fill('press');
    await page.getByLabel('What it is').fill('The press');
    await page.getByRole('dialog').getByText('Third party', { exact: true }).click();
    await page.getByLabel(/a mail to it is a report/).fill('press@company.example');
    await pressed(page, 'Add a report form');
    await page.getByText('A mail to press@company.example is a report').waitFor();
    expect(faults).toEqual([]);
    await close();
  });
}
