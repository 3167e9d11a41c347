import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './install.mjs';
import { complain, Fault, say, stopwatch } from './say.mjs';

const [url = 'http://127.0.0.1:8080', keysFile = join(root, '.tocsin', 'keys.json')] = process.argv.slice(2);

/** Tells six incidents that really happened, from report to closing, to a Tocsin that runs: `npm run stories -- [URL [keys file]]`. */
try {
  if (!existsSync(join(root, 'lib/demo/tell.js'))) throw new Fault('Nothing is built yet: run `npm run build` first.');
  if (!existsSync(keysFile))
    throw new Fault(
      `There are no keys at ${keysFile}: start Tocsin first, or name its keys file after the address, as in \`npm run stories -- ${url} FILE\`.`,
    );
  const answers = await fetch(`${url}/healthz`).catch(() => undefined);
  if (!answers?.ok) throw new Fault(`No Tocsin answers at ${url}: start it, or name its address.`);
  await tellAll();
} catch (error) {
  complain(error);
  process.exitCode = 1;
}

async function tellAll() {
  const require = createRequire(import.meta.url);
  const { createTeller } = require('../lib/demo/teller.js');
  const { tellStories } = require('../lib/demo/tell.js');
  const elapsed = stopwatch();
  const outcomes = await tellStories(await createTeller({ url, keysFile }));
  for (const { story, incident, fault } of outcomes) say(`${story}: ${incident ? `${incident}, closed` : fault}`);
  const failed = outcomes.filter(({ fault }) => fault).length;
  say(`${outcomes.length - failed} of ${outcomes.length} told to their closing in ${elapsed()}`);
  if (failed > 0) process.exitCode = 1;
}
