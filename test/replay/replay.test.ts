import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Incidents live for months, and whatever their workflows did they must do again, command by command, in the code of today.
 * Each file beside this one is the whole history of a story as some release recorded it. They are never recorded again, only added
 * to (scripts/record-histories.ts): one that is refused says that living incidents would be stuck, so the code is at fault, and a
 * change that is wanted goes through `patched`. Replay does not see how long a timer runs, nor what an activity is given.
 */

const root = join(__dirname, '..', '..');
const histories = join(__dirname, 'histories');
const player = join(__dirname, 'player.mjs');

/** A replay that went wrong may leave a process that neither ends nor obeys SIGTERM. */
const LIMIT = { timeout: 90_000, killSignal: 'SIGKILL' } as const;

/** Which stories there must be: two of them are only whole with their other runs and their notice. */
const STORIES = [
  'customer-event',
  'insider-by-signal',
  'late-and-explained',
  'many-runs-0.1-run-1',
  'many-runs-0.1-run-6',
  'misdirected-mail',
  'misdirected-mail-0.1-notice',
  'out-of-scope',
];

/** A change to a file of the workflows that a living incident would not survive, and one history that must show it. */
const BREAKS: [name: string, file: string, from: string, to: string, shownBy: string][] = [
  [
    'a timer that is no longer armed',
    'alarms.ts',
    'wanted.filter((alarm) => !armed.has(alarm.key)).forEach(arm);',
    'wanted.filter((alarm) => !armed.has(alarm.key) && !alarm.key).forEach(arm);',
    'late-and-explained-0.1.json.gz',
  ],
  [
    'an activity more',
    'record.ts',
    'const { roster } = await recordPages(',
    'await recordPages({ pages, rosterRevision }); const { roster } = await recordPages(',
    'out-of-scope-0.1.json.gz',
  ],
  [
    'an activity more in the notice',
    'notice.ts',
    "let reported = '';",
    "let reported = ''; await planNotice({ incident, notice: number, hash });",
    'misdirected-mail-0.1-notice.json.gz',
  ],
  [
    'a run that goes on for ever',
    'incident.ts',
    ' || isLong()',
    ' || (false as boolean)',
    'many-runs-0.1-run-1.json.gz',
  ],
];

describe('the recorded stories', () => {
  test('are all there, and each is done again, command by command, by the workflows of today', async () => {
    const files = readdirSync(histories);
    expect(STORIES.filter((story) => !files.some((file) => file.startsWith(story)))).toEqual([]);
    const refused = await replayed(join(root, 'src'));
    expect(refused).toEqual(Object.fromEntries(files.map((file) => [file, null])));
  }, 100_000);

  test.each(BREAKS)(
    'are refused by %s',
    async (_name, file, from, to, shownBy) => {
      const refused = await withBroken(file, [from, to], replayed);
      expect(refused[shownBy]).toMatch(/^DeterminismViolationError: .*TMPRL1100/);
    },
    100_000,
  );
});

/** What was refused, by file; null where nothing was. */
async function replayed(sources: string): Promise<Record<string, string | null>> {
  const said = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [player, join(sources, 'workflows/index.ts'), histories],
      LIMIT,
      (fault, stdout, stderr) => {
        if (fault) reject(new Error(`The replay did not end well (${fault.signal ?? fault.code}): ${stdout}${stderr}`));
        else resolve(stdout);
      },
    );
  });
  return JSON.parse(said) as Record<string, string | null>;
}

async function withBroken<T>(
  file: string,
  [from, to]: [string, string],
  look: (sources: string) => Promise<T>,
): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'tocsin-broken-'));
  try {
    for (const room of ['workflows', 'domain']) cpSync(join(root, 'src', room), join(copy, room), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const path = join(copy, 'workflows', file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(from)) throw new Error(`${file} reads otherwise now: seed this break anew.`);
    writeFileSync(path, source.replace(from, to));
    return await look(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
