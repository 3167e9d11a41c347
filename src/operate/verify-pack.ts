import { verifyFile } from '../process/verify-file';
import { verifyPack } from '../proof-pack';

const USAGE = `Usage: npm run verify-pack FILE [-- --key=KEY]

  FILE   a proof pack, as it was downloaded
  --key  the key that its checkpoint is to be signed with, as you know it from elsewhere; left out, the one that the pack names`;

void verifyFile({
  ...{ usage: USAGE, verify: verifyPack },
  summary: ({ signedBy }, { incident, customer, madeAt, files }) => [
    `${madeAt}: ${incident}${customer === undefined ? '' : `, customer ${customer}`}, ${files.length} files.`,
    signedBy === undefined
      ? 'No checkpoint was signed yet that has its pages.'
      : `Its pages are in the checkpoint that was signed with ${signedBy}`,
  ],
}).then((code) => (process.exitCode = code));
