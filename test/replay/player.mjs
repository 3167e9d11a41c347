import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

/**
 * `player.mjs BUNDLE HISTORIES`: replays every history by the workflows of that bundle, and for each break on stdin, a JSON list of
 * {name, from, to, shownBy}, the one history that shows it by a bundle so changed. Prints as JSON what was refused, by file, and by break.
 */
const [bundle, folder] = process.argv.slice(2);
const logger = new DefaultLogger('ERROR', () => undefined);
Runtime.install({ logger, telemetryOptions: { logging: { forward: {} } } });
const code = readFileSync(bundle, 'utf8');

const refused = {};
for (const file of readdirSync(folder).sort()) refused[file] = await fault(code, file);
const broken = {};
for (const { name, from, to, shownBy } of JSON.parse(await text(process.stdin))) {
  const [before, after, more] = code.split(from);
  const isThere = after !== undefined && more === undefined;
  broken[name] = isThere
    ? await fault([before, to, after].join(''), shownBy)
    : 'The bundle reads otherwise now: seed this break anew.';
}
process.stdout.write(JSON.stringify({ refused, broken }), () => process.exit(0));

async function fault(code, file) {
  const recorded = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString());
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { code } }, [recorded]))
    if (error) return `${error.name}: ${error.message}`;
  return null;
}
