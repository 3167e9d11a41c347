import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runNode } from './foreground.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { complain } from './say.mjs';

/**
 * `program.mjs rules check FILE`: builds if need be and runs a program that needs neither register nor Temporal. Names of files are of the folder in which npm
 * was called.
 */
try {
  requireNode();
  await ensureInstalled();
  await ensureBuilt();
  const [name, ...args] = process.argv.slice(2);
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  process.exitCode = await runNode([join(root, 'lib/operate', `${name}.js`), ...args], { stdio: 'inherit', cwd });
} catch (error) {
  complain(error);
  process.exitCode = 1;
}
