import type { Instant } from '../domain/primitives/instant';
import { readCheckpoint, signCheckpoint } from '../primitives/checkpoint';
import type { Sized } from '../primitives/merkle';
import type { SigningKey } from '../primitives/signed-note';
import { RegisterUnavailable, type Register, type StoredCheckpoint, type TreeFault } from '../register';

export interface Seal {
  /** What is to be sent out: once a day, by the first check after midnight in UTC. */
  due?: DueCheckpoint;
  faults: string[];
}

export interface DueCheckpoint extends StoredCheckpoint {
  /** The same for all copies of one day. */
  id: string;
}

/**
 * Takes up in the tree what is new and signs it. Once a day it looks for what came in late, too.
 * @param key throws one sentence if there is none
 */
export async function seal({ tree, alerts }: Register, key: () => SigningKey, now: Instant): Promise<Seal> {
  const id = `checkpoint/${now.slice(0, 10)}`;
  try {
    const signer = key();
    const isNewDay = (await tree.hasCheckpointBeforeDay(now)) && !(await alerts.wasSent(id));
    const sign = (tree: Sized) => ({ note: signCheckpoint(signer, tree), verifier: signer.verifier });
    const made = await tree.checkpoint(sign, isNewDay);
    return { ...(isNewDay && { due: { ...made, id } }), faults: [] };
  } catch (fault) {
    if (fault instanceof RegisterUnavailable) throw fault;
    const why = fault instanceof Error ? fault.message : String(fault);
    return { faults: [`The register: no checkpoint of it could be made (${why})`] };
  }
}

/** What the register itself keeps of what was signed; what does not open is a fault. */
export function signedIn(checkpoints: StoredCheckpoint[]): { signed: Sized[]; faults: TreeFault[] } {
  const read = checkpoints.map(({ size, note, verifier }) => ({ size, found: readCheckpoint(note, verifier) }));
  return {
    signed: read.flatMap(({ found }) => (typeof found === 'string' ? [] : [found])),
    faults: read
      .filter(({ size, found }) => typeof found === 'string' || found.size !== size)
      .map(({ size }) => ({ fault: `its checkpoint of ${size} pages is not signed by the key that it names` })),
  };
}

export function treeSentence({ subject, sequence, fault }: TreeFault): string {
  return subject === undefined ? `The register: ${fault}` : `${subject}, page ${sequence}: ${fault}`;
}
