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

/** With traces of the bundle's own lines no map is read, yet the SDK parses one at each start of a worker: the bundle's own is twice its size. */
const NO_MAP = Buffer.from('{"version":3,"file":"workflow-bundle.js","sources":[],"names":[],"mappings":""}').toString(
  'base64',
);
const MAP = '//# sourceMappingURL=data:';

const workflowsPath = join(root, 'lib/workflows/index.js');
const failureConverterPath = join(root, 'lib/codec/failure-converter.js');
const logger = new DefaultLogger('WARN');
const { code } = await bundleWorkflowCode({ workflowsPath, failureConverterPath, logger });
const withoutMap = code.slice(0, code.lastIndexOf(MAP));
writeFileSync(
  join(root, 'lib/workflow-bundle.js'),
  `{ ${HEAD} } ${withoutMap}${MAP}application/json;base64,${NO_MAP}\n`,
);
