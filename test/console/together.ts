import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { alertMail } from '../../src/activities/templates/alert';
import type { IncidentId } from '../../src/domain/case/state';
import type { PersonId, Role } from '../../src/domain/primitives/people';
import { ASSESSMENT, reported } from '../support/api';
import type { Pages } from '../support/console';
import { draftNotice, readyForNotice } from '../support/told';
import { pressed, type Given } from './given';
import { declaredIn } from './shown';

/** What people do side by side, and how a mail brings them to a page. */
export function together(given: () => Given): void {
  test('three people approve and release a notice in three browsers, each of whom sees what another does', async () => {
    const { pages } = given();
    const id = await declaredIn(pages.service, 'A third list went astray.');
    await readyForNotice(pages.service, id, ['hazel']);
    await draftNotice(pages.service, id, 1, 'initial');
    const path = `/incidents/${id}/notices/1`;
    const visits = await Promise.all(['legal', 'communications', 'lead'].map((person) => pages.open(person, path)));
    const [legal, communications, lead] = visits.map(({ page }) => page) as [Page, Page, Page];
    for (const page of [legal, communications, lead]) await page.getByText('Waits for approval').waitFor();
    const took = [
      await seenAfter(legal, 'Approve this text', 'Approve the notice', lead.locator('.side[data-given]')),
      await seenAfter(
        communications,
        'Approve this text',
        'Approve the notice',
        lead.getByRole('button', { name: 'Release it' }),
      ),
      await seenAfter(lead, 'Release it', 'Release the notice', legal.getByText('Being sent', { exact: true })),
    ];
    process.stdout.write(`another browser sees it after ${took.join(', ')} ms\n`);
    const { body } = await pages.service.as('lead').get(`/api/incidents/${id}`).expect(200);
    expect(body.notices[0]).toMatchObject({ status: 'released', releasedBy: 'lead' });
    for (const { close, faults } of visits) {
      expect(faults).toEqual([]);
      await close();
    }
  });

  test('each link of an alert mail opens the window of the act that it asks, after sign-in', async () => {
    const { pages } = given();
    const id = await reported(pages.service);
    await pages.service.as('responder').post(`/api/incidents/${id}/assess`).send(ASSESSMENT).expect(200);
    const links = alertLinksOf(pages, id);
    expect(links.length).toBeGreaterThan(1);
    const { page, close } = await pages.open('', links[0]!);
    await page.getByLabel('Your key').fill('key-of-lead');
    await page.getByRole('button', { name: 'Sign in with the key' }).click();
    for (const link of links) {
      if (link !== links[0]) await page.goto(`${pages.url}${link}`);
      await page.locator('[role=dialog] form, #approvals').first().waitFor();
    }
    await close();
  });

  test('an alert is acknowledged by the link in its mail, once its reader has signed in', async () => {
    const { pages } = given();
    const id = await reported(pages.service);
    const link = alertLinksOf(pages, id).find((one) => one.endsWith('?act=acknowledge'))!;
    const { page, close, faults } = await pages.open('', link);
    await page.getByLabel('Your key').fill('key-of-lead');
    await page.getByRole('button', { name: 'Sign in with the key' }).click();
    await pressed(page, 'Acknowledge');
    const { body } = await pages.service.as('lead').get(`/api/incidents/${id}/timeline`).expect(200);
    const taken = body.items.filter(({ event }: { event: { type: string } }) => event.type === 'alert-acknowledged');
    expect(taken.map(({ by }: { by: string }) => by)).toEqual(['lead']);
    expect(faults).toEqual([]);
    await close();
  });
}

/** How long after the answer to one person another sees it, in milliseconds. */
async function seenAfter(by: Page, button: string, title: string, other: Locator): Promise<number> {
  await by.getByRole('button', { name: button }).click();
  if (title === 'Release the notice') await by.getByLabel('Type that number to release it').fill('1');
  const [done, seen] = await Promise.all([
    by.waitForResponse(/(approve|release)-notice/).then(() => performance.now()),
    seenAt(other),
    pressed(by, title),
  ]);
  return Math.round(seen - done);
}

/** To 20 ms: a locator that waits by itself looks every half second in the end. */
async function seenAt(other: Locator): Promise<number> {
  while (!(await other.first().isVisible())) await delay(20);
  return performance.now();
}

/** Where the mails of this incident's alerts lead its lead, each once. */
function alertLinksOf({ service, url }: Pages, id: IncidentId): string[] {
  const roles: Role[] = ['lead'];
  const named = { id: 'lead' as PersonId, name: 'Lead', email: 'lead@tocsin.example', roles };
  const places = { publicUrl: url, uiUrl: url, temporalAddress: '127.0.0.1:7233', namespace: 'default' };
  const setting = { now: service.now(), places, everyone: [named], possibleRepeat: false };
  const alerts = service.desk.open.get(id)!.outbox.filter((effect) => effect.kind === 'alert');
  const texts = alerts.map((effect) => alertMail(effect, { ...named, timeZone: 'UTC', language: 'en' }, setting).text);
  const links = texts.flatMap((text) =>
    [...text.matchAll(/https?:\/\/[^/]+(\/incidents\/\S+)/g)].map(([, path]) => path!),
  );
  return [...new Set(links)];
}
