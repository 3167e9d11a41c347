import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { root } from './install.mjs';

/**
 * The SDK takes a stack trace of each promise, to answer the query `__stack_trace`: a quarter of a worker's workflow thread. It is given none, and that
 * query answers nothing. A fault keeps its trace, with the lines of the bundle. Here, since the workflows themselves find `Error` frozen; on one
 * line, so that those of the bundle stay as they are.
 */
const HEAD = [
  `const ofPromiseHook = (frame) => frame?.getFunctionName() === 'init' && frame.getFileName()?.endsWith('vm-shared.js');`,
  `Error.prepareStackTrace = (fault, frames) =>`,
  `ofPromiseHook(frames[0]) ? undefined : [fault, ...frames.map((frame) => '    at ' + frame)].join('\\n');`,
].join(' ');

const workflowsPath = join(root, 'lib/workflows/index.js');
const failureConverterPath = join(root, 'lib/codec/failure-converter.js');
const logger = new DefaultLogger('WARN');
const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger });
writeFileSync(join(root, 'lib/workflow-bundle.js'), `{ ${HEAD} } ${code}`);
