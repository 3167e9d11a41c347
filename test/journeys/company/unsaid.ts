import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Payload } from '@temporalio/common';
import { stateFacts } from '../../../src/demo/facts';
import { unpacked } from '../../../src/proof-pack/unpacked';
import { condensed } from '../../../src/texts/search';
import { customers, declared, imported, NATURE } from '../../support/case';
import { textOfPdf } from '../../support/pdf-text';
import type { Town } from '../../support/town';

const WITHHELD = 'Zwölfpfund Hinterquartett';
const FOREIGN = 'Brackwater Ondulations';

/** What customers are not told, and who else is a customer, is in nothing that leaves us, nor in what others of us look at. */
export function whatIsNotSaid(town: Town): void {
  test('withheld words and names of other customers occur nowhere, until the words are released', async () => {
    const { tell } = town;
    const [one, other] = await imported(town, [
      ...customers('unsaid', ['en']),
      { ...customers('foreign', ['fr'])[0]!, name: FOREIGN },
    ]);
    const id = await declared(town, [one!]);
    await stateFacts(tell, id, { nature: NATURE });
    await tell.send('POST', `/incidents/${id}/withhold`, 'responder', {
      ...{ field: 'howFound', ground: 'stopping-an-attacker', reviewBy: tell.hoursAgo(-48) },
      words: [{ lang: 'en', text: WITHHELD }],
    });
    for (const by of ['legal', 'executive'] as const)
      await tell.say(id, by, 'approve-withholding', { withholding: 1, reason: 'He is still inside.' });
    const hidden = { field: 'mitigation', status: 'known', value: `It was ${WITHHELD.toUpperCase()}.` };
    expect((await town.ask('responder', 'POST', `/incidents/${id}/set-fact`, hidden)).status).toBe(422);
    await tell.tellCustomers(id, 'initial');
    await tell.tellCustomers(id, 'update');

    const said = await outputs(id, one!.id);
    for (const [where, text] of said) expect({ where, found: found(text) }).toEqual({ where, found: [] });
    expect(said.get('mails')).toContain(NATURE);
    expect(condensed(said.get('PDF') ?? '')).toContain(condensed(NATURE));
    expect(said.get(`history of ${id}`)).toContain(NATURE);

    await tell.say(id, 'executive', 'release-withheld', { withholding: 1, reason: 'He is out.' });
    await tell.say(id, 'responder', 'note-progress', { text: `${FOREIGN} asked.` });
    await tell.tellCustomers(id, 'update');
    const after = await outputs(id, one!.id, 3);
    const places = [...after].filter(([, text]) => found(text).includes(WITHHELD)).map(([where]) => where);
    expect(places).toEqual(expect.arrayContaining(['mails', 'PDF', 'text', 'proof pack', `history of ${id}`]));
    expect(found(after.get('timeline?limit=200') ?? '')).toContain(FOREIGN);
    expect(town.mail.to(other!.admin)).toEqual([]);
  });

  /** By where it is read. */
  async function outputs(id: string, customer: string, notice = 2): Promise<Map<string, string>> {
    const incident = `/api/incidents/${id}`;
    const letter = `${incident}/notices/${notice}?customer=${customer}`;
    const pdf = await read('lead', letter, 'application/pdf');
    const pack = join(town.folder, `${id}-${notice}.zip`);
    await writeFile(pack, await read('auditor', `${incident}/proof-pack`));
    const { kept } = await unpacked(pack);
    const parts = [
      '',
      '/acts',
      '/timeline?limit=200',
      '/clocks',
      '/notices',
      `/notices/${notice}`,
      '/deliveries',
      '/scope',
      '/assistance',
    ];
    const answers = parts.map(
      async (part) => [part.slice(1) || 'incident', await text('lead', `${incident}${part}`)] as const,
    );
    const logs = readdirSync(town.folder).filter((file) => file.endsWith('.log'));
    return new Map([
      ['mails', town.mail.taken.map(({ mail }) => [mail.subject, mail.text, mail.html].join('\n')).join('\n')],
      ...(await Promise.all(answers)),
      ['text', await text('lead', letter, 'text/plain')],
      ['HTML', await text('lead', letter, 'text/html')],
      ['JSON', await text('lead', letter)],
      ['PDF', textOfPdf(pdf)],
      ['proof pack', Buffer.concat([...kept.values()]).toString()],
      ['XLIFF', await text('lead', `${incident}/translations?language=fr&format=xliff`)],
      [`history of ${id}`, await history(id)],
      ['history of the notice', await history(`${id}/notice/${notice}`)],
      ['logs', logs.map((file) => readFileSync(join(town.folder, file), 'utf8')).join('\n')],
      ['metrics', await text('auditor', '/metrics')],
    ]);
  }

  async function text(by: string, path: string, accept?: string): Promise<string> {
    return (await read(by, path, accept)).toString();
  }

  async function read(by: string, path: string, accept = 'application/json, */*;q=0.5'): Promise<Buffer> {
    const keys = JSON.parse(readFileSync(town.keysFile, 'utf8')) as Record<string, string>;
    const headers = { authorization: `Bearer ${keys[by]}`, accept };
    const answer = await fetch(`${town.url}${path}`, { headers });
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    return Buffer.from(await answer.arrayBuffer());
  }

  async function history(workflowId: string): Promise<string> {
    return wordsOf(await town.temporal.client.workflow.getHandle(workflowId).fetchHistory()).join('\n');
  }

  /** Decrypted. */
  function wordsOf(part: unknown): string[] {
    if (typeof part === 'string') return [part];
    if (part instanceof Uint8Array) return [Buffer.from(part).toString()];
    if (typeof part !== 'object' || part === null) return [];
    return Object.values('metadata' in part && 'data' in part ? town.temporal.open(part as Payload) : part).flatMap(
      wordsOf,
    );
  }
}

function found(text: string): string[] {
  const hay = condensed(text);
  return [WITHHELD, FOREIGN].filter((words) => hay.includes(condensed(words)));
}
