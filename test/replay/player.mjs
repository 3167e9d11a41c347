import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';

/** `player.mjs WORKFLOWS HISTORIES`: replays every history against those sources, and prints what was refused, by file, as JSON. */
const [workflowsPath, folder] = process.argv.slice(2);
const logger = new DefaultLogger('ERROR', () => undefined);
Runtime.install({ logger, telemetryOptions: { logging: { forward: {} } } });
const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
const refused = {};
for (const file of readdirSync(folder).sort()) {
  const recorded = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString());
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, [recorded])) {
    refused[file] = error ? `${error.name}: ${error.message}` : null;
  }
}
process.stdout.write(JSON.stringify(refused));
process.exit(0);
