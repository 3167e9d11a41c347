import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { instantAt } from '../src/domain/primitives/instant';
import { ROLES, type Role } from '../src/domain/primitives/people';
import { seedPeople } from '../src/process/founding';
import type { Register } from '../src/register';
import { ownRegister } from './support/register';

describe('the first people', () => {
  let folder: string;
  let register: Register;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-founding-'));
    ({ register, remove } = await ownRegister());
  });
  afterEach(async () => {
    await remove();
    await rm(folder, { recursive: true });
  });

  const keysFile = () => join(folder, 'deep', 'keys.json');
  const keys = async () => JSON.parse(await readFile(keysFile(), 'utf8')) as Record<Role, string>;
  const whose = async (key: string) => {
    const hash = createHash('sha256').update(key).digest('hex');
    return (await register.keys.authenticate(hash, instantAt(await register.time.read())))?.person;
  };

  test('are nine, one for each role, and their keys are for the eyes of the owner alone', async () => {
    await seedPeople(register, keysFile());
    for (const role of ROLES) expect(await whose((await keys())[role])).toMatchObject({ id: role, roles: [role] });
    expect((await stat(keysFile())).mode & 0o777).toBe(0o600);
  });

  test('get no new keys when the file is gone', async () => {
    await seedPeople(register, keysFile());
    await rm(keysFile());
    await seedPeople(register, keysFile());
    await expect(keys()).rejects.toThrow('ENOENT');
  });

  test('keep their keys when founding breaks off halfway and is done again', async () => {
    const broken = {
      ...register,
      keys: { ...register.keys, add: () => Promise.reject(new Error('power cut')) },
    };
    await expect(seedPeople(broken, keysFile())).rejects.toThrow('power cut');
    const first = await keys();
    await seedPeople(register, keysFile());
    expect(await keys()).toEqual(first);
    expect(await whose(first.lead)).toMatchObject({ id: 'lead' });
  });
});
