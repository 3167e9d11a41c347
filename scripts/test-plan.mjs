/** Folders whose tests need no server: there the API speaks to incidents in memory, and where PostgreSQL is missing over the embedded register. */
const FAST = ['test/domain/', 'test/contract/', 'test/codec/', 'test/api/'];
/** Files beside the release's own folder have more of their tests then: over the embedded register, and those that take turns else. */
const RELEASE = [
  'test/release/',
  'test/chaos/',
  'test/journeys/crashes',
  'test/journeys/restore',
  'test/register/maintenance',
];

/**
 * What this run is to do. Without arguments: the checks, and all tests but those of a release. `--fast` and `--release` ask for one part;
 * whatever else is said goes to Jest, which then runs some tests, and the checks are left out. `--record-timings` keeps how long each file took.
 */
export function planOf(args) {
  const [isFast, isRelease, recordsTimings] = ['--fast', '--release', '--record-timings'].map((own) =>
    args.includes(own),
  );
  const forJest = args.filter((arg) => !['--fast', '--release', '--record-timings'].includes(arg));
  const isWhole = !isFast && !isRelease && forJest.length === 0;
  return {
    ...{ isFast, isRelease, isWhole, recordsTimings },
    jestArguments: [
      ...(isFast ? FAST : []),
      ...(isRelease ? RELEASE : []),
      ...(isWhole ? [`--testPathIgnorePatterns=${RELEASE[0]}`] : []),
      ...forJest,
    ],
  };
}
