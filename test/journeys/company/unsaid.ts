import { stateFacts } from '../../../src/demo/facts';
import { condensed } from '../../../src/texts/search';
import { customers, declared, imported, NATURE, type Customer } from '../../support/case';
import { textOfPdf } from '../../support/pdf-text';
import type { Town } from '../../support/town';
import { netOf } from './net';

const WITHHELD = 'Zwölfpfund Hinterquartett';
const FOREIGN = 'Brackwater Ondulations';

/** What customers are not told, and who else is a customer, is in nothing that leaves us, nor in what others of us look at. */
export function whatIsNotSaid(town: Town): void {
  const net = netOf(town);
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

    const said = await outputs(id, one!);
    for (const [where, text] of said) expect({ where, found: found(text) }).toEqual({ where, found: [] });
    expect(said.get('mails')).toContain(NATURE);
    expect(condensed(said.get('PDF') ?? '')).toContain(condensed(NATURE));
    expect(said.get(`history of ${id}`)).toContain(NATURE);

    await tell.say(id, 'executive', 'release-withheld', { withholding: 1, reason: 'He is out.' });
    await tell.say(id, 'responder', 'note-progress', { text: `${FOREIGN} asked.` });
    await tell.tellCustomers(id, 'update');
    const after = await outputs(id, one!, 3);
    const places = [...after].filter(([, text]) => found(text).includes(WITHHELD)).map(([where]) => where);
    expect(places).toEqual(
      expect.arrayContaining([
        'mails',
        'PDF',
        'text',
        'page',
        'page as JSON',
        'page as PDF',
        'proof pack',
        `history of ${id}`,
      ]),
    );
    expect(found(after.get('timeline?limit=200') ?? '')).toContain(FOREIGN);
    expect(town.mail.to(other!.admin)).toEqual([]);
  });

  /** What the customer reads by the link of its newest mail. */
  async function pages(admin: string): Promise<[where: string, text: string][]> {
    const [page = ''] = /\/n\/[\w-]+/.exec(town.mail.to(admin).at(-1)?.mail.text ?? '') ?? [];
    const pdf = async (path: string) => textOfPdf(await net.read('lead', path, 'application/pdf'));
    return [
      ['page', await net.text('lead', page, 'text/html')],
      ['page as JSON', await net.text('lead', `${page}?format=json`)],
      ['page as PDF', await pdf(`${page}?format=pdf`)],
      ['sheet', await pdf(`${page}?document=sheet`)],
      ['draft for the persons concerned', await net.text('lead', `${page}?document=letter`)],
    ];
  }

  /** By where it is read. */
  async function outputs(id: string, { id: customer, admin }: Customer, notice = 2): Promise<Map<string, string>> {
    const incident = `/api/incidents/${id}`;
    const letter = `${incident}/notices/${notice}?customer=${customer}`;
    const pdf = await net.read('lead', letter, 'application/pdf');
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
      async (part) => [part.slice(1) || 'incident', await net.text('lead', `${incident}${part}`)] as const,
    );
    return new Map([
      ['mails', net.mails()],
      ...(await Promise.all(answers)),
      ['text', await net.text('lead', letter, 'text/plain')],
      ['HTML', await net.text('lead', letter, 'text/html')],
      ['JSON', await net.text('lead', letter)],
      ['PDF', textOfPdf(pdf)],
      ['proof pack', await net.archive('auditor', `${incident}/proof-pack`)],
      ['XLIFF', await net.text('lead', `${incident}/translations?language=fr&format=xliff`)],
      ['words of customers', await net.text('lead', `${incident}/translations?language=fr&of=customers`)],
      ...(await pages(admin)),
      [`history of ${id}`, await net.history(id)],
      ['history of the notice', await net.history(`${id}/notice/${notice}`)],
      ['logs', net.logs()],
      ['metrics', await net.text('auditor', '/metrics')],
    ]);
  }
}

function found(text: string): string[] {
  const hay = condensed(text);
  return [WITHHELD, FOREIGN].filter((words) => hay.includes(condensed(words)));
}
