import { checkFiles } from '../process/check-files';
import { regimeFiles, SHIPPED_REGIMES } from '../process/regimes';

const USAGE = `Usage: npm run regimes -- check [FILE ...]

  check [FILE ...]  says where each fault of these regimes lies, or of the shipped ones; changes nothing`;

process.exitCode = checkFiles({
  ...{ usage: USAGE, files: regimeFiles, shipped: SHIPPED_REGIMES },
  summary: ({ name, version, checkedOn, duties }) =>
    `${name}, version ${version}, checked on ${checkedOn}, ${duties.length} duties`,
});
