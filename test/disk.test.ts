import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keep, keepFirst } from '../src/primitives/keep';
import { canMount, mountSmallDisk } from './support/small-disk';

const LARGE = 'x'.repeat(100_000);

if (canMount)
  test('on a full disk the old file stays whole, and no draft of the new one is left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-keep-'));
    const disk = mountSmallDisk(folder, '1m');
    const file = join(disk.folder, 'people.json');
    await keep(file, 'old');
    disk.fill();
    await expect(keep(file, LARGE)).rejects.toThrow('ENOSPC');
    await expect(keepFirst(join(disk.folder, 'ring.json'), LARGE)).rejects.toThrow('ENOSPC');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect((await readdir(disk.folder)).sort()).toEqual(['filler', 'people.json']);
    disk.makeRoom();
    await keep(file, LARGE);
    expect(await readFile(file, 'utf8')).toBe(LARGE);
    disk.close();
    await rm(folder, { recursive: true });
  });
