import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Incidents live for months, and whatever their workflows did they must do again, command by command, in the code of today.
 * Each file beside this one is the whole history of a story as some release recorded it. They are never recorded again, only added
 * to (scripts/record-histories.ts): one that is refused says that living incidents would be stuck, so the code is at fault, and a
 * change that is wanted goes through `patched`. Replay does not see how long a timer runs, nor what an activity is given.
 */

const root = join(__dirname, '..', '..');
const histories = join(__dirname, 'histories');
const PLAYER = join(__dirname, 'player.mjs');
const BUNDLE = join(root, 'lib/workflow-bundle.js');

/** A replay that went wrong may leave a process that neither ends nor obeys SIGTERM. */
const LIMIT = { timeout: 170_000, killSignal: 'SIGKILL' } as const;

/** Which stories there must be: two of them are only whole with their other runs and their notice. */
const STORIES = [
  'customer-event',
  'insider-by-signal',
  'late-and-explained',
  'many-runs-0.1-run-1',
  'many-runs-0.1-run-2',
  'misdirected-mail',
  'misdirected-mail-0.1-notice',
  'out-of-scope',
  // With who sealed each message, as since doors are sealed.
  'coding-error-0.1-sealed',
  'insider-0.1-sealed',
  'insider-0.1-sealed-notice',
  'misdirected-mail-0.1-sealed',
  'open-bucket-0.1-sealed',
  'ransomware-0.1-sealed-run-1',
  'ransomware-0.1-sealed-run-4',
  // Sealed, and handed on from run to run.
  'insider-in-runs-0.2-sealed-run-2',
  'open-bucket-in-runs-0.2-sealed-run-2',
  'many-runs-0.2-sealed-run-11',
  // With a timer that was not cancelled, for it fired soon.
  'corrected-at-the-last-0.2',
];

/** So many at least that each kind of step stands in several. */
const HISTORIES_LEAST = 50;

/** A change to the workflows, as the bundle reads, that a living incident would not survive, and one history that must show it. */
const BREAKS = [
  {
    name: 'a timer that is no longer armed',
    from: 'wanted.filter((alarm) => !armed.has(alarm.key)).forEach(arm);',
    to: 'wanted.filter((alarm) => !armed.has(alarm.key) && !alarm.key).forEach(arm);',
    shownBy: 'late-and-explained-0.1.json.gz',
  },
  {
    name: 'a timer that is cancelled though it fires soon',
    from: "leftMs(at) > SOON_MS || !(0, workflow_1.patched)('soon-fires')",
    to: 'true',
    shownBy: 'corrected-at-the-last-0.2.json.gz',
  },
  {
    name: 'an activity more',
    from: "await desk.ask('recordPages',",
    to: "(await recordPages({ pages, rosterRevision }), await desk.ask)('recordPages',",
    shownBy: 'out-of-scope-0.1.json.gz',
  },
  {
    name: 'an activity more in the notice',
    from: "let reported = '';",
    to: "let reported = ''; await planNotice({ incident, notice: number, hash });",
    shownBy: 'misdirected-mail-0.1-notice.json.gz',
  },
  {
    name: 'a run that goes on for ever',
    from: ' || isLong()',
    to: ' || false',
    shownBy: 'many-runs-0.1-run-1.json.gz',
  },
];

/** A worker of the release before, to which a run of this one hands its state on. */
const OLDER_WORKER = {
  name: 'a worker that is older than the state',
  from: 'exports.STATE_VERSION = 5;',
  to: 'exports.STATE_VERSION = 0;',
  shownBy: 'many-runs-0.1-run-2.json.gz',
};

/** A bug of ours. */
const FAULT = {
  name: 'a fault',
  from: "let reported = '';",
  to: "let reported = ''; null.spoiled;",
  shownBy: 'misdirected-mail-0.1-notice.json.gz',
};

describe('the recorded stories', () => {
  let played: Played;
  beforeAll(async () => {
    played = await replayed();
  });

  test('are all there, and each is done again, command by command, by the workflows of today', () => {
    const files = readdirSync(histories);
    expect(STORIES.filter((story) => !files.some((file) => file.startsWith(story)))).toEqual([]);
    expect(files.length).toBeGreaterThanOrEqual(HISTORIES_LEAST);
    expect(played.refused).toEqual(Object.fromEntries(files.map((file) => [file, null])));
  });

  test.each(BREAKS)('are refused by $name', ({ name }) => {
    expect(played.broken[name]).toMatch(/^DeterminismViolationError: .*TMPRL1100/);
  });

  test('are left to a newer worker by one that is older than their state', () => {
    expect(played.broken[OLDER_WORKER.name]).toContain(base64('{"message":"The state of'));
  });

  test('say of a fault where in the bundle it arose, though promises leave no traces', () => {
    const [, end = ''] = /\.\.([\w+/=]+)\]/.exec(played.broken[FAULT.name] ?? '') ?? [];
    expect(Buffer.from(end, 'base64').toString()).toMatch(/\.js:\d+:\d+\)"\}$/);
  });
});

/** As the words of a failure stand in history; whole where they are a multiple of three characters. */
function base64(words: string): string {
  return Buffer.from(words).toString('base64');
}

interface Played {
  /** What the workflows of today refuse, by file; null where nothing was. */
  refused: Record<string, string | null>;
  /** What the broken ones refuse, by break. */
  broken: Record<string, string | null>;
}

function replayed(): Promise<Played> {
  return new Promise((resolve, reject) => {
    const player = execFile(process.execPath, [PLAYER, BUNDLE, histories], LIMIT, (fault, stdout, stderr) => {
      if (fault) reject(new Error(`The replay did not end well (${fault.signal ?? fault.code}): ${stdout}${stderr}`));
      else resolve(JSON.parse(stdout) as Played);
    });
    player.stdin?.end(JSON.stringify([...BREAKS, OLDER_WORKER, FAULT]));
  });
}
