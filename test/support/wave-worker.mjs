import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * `wave-worker.mjs SETTINGS`: the worker of a wave in a process of its own, from the built program. It asks its parent before each activity and tells
 * it after, and says at its end what it needed.
 */
const root = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const built = (path) => require(join(root, 'lib', path));
const { NativeConnection, Worker } = require('@temporalio/worker');
const { createTrainingActivities, openMailChannel } = built('activities');
const { heartbeating } = built('activities/heartbeat');
const { parseKeyRing, wrappingBy } = built('codec');
const { coursesIn } = built('process/courses');
const { openRegister } = built('register');

const { address, databaseUrl, smtpUrl, from, publicUrl, keyRing, mailsPerCall, taskQueue } = JSON.parse(
  process.argv[2],
);
const linkKeys = parseKeyRing(keyRing, 'the ring');
const register = await openRegister(
  { databaseUrl },
  wrappingBy(() => linkKeys),
);
const mail = openMailChannel({ url: smtpUrl, from });
const connection = await NativeConnection.connect({ address });
let now;
const activities = createTrainingActivities({
  ...{ register, mail, mailsPerCall, linkKeys, publicUrl, courses: coursesIn(undefined), clock: () => now },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});
const worker = await Worker.create({
  ...{ connection, taskQueue, workflowBundle: { codePath: join(root, 'lib', 'workflow-bundle.js') } },
  activities: Object.fromEntries(Object.entries(activities).map(([name, activity]) => [name, told(name, activity)])),
});

let stop;
const asked = new Promise((resolve) => (stop = resolve));
process.on('message', (message) => message.stop && stop());
process.send({ ready: true });
await worker.runUntil(asked);
mail.close();
await register.close();
await connection.close();
const { user, system } = process.cpuUsage();
const { maxRSS } = process.resourceUsage();
process.send({ memoryMb: Math.round(maxRSS / 1024), processorSeconds: Math.round((user + system) / 1e6) });
process.disconnect();

function told(name, activity) {
  return async (input) => {
    now = await heartbeating(
      () => ({}),
      () => answerOf({ before: name, input }),
    );
    const done = await activity(input);
    process.send({ after: name, input });
    return done;
  };
}

/** One activity runs at a time: a wave has one step after the other. */
function answerOf(question) {
  return new Promise((resolve) => {
    process.once('message', ({ now: at }) => resolve(at));
    process.send(question);
  });
}
