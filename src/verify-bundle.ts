import { parseArgs } from 'node:util';
import { say } from './process/entry';
import { verifyBundle, type BundleFinding } from './proof-pack';

const USAGE = `Usage: npm run verify-bundle FILE [-- --key=KEY]

  FILE   the bundle of an audit, as it was downloaded
  --key  the key that its checkpoint is to be signed with, as you know it from elsewhere; left out, the one that the bundle names`;

void run().then((code) => (process.exitCode = code));

async function run(): Promise<0 | 1> {
  const [file, key] = asked() ?? [];
  if (file === undefined) return complain([USAGE]);
  try {
    return told(file, await verifyBundle(file, key));
  } catch {
    return complain([`${file} cannot be read: check that it is there and may be read.`]);
  }
}

function asked(): [file: string, key?: string] | undefined {
  try {
    const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
    const [file, ...others] = positionals;
    return file !== undefined && others.length === 0 ? [file, values.key] : undefined;
  } catch {
    return undefined;
  }
}

function told(file: string, { faults, manifest, packs, signedBy }: BundleFinding): 0 | 1 {
  if (faults.length > 0 || !manifest) return complain(faults.map((fault) => `${file}: ${fault}`));
  const { audit, madeAt, files } = manifest;
  process.stdout.write(
    `${file} is as it was made on ${madeAt}: ${audit}, ${files.length} files, ${packs} incidents.\n`,
  );
  process.stdout.write(
    signedBy === undefined ? 'No checkpoint was signed yet.\n' : `Its checkpoint was signed with ${signedBy}\n`,
  );
  return 0;
}

function complain(lines: string[]): 1 {
  for (const line of lines) say(`tocsin: ${line}`);
  return 1;
}
