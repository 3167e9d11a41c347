/** What belongs to a release alone. Other files have more of their tests then, and are found by what they import. */
const RELEASE = 'test/release/';
/** Files that a whole run has together, in the groups of test/groups. */
const TOGETHER = [
  '/test/(domain|primitives|contract|codec|rules|texts|web|api|register|activities)/',
  '/test/upkeep/(?!check\\.test)',
  '/test/(clock|founding|keys)\\.test',
].join('|');
/** Of a release: they measure turns of one thread, and wait for workflows whose time is skipped; beside other files they would meet the load of those. */
const ALONE = /\/test\/release\/(playbooks|stalls)\.test\.ts$/;
const WITH_GROUPS = '--testMatch=**/*.{test,group}.ts';
/** What is known within half a minute and needs no server: there the API speaks to incidents in memory, and keeps what it must in the embedded register. */
const FAST = '--testMatch=**/groups/{domain.group,doors.fast}.ts';

/**
 * What this run is to do. Without arguments: the checks, and all tests but those of a release. `--fast` and `--release` ask for one part;
 * whatever else is said goes to Jest, which then runs some tests, and the checks are left out. `--record-timings` keeps how long each file took.
 */
export function planOf(args) {
  const [isFast, isRelease, recordsTimings] = ['--fast', '--release', '--record-timings'].map((own) =>
    args.includes(own),
  );
  const forJest = args.filter((arg) => !['--fast', '--release', '--record-timings'].includes(arg));
  const isPicked = forJest.some((arg) => /^(-t|--testNamePattern)/.test(arg));
  const isWhole = !isFast && !isRelease && forJest.length === 0;
  const isWholeRelease = isRelease && forJest.length === 0;
  return {
    ...{ isFast, isRelease, isWhole, isWholeRelease, isPicked, recordsTimings },
    /** What lists the test files one by one. */
    files: [...(isWhole ? [`--testPathIgnorePatterns=${RELEASE}`] : []), ...forJest],
    jestArguments: [
      ...(isFast ? [FAST] : []),
      ...(isWhole ? [WITH_GROUPS, `--testPathIgnorePatterns=${RELEASE}|${TOGETHER}`] : []),
      ...forJest,
    ],
  };
}

/** Of these files those that a release asks for, which are more than a commit has: `needsOf` says what a file needs. */
export function releaseFiles(files, needsOf) {
  return files.filter((file) => file.includes(RELEASE) || needsOf([file]).has('release'));
}

/** What may run side by side first, and then what runs alone. */
export function roundsOf(files) {
  const isAlone = (file) => ALONE.test(file);
  return [files.filter((file) => !isAlone(file)), ...files.filter(isAlone).map((file) => [file])].filter(
    (round) => round.length > 0,
  );
}
