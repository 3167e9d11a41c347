import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { AssistanceFile, Linked, Register } from '../register';
import { filingSheet, subjectLetter } from '../texts/assistance';
import type { Shown } from './shown';

/*
 * What helps a controller with its own duties. Sheet and draft say what its notice said, and may be read as often; a file with persons or logs is
 * handed over once, to one of those whom the mail was for.
 */

export const DOCUMENTS = ['sheet', 'letter'] as const;

export interface DocumentDeps {
  register: Pick<Register, 'assistanceFiles' | 'evidenceFiles'>;
  onTaken: (file: AssistanceFile, linked: Linked) => Promise<void>;
}

export async function sendDocument(
  { incident, filing, composedAt }: Shown,
  which: (typeof DOCUMENTS)[number],
  response: Response,
): Promise<void> {
  const name = `${incident}-${filing.notice}`;
  if (which === 'letter') response.attachment(`${name}.txt`).type('text/plain').send(subjectLetter(filing));
  else
    response
      .attachment(`${name}.pdf`)
      .type('application/pdf')
      .send(await filingSheet(filing, composedAt));
}

/** Once: what breaks off on the way is offered again by somebody of ours. @returns false where it is not theirs, or was taken */
export async function handOver(
  { register, onTaken }: DocumentDeps,
  linked: Linked,
  id: string,
  response: Response,
): Promise<boolean> {
  const { incident, customers, delivery } = linked;
  const file = await register.assistanceFiles.take({ incident, id, customers, delivery });
  if (!file) return false;
  await onTaken(file, linked);
  response
    .attachment(file.name)
    .set({ 'Content-Type': 'application/octet-stream', 'Content-Security-Policy': 'sandbox' })
    .set('Content-Length', `${file.bytes}`);
  await pipeline(register.evidenceFiles.read(incident, file.sha256), response);
  return true;
}

export function filesFor({ register }: DocumentDeps, { incident, customers }: Linked): Promise<AssistanceFile[]> {
  return register.assistanceFiles.list(incident, customers);
}
