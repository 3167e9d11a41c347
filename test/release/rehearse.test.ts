import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';

jest.setTimeout(600_000);

const root = join(__dirname, '..', '..');
const temporalProgram = process.env['TOCSIN_TEMPORAL_PROGRAM'];
const MARK = 'EXERCISE – no real breach';

(temporalProgram ? test : test.skip)(
  'the command plays a scenario of 72 hours in a minute, tells how it goes, and ends in its report',
  async () => {
    const { code, words } = await rehearsed('misdirected-list', '--in', '60s');
    expect([code, words]).toEqual([0, expect.stringContaining(`${MARK}: `)]);
    expect(words).toContain('72 hours in 60 s.');
    expect(words).toMatch(/ h {2}EXE-\d{4}-0001 is called: \d+ of the team/);
    expect(words).toMatch(/ h {2}Every customer is told\.\n/);
    const [, report = ''] = words.split(`The exercise is concluded.\n`);
    expect(report.trim().startsWith(MARK)).toBe(true);
    expect(report.split(MARK).length - 1).toBeGreaterThanOrEqual(3);
    expect(report).toMatch(/Score card[^]*Team[^]*Findings/);
    expect(report).toMatch(/\d+ mails were written, and none left\.\n$/);
  },
);

async function rehearsed(...options: string[]): Promise<{ code: number | null; words: string }> {
  const PATH = [dirname(temporalProgram ?? ''), process.env['PATH'] ?? ''].join(delimiter);
  const program = spawn(process.execPath, [join(root, 'scripts/rehearse.mjs'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PATH },
  });
  let words = '';
  program.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(program, 'close')) as [number | null];
  return { code, words };
}
