import { verifyFile } from '../process/verify-file';
import { verifyBundle } from '../proof-pack';

const USAGE = `Usage: npm run verify-bundle FILE [-- --key=KEY]

  FILE   the bundle of an audit, as it was downloaded
  --key  the key that its checkpoint is to be signed with, as you know it from elsewhere; left out, the one that the bundle names`;

void verifyFile({
  ...{ usage: USAGE, verify: verifyBundle },
  summary: ({ packs, signedBy }, { audit, madeAt, files }) => [
    `${madeAt}: ${audit}, ${files.length} files, ${packs} incidents.`,
    signedBy === undefined ? 'No checkpoint was signed yet.' : `Its checkpoint was signed with ${signedBy}`,
  ],
}).then((code) => (process.exitCode = code));
