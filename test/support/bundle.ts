import { join } from 'node:path';

/** The workflows as they were just built; bundling them takes seconds. */
export const BUILT_BUNDLE = { codePath: join(__dirname, '..', '..', 'lib', 'workflow-bundle.js') };
