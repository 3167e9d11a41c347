import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { complain } from './say.mjs';

/** `courses.mjs check [FOLDER ...]`: needs neither register nor Temporal. Names of folders are of the folder in which npm was called. */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  process.exitCode = await runNode([join(root, 'lib/courses.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd,
  });
} catch (error) {
  complain(error);
  process.exitCode = 1;
}
