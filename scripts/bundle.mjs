import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './install.mjs';

const workflowsPath = join(root, 'lib/workflows/index.js');
const failureConverterPath = join(root, 'lib/codec/failure-converter.js');
const logger = new DefaultLogger('WARN');
const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger });
writeFileSync(join(root, 'lib/workflow-bundle.js'), code);
