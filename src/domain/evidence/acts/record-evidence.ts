import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';
import type { EvidenceFile } from '../state';

export interface RecordEvidence {
  title: string;
  reference?: string;
  /** That the register keeps. */
  file?: EvidenceFile;
  /** Left out: who says it. */
  collectedBy?: string;
  collectedAt: string;
}

export const recordEvidence: CommandRule<RecordEvidence> = {
  description:
    'Write down what was secured: what it is, who collected it and when, and where it lies. A file is sent to the address of the evidence instead, and kept sealed.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said }, { title, reference, file, collectedBy = said.by, collectedAt: collected }) => {
    const collectedAt = instantFrom(collected);
    if (!collectedAt || collectedAt > said.at)
      return refuse('impossible-instant', '"collectedAt" must be an instant that has been.', ['/collectedAt']);
    // Only the API can say that the register keeps the file.
    if (file && said.door !== 'api') return refuse('missing', 'A file is sent to the API.', ['/file']);
    if (!file && reference === undefined)
      return refuse('missing', 'Say where it lies: add "reference", or send the file.', ['/reference']);
    const same = file && state.evidence.find((one) => one.file?.sha256 === file.sha256);
    if (same) return refuse('already-so', `Evidence ${same.number} is this file already.`);
    const number = state.evidence.length + 1;
    const what = { ...(reference !== undefined && { reference }), ...(file && { file }) };
    return [{ type: 'evidence-recorded', number, title, ...what, collectedBy, collectedAt }];
  },
};
