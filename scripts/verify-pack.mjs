import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { complain } from './say.mjs';

/** `verify-pack.mjs FILE [--key=KEY]`: needs neither register, Temporal nor settings. Names of files are of the folder in which npm was called. */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  process.exitCode = await runNode([join(root, 'lib/verify-pack.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd,
  });
} catch (error) {
  complain(error);
  process.exitCode = 1;
}
