// Loaded before the worker, in each of its threads: at SIGUSR2 all heaps are collected, and what they hold is written to a file.
const { writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { BroadcastChannel, isMainThread } = require('node:worker_threads');

const COLLECT_WITHIN_MS = 3_000;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const used = () => {
  collect();
  return process.memoryUsage().heapUsed;
};
const questions = new BroadcastChannel('bench-questions');
const answers = new BroadcastChannel('bench-answers');
let threads = [];

if (isMainThread) {
  answers.onmessage = ({ data }) => threads.push(data);
  process.on('SIGUSR2', () => {
    threads = [];
    questions.postMessage('how much?');
    setTimeout(() => {
      const heap = threads.reduce((sum, bytes) => sum + bytes, used());
      const { rss } = process.memoryUsage();
      writeFileSync(process.env['TOCSIN_BENCH_MEMORY'], JSON.stringify({ heap, rss, threads: threads.length }));
    }, COLLECT_WITHIN_MS);
  });
} else questions.onmessage = () => answers.postMessage(used());
questions.unref();
answers.unref();
