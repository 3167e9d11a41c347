// Measures how many mails of a folder are read as somebody else says they are to be read: npm run bounces -- FOLDER EXPECTED.json
// EXPECTED is {"<file>": {"permanent": [addresses], "temporary": [addresses]}}; docs/operating/answers.md says how to make it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const [folder, expectations] = process.argv.slice(2);
if (!folder || !expectations) {
  process.stderr.write('Give a folder of mails and a file of what they say.\n');
  process.exit(2);
}
const { readReceipt } = require('../lib/api/receipts');
const expected = Object.entries(JSON.parse(readFileSync(expectations, 'utf8')));
let right = 0;
for (const [file, { permanent, temporary }] of expected) {
  const { kind, recipients } = await readReceipt(readFileSync(join(folder, file)));
  const read = { permanent: kind === 'failure' ? recipients : [], temporary: kind === 'delay' ? recipients : [] };
  if (same(read.permanent, permanent) && same(read.temporary, temporary)) right += 1;
  else process.stdout.write(`${file}: ${kind} of ${recipients.join(', ') || 'nobody'}\n`);
}
process.stdout.write(`${right} of ${expected.length} read rightly\n`);

/** Case tells no mailbox from another here. */
function same(one, other) {
  const sorted = (addresses) => JSON.stringify(addresses.map((address) => address.toLowerCase()).sort());
  return sorted(one) === sorted(other);
}
