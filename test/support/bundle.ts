import { join } from 'node:path';

/** The workflow bundle of the last build; bundling takes seconds. */
export const BUILT_BUNDLE = { codePath: join(__dirname, '..', '..', 'lib', 'workflow-bundle.js') };
