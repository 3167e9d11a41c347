import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { elapsed, HOUR, instantAt } from '../../src/domain/primitives/instant';
import type { Opening } from '../../src/domain/open';
import type { IncidentId } from '../../src/domain/case/state';
import { INCIDENT, TASK_QUEUE } from '../../src/workflows/messages';
import { databaseServer } from '../support/database';
import { openHouse, type House } from '../support/house';
import { ROSTER } from '../support/people';
import { temporalProgram } from '../support/temporal-server';
import { until } from '../support/until';

const ACME = `version: acme-1
effectiveFrom: 2026-01-01
source: Decision of the board
basedOn: ${SHIPPED_RULES.version}
triageHours: 2
`;

(temporalProgram && databaseServer ? describe : describe.skip)('where a company has rules of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-company-'));
  const file = join(folder, 'rules.yaml');
  let house: House;
  beforeAll(async () => {
    writeFileSync(file, ACME);
    house = await openHouse('postgresql', { TOCSIN_RULES: file });
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });

  test('what is reported is opened under them', async () => {
    const detectedAt = new Date(Date.now() - 60_000).toISOString();
    const id = await house.tell.report({ channel: 'staff', seen: 'A mail.', detectedAt });
    const { rules, obligations } = await house.tell.see(id);
    expect(rules).toBe('acme-1');
    expect(obligations[0]).toMatchObject({ kind: 'triage' });
    expect(elapsed(obligations[0]!.since, obligations[0]!.due)).toBe(2 * HOUR);
  });

  test('an older incident goes on by them when an operator says so, and only then', async () => {
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
    const view = await house.tell.until(id, 'it has the newer ones', ({ rules }) => rules === 'acme-1');
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
