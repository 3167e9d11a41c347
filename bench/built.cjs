// Loaded before tsx: what is measured is what production runs, the compiled sources, in the place of those that tsx compiles for a debugger.
const Module = require('node:module');
const { join, sep } = require('node:path');

const [sources, built] = ['src', 'lib'].map((folder) => join(__dirname, '..', folder) + sep);
const resolve = Module._resolveFilename;

Module._resolveFilename = (...args) => {
  const file = resolve.apply(Module, args);
  if (!file.startsWith(sources) || !file.endsWith('.ts')) return file;
  return built + file.slice(sources.length, -'.ts'.length) + '.js';
};
