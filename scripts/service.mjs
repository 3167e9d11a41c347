import { appendFileSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { answers, launch, openLog } from './children.mjs';
import { root } from './install.mjs';
import { end, forget, recorded } from './processes.mjs';
import { Fault, say } from './say.mjs';

const startsWithin = 240_000;
const grace = { service: 40_000, mailbox: 5_000 };

/** A killed start leaves them to drain by themselves; before we begin anew they must be gone. */
export async function stopLeftovers({ dataFolder }) {
  for (const name of ['service', 'mailbox']) {
    const leftover = recorded(pidFile(dataFolder, name));
    if (!leftover) continue;
    say(`Stopping the ${name} that an earlier start left behind …`);
    await end(leftover, grace[name]);
  }
}

export async function startMailbox({ dataFolder, mailbox }) {
  const server = launchNode(dataFolder, 'mailbox', ['lib/mailbox/main.js']);
  if (await answers(`${mailbox.url}/healthz`, server, 20_000)) return server;
  await stopNode(dataFolder, 'mailbox', server);
  throw new Fault(server.words.join('\n') || `The sandbox mailbox did not start: see ${server.log}.`);
}

export function stopMailbox({ dataFolder }, server) {
  return stopNode(dataFolder, 'mailbox', server);
}

/** Worker and API in one process. Resolves once it answers; `asked` breaks the start off. */
export async function startService({ dataFolder, http }, argv, asked) {
  const server = launchNode(dataFolder, 'service', ['lib/operate/start.js', ...argv]);
  const stop = () => stopNode(dataFolder, 'service', server);
  asked.addEventListener('abort', stop);
  const isReady = (await hasStarted(server.child)) && (await answers(`${http.localUrl}/readyz`, server, 30_000));
  asked.removeEventListener('abort', stop);
  if (!isReady) {
    await stop();
    throw new Fault(server.words.join('\n') || `The service did not become ready: see ${server.log}.`);
  }
  for (const sentence of server.words.splice(0)) say(sentence);
  return server;
}

export function stopService({ dataFolder }, server) {
  return stopNode(dataFolder, 'service', server);
}

/** It says so by itself, for it may have more to do than to answer: to load the demo. */
function hasStarted(child) {
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => resolve(false), startsWithin);
    const settle = (started) => {
      clearTimeout(tooLate);
      resolve(started);
    };
    child.once('message', (message) => settle(message === 'started'));
    child.once('close', () => settle(false));
  });
}

/** Log lines go to its file; what it says to people, on stderr after `tocsin:`, is kept in `words`. */
function launchNode(dataFolder, name, args) {
  const log = openLog(dataFolder, name);
  const server = launch(
    process.execPath,
    args.map((arg) => (arg.startsWith('lib/') ? join(root, arg) : arg)),
    {
      stdio: ['ignore', log.fd, 'pipe', 'ipc'],
      pidFile: pidFile(dataFolder, name),
      env: { ...process.env, TZ: 'UTC' },
    },
  );
  closeSync(log.fd);
  const words = [];
  createInterface({ input: server.child.stderr }).on('line', (line) => {
    const [, sentence] = /^tocsin: (.*)/.exec(line) ?? [];
    if (sentence) words.push(sentence);
    append(log.path, line);
  });
  return { ...server, words, log: log.path };
}

function append(path, line) {
  try {
    appendFileSync(path, `${line}\n`);
  } catch {
    // A full disk under the log ends nothing; what is for people is kept in `words`.
  }
}

async function stopNode(dataFolder, name, server) {
  await end(server, grace[name]);
  forget(pidFile(dataFolder, name));
}

function pidFile(dataFolder, name) {
  return join(dataFolder, `${name}.pid`);
}
