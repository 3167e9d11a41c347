import { parseArgs } from 'node:util';
import { complain, tell } from './entry';

interface Finding {
  faults: string[];
  manifest?: object;
}

interface Verifying<Found extends Finding> {
  usage: string;
  verify: (file: string, key?: string) => Promise<Found>;
  /** What is said of one without a fault: what it is, and by which checkpoint. */
  summary: (found: Found, manifest: NonNullable<Found['manifest']>) => [is: string, signed: string];
}

/** The program that says whether a file is as it was made, by the file alone. */
export async function verifyFile<Found extends Finding>({ usage, verify, summary }: Verifying<Found>): Promise<0 | 1> {
  const [file, key] = asked() ?? [];
  if (file === undefined) return complain(usage);
  try {
    const found = await verify(file, key);
    const { faults, manifest } = found;
    if (faults.length > 0 || !manifest) return complain(...faults.map((fault) => `${file}: ${fault}`));
    const [is, signed] = summary(found, manifest);
    return tell(`${file} is as it was made on ${is}`, signed);
  } catch {
    return complain(`${file} cannot be read: check that it is there and may be read.`);
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
