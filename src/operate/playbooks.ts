import { checkFiles } from '../process/check-files';
import { playbookFiles, SHIPPED_PLAYBOOKS } from '../process/playbooks';

const USAGE = `Usage: node lib/operate/playbooks.js check [FILE ...]

  check [FILE ...]  says where each fault of these playbooks lies, or of the shipped ones; changes nothing`;

process.exitCode = checkFiles({
  ...{ usage: USAGE, files: playbookFiles, shipped: SHIPPED_PLAYBOOKS },
  summary: ({ name, version, steps }) => `${name}, version ${version}, ${steps.length} steps`,
});
