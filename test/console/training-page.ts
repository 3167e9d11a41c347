import { linkHash, trainingTokenOf } from '../../src/primitives/link-token';
import { PHONE } from '../support/chromium';
import { answersTo, staffOf } from '../support/staff';
import { faultsOf } from './every-page';
import type { Given } from './given';

/** A course on a phone, by the personal link that was mailed. */
export function trainingPage(given: () => Given): void {
  test.each(['en', 'fr'])('a course is read, answered and passed on a phone (%s)', async (lang) => {
    const { service } = given().pages;
    const { register, deps } = service;
    const [course] = deps.courses;
    const [taker] = staffOf(1);
    const author = { person: 'operator' };
    const id = `phone-${lang}`;
    const member = { ...taker!, id, email: `${id}@staff.example`, userName: id, active: true };
    await register.provisioning.add(member, 'test', author);
    const wave = (await register.training.waves.open(course!, { reason: 'joining' }, author))!.id;
    const { keys, current } = deps.keyRing;
    const token = trainingTokenOf(keys.get(current)!, wave, id);
    await register.training.waves.setLinks(wave, current, [{ staff: id, link: linkHash(token) }]);

    const { page, close, faults } = await given().pages.open('', `/t/${token}?lang=${lang}`, PHONE);
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${given().pages.url}/t/${token}?lang=${lang}&paper=quiz`);
    expect(await faultsOf(page)).toEqual([]);
    for (const [question, options] of Object.entries(answersTo(course!, 'quiz', { wave, staff: id }, 1)))
      for (const option of options) await page.locator(`[name="q.${question}"][value="${option}"]`).check();
    await page.locator('[name=statement]').check();
    await page.locator('form button').tap();
    await page.waitForURL(/said=passed/);
    expect(await page.locator('main').innerText()).toContain('100');
    expect(await faultsOf(page)).toEqual([]);
    expect((await register.training.evidence.list({ limit: 5, staff: id })).rows).toMatchObject([{ state: 'passed' }]);
    expect(faults).toEqual([]);
    await close();
  });
}
