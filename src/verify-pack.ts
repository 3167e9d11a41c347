import { parseArgs } from 'node:util';
import { say } from './process/entry';
import { verifyPack, type PackFinding } from './proof-pack';

const USAGE = `Usage: npm run verify-pack FILE [-- --key=KEY]

  FILE   a proof pack, as it was downloaded
  --key  the key that its checkpoint is to be signed with, as you know it from elsewhere; left out, the one that the pack names`;

void run().then((code) => (process.exitCode = code));

async function run(): Promise<0 | 1> {
  const [file, key] = asked() ?? [];
  if (file === undefined) return complain([USAGE]);
  try {
    return told(file, await verifyPack(file, key));
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

function told(file: string, { faults, manifest, signedBy }: PackFinding): 0 | 1 {
  if (faults.length > 0 || !manifest) return complain(faults.map((fault) => `${file}: ${fault}`));
  const { incident, customer, madeAt, files } = manifest;
  const whose = customer === undefined ? '' : `, customer ${customer}`;
  process.stdout.write(`${file} is as it was made on ${madeAt}: ${incident}${whose}, ${files.length} files.\n`);
  process.stdout.write(
    signedBy === undefined
      ? 'No checkpoint was signed yet that has its pages.\n'
      : `Its pages are in the checkpoint that was signed with ${signedBy}\n`,
  );
  return 0;
}

function complain(lines: string[]): 1 {
  for (const line of lines) say(`tocsin: ${line}`);
  return 1;
}
