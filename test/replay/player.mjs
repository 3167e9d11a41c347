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

const files = readdirSync(folder).sort();
const refused = await faults(code, files);
const broken = {};
for (const { name, from, to, shownBy } of JSON.parse(await text(process.stdin))) {
  const [before, after, more] = code.split(from);
  const isThere = after !== undefined && more === undefined;
  broken[name] = isThere
    ? (await faults([before, to, after].join(''), [shownBy]))[shownBy]
    : 'The bundle reads otherwise now: seed this break anew.';
}
process.stdout.write(JSON.stringify({ refused, broken }), () => process.exit(0));

/** By one worker, for most of its time goes into beginning; what it says of a run names the run. */
async function faults(code, files) {
  const recorded = files.map((file) => ({
    file,
    ...JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()),
  }));
  const fileOf = new Map(recorded.map(({ file, history }) => [runOf(history), file]));
  if (fileOf.size < files.length) throw new Error('Two histories are of the same run.');
  const found = {};
  for await (const { runId, error } of Worker.runReplayHistories({ workflowBundle: { code } }, recorded))
    found[fileOf.get(runId)] = error ? `${error.name}: ${error.message}` : null;
  return found;
}

function runOf({ events: [begun] }) {
  return begun.workflowExecutionStartedEventAttributes.originalExecutionRunId;
}
