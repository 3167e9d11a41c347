import type { ScopeRow } from '../../../src/register';
import {
  completed,
  customers,
  declared,
  factsKnown,
  hoursAgo,
  imported,
  reported,
  timelineOf,
} from '../../support/case';
import type { Town } from '../../support/town';

export function aDuplicate(town: Town): void {
  test('hands its customers over, who are told once; the promise runs from the first declaration, and both show the other', async () => {
    const { tell, mail, ask, all } = town;
    const [told, untold] = await imported(town, customers('twin', ['en', 'fr']));
    const duplicate = await declared(town, [told!], hoursAgo(1.5));
    await factsKnown(town, duplicate);
    await tell.tellCustomers(duplicate, 'initial');
    const id = await declared(town, [untold!], hoursAgo(1));

    const linked = { incident: id, reason: 'The same mail, it seems.' };
    await tell.say(duplicate, 'responder', 'link-incident', linked);
    const related = async (of: string) => (await ask('lead', 'GET', `/incidents/${of}/related`)).body.items as object[];
    expect(await related(duplicate)).toMatchObject([{ incident: id, how: 'linked' }]);
    expect(await related(id)).toMatchObject([{ incident: duplicate, how: 'linked', reason: linked.reason }]);
    const nobody = { incident: 'INC-2026-9999', reason: 'x' };
    expect((await ask('lead', 'POST', `/incidents/${duplicate}/merge-into`, nobody)).status).toBe(404);

    await tell.say(duplicate, 'lead', 'merge-into', { incident: id, reason: 'Both are of one mail.' });
    await completed(town, duplicate);
    const kept = await tell.until(id, 'it has both customers', ({ scope }) => scope.cohorts.length === 2);
    const ended = await tell.see(duplicate);
    expect(ended.stage).toMatchObject({ stage: 'closed', outcome: 'Merged into another incident as its duplicate.' });
    expect(kept.anchors.declared?.at).toBe(ended.anchors.declared?.at);
    expect(kept.scope.cohorts.map(({ total, told: some }) => [total, some]).sort()).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(await related(duplicate)).toMatchObject([{ how: 'linked' }, { incident: id, how: 'merged-into' }]);
    expect(await related(id)).toMatchObject([{ how: 'linked' }, { incident: duplicate, how: 'duplicate' }]);

    await tell.tellCustomers(id, 'initial');
    await tell.until(id, 'nothing is due', ({ headline }) => headline.late || headline.due === undefined);
    expect(mail.to(told!.admin)).toHaveLength(1);
    expect(mail.to(untold!.admin)).toHaveLength(1);
    const rows = await all<ScopeRow>(`/incidents/${id}/scope`);
    expect(rows.find(({ customer }) => customer === told!.id)).toMatchObject({
      contacts: [{ way: 'duplicate', evidence: duplicate }],
    });
    expect((await timelineOf(town, duplicate)).map(({ type }) => type)).toContain('notice-drafted');
  });

  test('is linked to a restricted one by its members alone, and of that others read nothing', async () => {
    const { tell, ask } = town;
    const open = await reported(town);
    const hidden = await tell.report({
      ...{ channel: 'staff', seen: 'An insider.', detectedAt: hoursAgo(1) },
      restrict: { members: ['privacy', 'legal'] },
    });
    const link = { incident: hidden, reason: 'The insider sent that mail.' };
    expect((await ask('lead', 'POST', `/incidents/${open}/link-incident`, link)).status).toBe(404);
    expect((await ask('privacy', 'POST', `/incidents/${open}/link-incident`, link)).status).toBe(200);
    for (const path of ['', '/related', '/timeline', '/acts']) {
      const seen = (by: 'lead' | 'privacy') => ask(by, 'GET', `/incidents/${open}${path}`);
      expect(JSON.stringify((await seen('lead')).body)).not.toContain(hidden);
      if (path === '/related') expect((await seen('privacy')).body.items).toMatchObject([{ incident: hidden }]);
    }
  });
}
