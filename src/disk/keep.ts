import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Puts a whole new file in the place of the old one, for its owner's eyes alone. A power loss leaves the one or the other. */
export async function keep(file: string, text: string): Promise<void> {
  const draft = await drafted(file, text);
  await rename(draft, file);
  await settle(dirname(file));
}

/** The same, but what is there already stays. @returns whether this file is the one that is there now */
export async function keepFirst(file: string, text: string): Promise<boolean> {
  const draft = await drafted(file, text);
  try {
    await link(draft, file);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    await rm(draft, { force: true });
    await settle(dirname(file));
  }
}

/** Each writer has a draft of its own. */
async function drafted(file: string, text: string): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await written(draft, text);
    return draft;
  } catch (fault) {
    await rm(draft, { force: true });
    throw fault;
  }
}

async function written(draft: string, text: string): Promise<void> {
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name of a file is kept by its folder, which needs a sync of its own. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
