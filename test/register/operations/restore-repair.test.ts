import { instantFrom } from '../../../src/domain/primitives/instant';
import { openingPage } from '../../../src/domain/open';
import type { Report } from '../../../src/domain/triage/report';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { IncidentId } from '../../../src/domain/case/state';
import { onEachRegister } from '../registers';
import { claimAll, composed, customer, inScope, newIncident, NOON } from '../stories';

onEachRegister('Mending a restored register', (bench) => {
  const report: Report = {
    ...{ channel: 'staff', reporter: 'reporter', seen: 'A list.' },
    ...{ detectedAt: NOON, reportedAt: NOON },
  };

  test('a number that was put back is not given again, and its report is known, once', async () => {
    const { reports, restoreRepair } = bench.register;
    const id = 'INC-2031-0007' as IncidentId;
    const at = instantFrom('2031-01-01T00:00:00Z')!;
    const lost = { id, report, by: 'reporter', receivedAt: at };
    await restoreRepair.reinstate(lost, { year: 2031, number: 7 });
    await restoreRepair.reinstate({ ...lost, id: 'INC-2031-0003' as IncidentId }, { year: 2031, number: 3 });
    expect(await restoreRepair.numbers()).toMatchObject({ 2031: 7 });
    expect(await reports.get(id)).toMatchObject({ ...lost, state: 'opened' });
    const next = await reports.accept({ report, by: 'reporter', receivedAt: at, request: 'next' });
    expect(next.id).toBe('INC-2031-0008');
    expect(await restoreRepair.incidents()).toEqual(expect.arrayContaining([id]));
    await restoreRepair.reopenReport(id);
    expect((await reports.waiting()).map((waiting) => waiting.id)).toContain(id);
  });

  test('a delivery that is not finished becomes a possible repeat, and what is finished stays as it is', async () => {
    const { register } = bench;
    const incident = newIncident();
    await inScope(register, incident, [customer('mend-a'), customer('mend-b')]);
    const notice = await composed(register, incident);
    await register.deliveries.plan(notice);
    const [first] = await claimAll(register, incident);
    await register.deliveries.hand(first!.id, first!.fence!, NOON);
    await register.deliveries.finish(first!.id, first!.fence!, { state: 'accepted', words: '250', at: NOON });
    expect(await register.restoreRepair.countUnmarked()).toBeGreaterThan(0);
    await register.restoreRepair.replan(notice);
    const { rows } = await register.deliveries.list(incident, { limit: 10 });
    expect(rows.map(({ state, possibleRepeat }) => [state, possibleRepeat])).toEqual([
      ['accepted', false],
      ['claimed', true],
    ]);
    await register.restoreRepair.markUnfinished();
    expect(await register.restoreRepair.countUnmarked()).toBe(0);
  });

  test('counts are newer than those an incident has seen, and a cohort that was told stays told', async () => {
    const { scope, restoreRepair } = bench.register;
    const incident = newIncident();
    await inScope(bench.register, incident, [customer('mend-c')]);
    const before = await scope.counts(incident);
    await restoreRepair.markCohortNotified(incident, before.cohorts[0]!.cohort, NOON);
    await restoreRepair.raiseScopeRevision(incident, 40);
    expect(await scope.counts(incident)).toMatchObject({ asOf: 41, cohorts: [{ told: 1, lastToldAt: NOON }] });
    await restoreRepair.raiseScopeRevision(incident, 12);
    expect(await restoreRepair.scopeRevision(incident)).toBe(41);
    expect((await restoreRepair.answeredEffects(incident)).size).toBe(1);
  });

  test('a roster is newer than those that incidents have seen', async () => {
    const { people, restoreRepair } = bench.register;
    const { revision, roster } = await people.roster();
    await restoreRepair.raiseRosterRevision(revision + 7);
    expect(await people.roster()).toEqual({ revision: revision + 8, roster });
    await restoreRepair.raiseRosterRevision(revision);
    expect((await people.roster()).revision).toBe(revision + 8);
  });

  test('pages are held whole: nobody adds one meanwhile, and a damaged story is not given out', async () => {
    const { pages } = bench.register;
    const incident = newIncident();
    const by = { by: 'reporter', door: 'api' } as const;
    const opening = { id: incident, report, rules: SHIPPED_RULES, roster: {}, rosterRevision: 1, ...by };
    await pages.append([openingPage({ ...opening, at: NOON })]);
    let appended = false;
    const second = { ...openingPage({ ...opening, at: NOON }), sequence: 2, events: [] };
    const adding: Promise<unknown>[] = [];
    const length = await pages.held(incident, async (held) => {
      adding.push(pages.append([second]).then(() => (appended = true)));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(appended).toBe(false);
      return held.length;
    });
    await Promise.all(adding);
    expect({ length, now: await pages.held(incident, (held) => Promise.resolve(held.length)) }).toEqual({
      length: 1,
      now: 2,
    });
    await bench.query(`alter table pages disable trigger user;
      update pages set bytes = set_byte(bytes, 20, 88) where incident = '${incident}' and sequence = 1;
      alter table pages enable trigger user`);
    await expect(bench.register.pages.held(incident, () => Promise.resolve())).rejects.toThrow(
      /Page 1 of .* cannot be used: its bytes do not give its SHA-256/,
    );
  });
});
