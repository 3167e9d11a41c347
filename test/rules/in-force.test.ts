import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_RULES } from '../../src/domain/case/rules';
import type { Instant } from '../../src/domain/primitives/instant';
import { rulesInForce } from '../../src/process/company-rules';
import { ConfigFault, readConfig } from '../../src/process/config';
import { createDatabase, databaseServer } from '../support/database';
import { ownRegister, type OwnRegister } from '../support/register';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
const API = join(__dirname, '..', '..', 'lib/api/main.js');
const NOW = '2027-01-01T00:00:00.000Z' as Instant;
const HEAD = 'effectiveFrom: 2027-01-01\nsource: Decision of the board\n';

let own: OwnRegister;
beforeAll(async () => {
  own = await ownRegister();
});
afterAll(async () => {
  await own.remove();
  rmSync(folder, { recursive: true });
});

test('without a file of the company the shipped rules hold', async () => {
  expect(await rulesInForce(configWith(), own.register, NOW)).toBe(SHIPPED_RULES);
});

test("the company's hold from their day on, wherever on Earth it has begun", async () => {
  const text = acme('acme-1', 'triageHours: 2');
  expect(await inForceOf(text, '2026-12-31T10:00:00.000Z' as Instant)).toEqual({
    ...SHIPPED_RULES,
    version: 'acme-1',
    effectiveFrom: '2027-01-01',
    source: 'Decision of the board',
    triageHours: 2,
  });
  await expect(inForceOf(text, '2026-12-31T09:59:59.999Z' as Instant)).rejects.toThrow(/take effect on 2027-01-01/);
});

test('a file with faults is refused with the line and column of each', async () => {
  const refused = await inForceOf(acme('acme-1', 'triageHours: 99', 'bogus: 1')).catch((fault: unknown) => fault);
  expect(refused).toBeInstanceOf(ConfigFault);
  expect((refused as ConfigFault).faults).toEqual([
    expect.stringMatching(/rules\.yaml:5:14: triageHours is 99; it must be at most 24\.$/),
    expect.stringMatching(/rules\.yaml:6:1: There is no rule of the name bogus; /),
  ]);
});

test('a file that is not there is refused', async () => {
  await expect(rulesInForce(configWith(join(folder, 'none.yaml')), own.register, NOW)).rejects.toThrow(
    /cannot be read/,
  );
});

test('one version has one meaning: other figures under its name are refused', async () => {
  const list = 'escalation: { levels: [lead, legal], minutesPerLevel: 10, lastRepeatsMinutes: 30 }';
  const first = await inForceOf(acme('acme-2', 'triageHours: 2', list));
  const again = 'escalation: { lastRepeatsMinutes: 30, minutesPerLevel: 10, levels: [lead, legal] }';
  expect(await inForceOf(acme('acme-2', again, 'triageHours: 2'))).toEqual(first);
  await expect(inForceOf(acme('acme-2', list))).rejects.toThrow(
    /acme-2 .* other figures \(triageHours\): give the file/,
  );
  await expect(inForceOf(acme('acme-2', 'triageHours: 2', list.replace('30', '31')))).rejects.toThrow(/\(escalation\)/);
  expect(await inForceOf(acme('acme-3', list))).toMatchObject({ version: 'acme-3', triageHours: 4 });
  expect(await inForceOf(acme('acme-2', 'triageHours: 2', list))).toEqual(first);
});

test('of two processes that come at once with other figures under one name, one is refused', async () => {
  const outcomes = await Promise.allSettled([
    own.register.rulesVersions.claim({ ...SHIPPED_RULES, version: 'acme-4', triageHours: 1 }),
    own.register.rulesVersions.claim({ ...SHIPPED_RULES, version: 'acme-4', triageHours: 2 }),
  ]);
  const hours = outcomes.map((one) => one.status === 'fulfilled' && one.value.registered.triageHours);
  expect(new Set(hours).size).toBe(1);
});

(databaseServer ? test : test.skip)(
  'a process does not start with a file that has faults, and says where they lie',
  async () => {
    const { url, drop } = await createDatabase();
    const file = join(folder, 'faulty.yaml');
    writeFileSync(file, acme('acme-5', 'commitmentHours: 96'));
    const env = { PATH: process.env['PATH'], DATABASE_URL: url, TOCSIN_RULES: file, LOG_LEVEL: 'fatal' };
    const { status, stderr } = spawnSync(process.execPath, [API], { encoding: 'utf8', env, cwd: folder });
    await drop();
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `tocsin: ${file}:5:18: commitmentHours is 96; it must be at most 72.\n`,
    });
  },
);

function acme(version: string, ...lines: string[]): string {
  return `version: ${version}\n${HEAD}basedOn: ${SHIPPED_RULES.version}\n${lines.join('\n')}\n`;
}

function inForceOf(text: string, now = NOW) {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, text);
  return rulesInForce(configWith(file), own.register, now);
}

function configWith(file?: string) {
  return readConfig({ TEMPORAL_CONFIG_FILE: join(folder, 'none.toml'), ...(file && { TOCSIN_RULES: file }) }, []);
}
