const vm = require('node:vm');
const { ModuleMocker } = require('jest-mock');

/** What stands for the worker's own context where Jest asks for one. */
const HERE = {};
/** Loaded anew for each file: they hold what a file declares, expects and mocks. */
const OF_A_FILE = /node_modules\/(jest-circus|jest-snapshot|jest-mock|expect|@jest\/expect)\//;

/**
 * Runs test files in the context of their worker, one after the other, instead of giving each a context of its own: there every use of a global such as
 * `Object` goes through an interceptor. Packages are loaded once a worker, by Node itself; our own modules once a file, as ever.
 */
module.exports = class OneContext {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.before = {
      globals: Object.getOwnPropertyDescriptors(globalThis),
      env: { ...process.env },
      exit: process.exit,
    };
    this.listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = this.fakeTimersModern = null;
    Object.assign(globalThis, projectConfig.globals);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return HERE;
  }

  async setup() {}

  /** Leaves the worker to the next file as it was. */
  async teardown() {
    const { globals, env, exit } = this.before;
    for (const key of Reflect.ownKeys(globalThis)) if (!(key in globals)) Reflect.deleteProperty(globalThis, key);
    for (const key of Reflect.ownKeys(globals))
      if (globals[key].configurable) Object.defineProperty(globalThis, key, globals[key]);
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
    for (const name of process.eventNames()) this.forgetListeners(name);
  }

  forgetListeners(name) {
    const known = this.listeners.get(name) ?? [];
    for (const listener of process.rawListeners(name)) if (!known.includes(listener)) process.off(name, listener);
  }
};

const { compileFunction, SourceTextModule, SyntheticModule } = vm;
const withoutHere = (options, key) => (options?.[key] === HERE ? { ...options, [key]: undefined } : options);

vm.compileFunction = (code, parameters, options) => {
  const { filename = '' } = options ?? {};
  if (options?.parsingContext === HERE && filename.includes('/node_modules/') && !OF_A_FILE.test(filename))
    return (module) => void (module.exports = require(filename));
  return compileFunction(code, parameters, withoutHere(options, 'parsingContext'));
};
vm.SourceTextModule = class extends SourceTextModule {
  constructor(code, options) {
    super(code, withoutHere(options, 'context'));
  }
};
vm.SyntheticModule = class extends SyntheticModule {
  constructor(names, evaluate, options) {
    super(names, evaluate, withoutHere(options, 'context'));
  }
};
