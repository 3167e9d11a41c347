import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/process/config';
import { openingPage } from '../src/domain/open';
import { SHIPPED_RULES } from '../src/domain/case/rules';
import { createKeyRingFile } from '../src/process/keys';
import type { Register } from '../src/register';
import { ownRegister } from './support/register';
import { INCIDENT, START } from './support/story';

let folder: string;
let register: Register;
let remove: () => Promise<void>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-keys-'));
  ({ register, remove } = await ownRegister());
});
afterAll(async () => {
  await remove();
  await rm(folder, { recursive: true, force: true });
});

const config = () => readConfig({ TOCSIN_DATA: folder }, []);

test('a key ring is made once, for its owner alone', async () => {
  expect(await createKeyRingFile(config(), register)).toMatchObject({ isNew: true });
  expect((await stat(config().encryptionKeysFile)).mode & 0o777).toBe(0o600);
  expect(await createKeyRingFile(config(), register)).toMatchObject({ isNew: false });
});

test('a ring that is lost while incidents are open is not replaced by another', async () => {
  await rm(config().encryptionKeysFile);
  const report = {
    channel: 'staff',
    reporter: 'reporter',
    seen: 'A mail.',
    detectedAt: START,
    reportedAt: START,
  } as const;
  const opening = {
    id: INCIDENT,
    report,
    rules: SHIPPED_RULES,
    roster: {},
    rosterRevision: 1,
    by: 'reporter',
    door: 'api',
    at: START,
  } as const;
  await register.pages.append([openingPage(opening)]);
  await expect(createKeyRingFile(config(), register)).rejects.toThrow(
    /is missing, and 1 open incidents are encrypted with it/,
  );
  await expect(stat(config().encryptionKeysFile)).rejects.toThrow();
});
