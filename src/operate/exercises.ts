import { checkFiles } from '../process/check-files';
import { scenarioFiles, SHIPPED_EXERCISES } from '../process/exercises';

const USAGE = `Usage: npm run exercises -- check [FILE ...]

  check [FILE ...]  says where each fault of these scenarios lies, or of the shipped ones; changes nothing`;

process.exitCode = checkFiles({
  ...{ usage: USAGE, files: scenarioFiles, shipped: SHIPPED_EXERCISES },
  summary: ({ name, version, nature, injects, expected }) =>
    `${name}, version ${version}, ${nature}, ${injects.length} injects, ${expected.length} steps`,
});
