import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until, type Town } from '../../support/town';

const PLANTED = 'Ondine Quillfeather';

/** The lead is under suspicion: nothing of it, in any place that others look at, says more than that it is restricted. */
export function aRestrictedIncident(town: Town): void {
  test('is mailed to its members, shown in Temporal as restricted, and there for nobody else', async () => {
    const { ask, mail, temporal, tell } = town;
    const id = await tell.report({
      channel: 'staff',
      seen: `${PLANTED} took a list.`,
      detectedAt: new Date().toISOString(),
      restrict: { members: ['privacy', 'legal'], excluded: ['lead'] },
    });
    const subjects = (role: string) =>
      mail
        .to(`${role}@tocsin.example`)
        .map(({ mail: letter }) => letter.subject ?? '')
        .filter((subject) => subject.startsWith(`[${id}]`));
    const isIdle = async () => (await ask('privacy', 'GET', `/incidents/${id}`)).body.owed.length === 0;
    await until('its alerts are sent', isIdle);
    expect(subjects('privacy').some((subject) => subject.includes('New report to triage'))).toBe(true);
    for (const role of ['responder', 'lead', 'communications', 'executive', 'operator', 'auditor'])
      expect({ role, subjects: subjects(role) }).toEqual({ role, subjects: [] });

    const { typedSearchAttributes } = await temporal.client.workflow.getHandle(id).describe();
    const shown = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]);
    expect(Object.fromEntries(shown)).toMatchObject({ TocsinStage: 'restricted', TocsinClass: 'restricted' });
    const { words } = await temporal.cli('workflow', 'show', '-w', id, '--detailed');
    expect(words).not.toContain(PLANTED);
    const logs = readdirSync(town.folder).filter((file) => file.endsWith('.log'));
    expect(logs.filter((file) => readFileSync(join(town.folder, file), 'utf8').includes(PLANTED))).toEqual([]);

    expect((await ask('lead', 'GET', `/incidents/${id}`)).status).toBe(404);
    expect((await ask('lead', 'POST', `/incidents/${id}/note-progress`, { text: 'Let me see.' })).status).toBe(404);
    expect(JSON.stringify((await ask('lead', 'GET', '/incidents?limit=200')).body)).not.toContain(id);

    expect((await ask('executive', 'POST', `/incidents/${id}/break-glass`, { reason: 'Due soon.' })).status).toBe(200);
    await until('its alerts are sent', isIdle);
    expect(subjects('auditor')).toEqual([`[${id}] An executive let themselves into a restricted incident`]);
    expect(subjects('legal').filter((subject) => subject.includes('let themselves in'))).toHaveLength(1);
    expect(subjects('lead')).toEqual([]);
    const looked = await ask('privacy', 'GET', `/access?incident=${id}&person=lead`);
    expect(looked.body.items).toContainEqual(expect.objectContaining({ status: 404, problem: 'unknown-incident' }));
    expect((await ask('auditor', 'GET', `/access?incident=${id}`)).body.items).toEqual([]);
  });
}
