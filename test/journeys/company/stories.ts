import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { HeadlineRow } from '../../../src/register';
import { completed, deliveriesOf } from '../../support/case';
import type { Town } from '../../support/town';

const script = join(__dirname, '..', '..', '..', 'scripts', 'stories.mjs');

export function storiesThatHappened(town: Town): void {
  test('are told side by side by one command, each from its report to its closing', async () => {
    const told = await toldBy(script, town.url, town.keysFile);
    expect(told).toEqual({
      code: 0,
      words: expect.stringMatching(/^6 of 6 told to their closing in /m),
    });
    for (const { id } of await town.all<HeadlineRow>('/incidents')) await completed(town, id);
    const incidents = await town.all<HeadlineRow>('/incidents');
    expect(incidents.map(({ stage, class: is, late }) => ({ stage, is, late }))).toEqual(
      Array.from({ length: 6 }, () => ({ stage: 'closed', is: 'incident', late: false })),
    );
    const rows = (await Promise.all(incidents.map(({ id }) => deliveriesOf(town, id)))).flat();
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['accepted']));
    const customerMails = town.mail.taken.filter(({ to }) => !to.endsWith('@tocsin.example'));
    expect(customerMails).toHaveLength(rows.length);
  });
}

function toldBy(...args: string[]): Promise<{ code: number; words: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, (fault, stdout, stderr) =>
      resolve({ code: fault ? 1 : 0, words: `${stdout}${stderr}` }),
    );
  });
}
