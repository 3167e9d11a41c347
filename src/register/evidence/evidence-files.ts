import { createHash, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { PageBytes } from '../journal/page-bytes';

/*
 * Evidence files 1. No more than a part of a file is in memory, and none of it is stored in the clear.
 * Evidence files 2. A part opens in its own place of its own file only.
 * Evidence files 3. Who reads a file to its end has the bytes that were kept; otherwise the reading fails.
 */
export interface EvidenceFiles {
  /** Keeps what comes, once. Of what breaks off or is longer than `maxBytes` nothing is kept, and of the latter nothing is told. */
  keep(incident: IncidentId, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<KeptFile | undefined>;
  /** @throws if it is not what was kept, or its incident is erased */
  read(incident: IncidentId, sha256: string): AsyncIterable<Buffer>;
}

export interface KeptFile {
  sha256: string;
  bytes: number;
}

const PART_BYTES = 1024 * 1024;

export function evidenceFilesIn(db: Kysely<Schema>, bytes: PageBytes): EvidenceFiles {
  return {
    keep: async (incident, source, maxBytes) => {
      const file = randomUUID();
      try {
        const kept = await keepParts(db, bytes, { incident, file }, source, maxBytes);
        if (kept && (await isNew(db, incident, file, kept))) return kept;
        await drop(db, file);
        return kept;
      } catch (fault) {
        await drop(db, file);
        throw fault;
      }
    },
    read: (incident, sha256) => read(db, bytes, incident, sha256),
  };
}

async function keepParts(
  db: Kysely<Schema>,
  bytes: PageBytes,
  { incident, file }: { incident: IncidentId; file: string },
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<KeptFile | undefined> {
  const hash = createHash('sha256');
  let [size, part] = [0, 0];
  for await (const clear of inParts(source)) {
    size += clear.length;
    if (size > maxBytes) return undefined;
    hash.update(clear);
    const sealed = await bytes.sealPart(db, incident, { file, part }, clear);
    await db.insertInto('evidenceParts').values({ file, part, incident, sealed }).execute();
    part += 1;
  }
  return { sha256: hash.digest('hex'), bytes: size };
}

async function* inParts(source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    while (length >= PART_BYTES) {
      const whole = Buffer.concat(waiting);
      yield whole.subarray(0, PART_BYTES);
      waiting = [whole.subarray(PART_BYTES)];
      length -= PART_BYTES;
    }
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function isNew(db: Kysely<Schema>, incident: IncidentId, id: string, kept: KeptFile): Promise<boolean> {
  const added = await db
    .insertInto('evidenceFiles')
    .values({ id, incident, ...kept })
    .onConflict((conflict) => conflict.columns(['incident', 'sha256']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

async function drop(db: Kysely<Schema>, file: string): Promise<void> {
  await db.deleteFrom('evidenceParts').where('file', '=', file).execute();
}

async function* read(
  db: Kysely<Schema>,
  bytes: PageBytes,
  incident: IncidentId,
  sha256: string,
): AsyncIterable<Buffer> {
  const kept = await db
    .selectFrom('evidenceFiles')
    .select(['id', 'bytes'])
    .where('incident', '=', incident)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (!kept) throw new Error(`No evidence of ${incident} has this hash.`);
  const hash = createHash('sha256');
  const parts = Math.ceil(kept.bytes / PART_BYTES);
  for (let part = 0; part < parts; part += 1) {
    const clear = await openedPart(db, bytes, incident, { file: kept.id, part });
    hash.update(clear);
    // What is not as it was kept must not look whole: its last part is held back until the hash is known.
    if (part === parts - 1 && hash.digest('hex') !== sha256) throw new Error('The file is not as it was kept.');
    yield clear;
  }
}

async function openedPart(
  db: Kysely<Schema>,
  bytes: PageBytes,
  incident: IncidentId,
  place: { file: string; part: number },
): Promise<Buffer> {
  const row = await db
    .selectFrom('evidenceParts')
    .select('sealed')
    .where('file', '=', place.file)
    .where('part', '=', place.part)
    .executeTakeFirst();
  const clear = row && (await bytes.openPart(db, incident, place, row.sealed));
  if (!clear) throw new Error(`Part ${place.part} of the file cannot be opened.`);
  return clear;
}
