import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, readOptions } from '../../src/operate/commands';

const root = join(__dirname, '..', '..');

describe("the operator's program", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };

  test('lists every command with its options, each under a name of npm run', () => {
    const { status, stdout } = operate('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('  verify [--since=<file> --key=<key>] ');
    expect(stdout).toContain('  reconcile [--apply] ');
    expect(stdout).toContain('  adopt-rules [--apply --by=<id>] ');
    expect(stdout.match(/^ {2}\S+/gm)?.map((name) => name.trim())).toEqual(Object.keys(commands));
    expect(scripts).toMatchObject(
      Object.fromEntries(Object.keys(commands).map((name) => [name, `node scripts/run.mjs ${name}`])),
    );
  });

  test('refuses a command that it does not have, and names those that it has', () => {
    const { status, stderr } = operate('repair');
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('no command repair') });
    expect(stderr).toContain('  recover-operator --for=<id> ');
  });
});

test.each([
  [['--apply', '--by=olga'], { apply: true, by: 'olga' }, []],
  [['--by', 'olga'], { apply: false, by: 'olga' }, []],
  [['--apply=yes', '--by'], { apply: false, by: '' }, ['--apply=yes', '--by']],
  [['--of=olga', 'olga', '--demo'], {}, ['--of=olga', 'olga', '--demo']],
])('of %j a command reads %j and leaves %j', (args, options, unknown) => {
  expect(readOptions(commands['adopt-rules'], args)).toEqual({
    options: { apply: false, by: '', for: '', since: '', key: '', ...options },
    unknown,
  });
});

function operate(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'lib/operate.js'), ...args], { encoding: 'utf8' });
}
