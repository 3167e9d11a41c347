const { homedir } = require('node:os');
const { join } = require('node:path');

/** @type {import('jest').Config} */
module.exports = {
  // Outlives the checkout and the folder for temporary files.
  cacheDirectory: join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tocsin', 'jest'),
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/lib'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true },
        module: { type: 'commonjs', ignoreDynamic: true },
        sourceMaps: 'inline',
      },
    ],
  },
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  testTimeout: 180_000,
  // One more than the cores of the smallest machine: many tests wait for heartbeats and back-offs, and leave a core idle meanwhile.
  maxWorkers: 3,
};
