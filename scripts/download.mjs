// Makes the SDK fetch a server into a folder: node scripts/download.mjs temporal|temporal-test-server FOLDER
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , kind, downloadDir] = process.argv;
const server = { executable: { type: 'cached-download', downloadDir } };

try {
  const environment =
    kind === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await environment.teardown();
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
