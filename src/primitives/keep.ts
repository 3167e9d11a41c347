import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file atomically, readable by its owner only. A power loss leaves either the old or the new file, whole. */
export async function keep(file: string, text: string): Promise<void> {
  const draft = await writeTemporary(file, text);
  await rename(draft, file);
  await syncFolder(dirname(file));
}

/** Creates a file in the same way, but keeps one that exists. @returns whether this call created it */
export async function keepFirst(file: string, text: string): Promise<boolean> {
  const draft = await writeTemporary(file, text);
  try {
    await link(draft, file);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    await rm(draft, { force: true });
    await syncFolder(dirname(file));
  }
}

/** Each writer has a temporary file of its own. */
async function writeTemporary(file: string, text: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeSynced(draft, text);
    return draft;
  } catch (fault) {
    await rm(draft, { force: true });
    throw fault;
  }
}

async function writeSynced(draft: string, text: string): Promise<void> {
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file's name is stored by its folder, which needs an fsync of its own. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
