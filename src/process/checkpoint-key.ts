import { readFileSync } from 'node:fs';
import { keepFirst } from '../primitives/keep';
import { createSigningKey, readSigningKey, type SigningKey } from '../primitives/signed-note';
import type { Config } from './config';

/** Makes the key that signs checkpoints if there is none. Whoever has the register alone cannot sign. */
export async function createCheckpointKey({
  checkpointKeyFile,
  http,
}: Config): Promise<{ isNew: boolean; verifier: string }> {
  const name = `${new URL(http.publicUrl).host}/tocsin`;
  const isNew = await keepFirst(checkpointKeyFile, `${createSigningKey(name)}\n`);
  return { isNew, verifier: readCheckpointKey(checkpointKeyFile).verifier };
}

/** @throws Error with one sentence that quotes nothing of it */
export function readCheckpointKey(file: string): SigningKey {
  try {
    return readSigningKey(readFileSync(file, 'utf8'));
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new Error(
      code === 'ENOENT'
        ? `there is no key at ${file}: run migrate, which makes one, or set TOCSIN_CHECKPOINT_KEY_FILE to where it is`
        : `the key at ${file} cannot be read (${code ?? 'it is not one'}): put it back from its copy, or correct TOCSIN_CHECKPOINT_KEY_FILE`,
      { cause: fault },
    );
  }
}
