const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;
const timings = require('../timings.json');

/** Longest first, so that no core is idle at the end. A file that nobody timed yet counts as the middle one. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const known = Object.values(timings).sort((a, b) => a - b);
    const middle = known[Math.floor(known.length / 2)] ?? 0;
    const secondsOf = ({ path, context }) => timings[relative(context.config.rootDir, path)] ?? middle;
    return [...tests].sort((a, b) => secondsOf(b) - secondsOf(a) || a.path.localeCompare(b.path));
  }
};
