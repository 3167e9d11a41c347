import type { ScopeFile } from '../state';
import { API_ONLY, RESPONDERS, type CommandRule } from '../../rule';

export type ImportScope = ScopeFile;

/** However many rows the file has, it is one effect, and one cohort for each term. */
export const importScope: CommandRule<ImportScope> = {
  description:
    'Add the customers of a file that was sent to scope/import, with what it says of each. What is said of who is there already becomes as the file has it.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: ({ nextId }, { file, sha256, rows }) => [{ type: 'scope-imported', effect: nextId(), file, sha256, rows }],
};
