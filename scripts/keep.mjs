import { setTimeout as pause } from 'node:timers/promises';
import { isRunning } from './processes.mjs';
import { complain, Fault, say } from './say.mjs';

const restarts = { most: 5, withinMs: 10 * 60_000 };
const firstPauseMs = 250;
const excusedPauseMs = 2_000;

/**
 * Starts a server at once, and again whenever it ends by itself. Gives up after a few times; an end that `excuse` has a sentence for does
 * not count. `start` is given a signal that breaks it off.
 */
export function keep(name, { start, stop, fail, excuse }) {
  const asked = new AbortController();
  const news = newsOf(name);
  let server = start(asked.signal);
  const watch = async () => {
    for (const nextTry = triesOf(excuse); ;) {
      await ended(server);
      if (asked.signal.aborted) return;
      const { pauseMs, sentence } = nextTry() ?? {};
      if (!sentence) return fail(new Fault(`${name} ended by itself again and again: see its log in the data folder.`));
      await news.ended(server, sentence);
      await pause(pauseMs);
      if (asked.signal.aborted) return;
      server = start(asked.signal);
      server.then(news.back, news.failed);
    }
  };
  return {
    ready: server.then((first) => {
      watch().catch(fail);
      return first;
    }),
    async close() {
      asked.abort();
      const last = await server.catch(() => undefined);
      if (last) await stop(last);
    },
  };
}

/** Polls, because an adopted process is no child of ours and sends no word. */
async function ended(starting) {
  const server = await starting.catch(() => undefined);
  while (server && isRunning(server)) await pause(200);
}

/** Undefined once there were too many. */
function triesOf(excuse) {
  const ends = [];
  return () => {
    const reason = excuse();
    if (reason) return { pauseMs: excusedPauseMs, sentence: reason };
    ends.push(Date.now());
    const lately = ends.filter((at) => at > Date.now() - restarts.withinMs).length;
    if (lately > restarts.most) return undefined;
    const sentence = `Starting it again (${lately} of ${restarts.most}) …`;
    return { pauseMs: firstPauseMs * 2 ** (lately - 1), sentence };
  };
}

/** Says each sentence once until the server is back. */
function newsOf(name) {
  const said = new Set();
  const once = (words, tell) => {
    if (!said.has(words)) tell();
    said.add(words);
  };
  return {
    async ended(starting, sentence) {
      const server = await starting.catch(() => undefined);
      for (const words of server?.words?.splice(0) ?? []) once(words, () => complain(words));
      once(sentence, () => say(`${name} ended by itself. ${sentence}`));
    },
    failed: (error) => once(error.message, () => complain(error)),
    back() {
      said.clear();
      say(`${name} is back.`);
    },
  };
}
