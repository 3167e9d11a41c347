import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './install.mjs';

const workflowsPath = join(root, 'lib/workflows/index.js');
const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
writeFileSync(join(root, 'lib/workflow-bundle.js'), code);
