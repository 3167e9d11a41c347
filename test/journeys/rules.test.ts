import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { instantAt } from '../../src/domain/primitives/instant';
import type { Opening } from '../../src/domain/open';
import type { IncidentId } from '../../src/domain/case/state';
import { INCIDENT, TASK_QUEUE } from '../../src/workflows/messages';
import { databaseServer } from '../support/database';
import { openHouse, type House } from '../support/house';
import { ROSTER } from '../support/people';
import { temporalProgram } from '../support/temporal-server';
import { until } from '../support/until';

(temporalProgram && databaseServer ? describe : describe.skip)('an incident that was opened under older rules', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse('postgresql');
  });
  afterAll(() => house.close());

  test('goes on by the newer ones when an operator says so, and only then', async () => {
    const id = await openedUnder('2025-01');
    await until('it is in the register', async () => {
      const { items } = await house.tell.get<{ items: { id: string }[] }>('/incidents');
      return items.some((row) => row.id === id);
    });
    expect((await house.tell.see(id)).rules).toBe('2025-01');
    const { due } = (await house.tell.see(id)).obligations[0]!;
    expect(await house.run('adopt-rules')).toMatchObject({
      code: 0,
      lines: [expect.stringContaining(`${id}: would go on`), expect.any(String)],
    });
    expect(await house.run('adopt-rules', '--apply', '--by=lead')).toMatchObject({ code: 1 });
    expect((await house.tell.see(id)).rules).toBe('2025-01');

    expect(await house.run('adopt-rules', '--apply', '--by=operator')).toMatchObject({ code: 0 });
    const view = await house.tell.until(id, 'it has the newer ones', ({ rules }) => rules === SHIPPED_RULES.version);
    expect(view.obligations[0]).toMatchObject({ due });
    await house.tell.until(id, 'the register has it too', ({ sequence }) => sequence >= view.sequence);
    expect(await house.run('adopt-rules')).toMatchObject({
      code: 0,
      lines: [expect.stringContaining('nothing to do')],
    });
  });

  /** As a release did whose rules are no longer in the code. */
  async function openedUnder(version: string): Promise<IncidentId> {
    const id = 'INC-2025-0001' as IncidentId;
    const at = instantAt(Date.now());
    const report = { channel: 'staff', reporter: 'reporter', seen: 'A mail.', detectedAt: at, reportedAt: at } as const;
    const rules = { ...SHIPPED_RULES, version, decisionHours: 12 };
    const opening: Opening = { id, report, rules, roster: ROSTER, rosterRevision: 1, by: 'reporter', door: 'api', at };
    const { workflow } = house.temporal.client;
    await workflow.start(INCIDENT, { workflowId: id, taskQueue: TASK_QUEUE, args: [{ opening }] });
    return id;
  }
});
