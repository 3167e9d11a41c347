import { stateFacts } from '../../../src/demo/facts';
import { condensed } from '../../../src/texts/search';
import { completed, customers, declared, imported, NATURE } from '../../support/case';
import { textOfPdf } from '../../support/pdf-text';
import type { Town } from '../../support/town';
import { netOf } from './net';

const PLANTED = 'Zwetschgenknödel im Serverraum';
const OUTSIDERS = ['responder', 'communications', 'executive', 'operator', 'auditor', 'reporter'] as const;
const REGISTER_FORMS = ['veris', 'ocsf', 'dpv'] as const;

/** What a post-mortem holds is for its members: it is in nothing else that is kept, sent, counted, exported or shown. */
export function whatALessonHolds(town: Town): void {
  const net = netOf(town);
  test('a sentence in each part of a post-mortem is read by its members, and stands nowhere else', async () => {
    const { tell } = town;
    const [one] = await imported(town, customers('lesson', ['en']));
    const heard = await net.events('auditor');
    const id = await declared(town, [one!]);
    await stateFacts(tell, id, { nature: NATURE });
    await tell.tellCustomers(id, 'initial');
    await tell.say(id, 'responder', 'move-stage', { to: 'review' });
    await tell.until(
      id,
      'its post-mortem is open',
      ({ owed, postMortem }) => postMortem !== undefined && owed.length === 0,
    );
    await written(id);
    await tell.learnLessons(id, PLANTED);
    await tell.tellCustomers(id, 'final');
    await tell.say(id, 'lead', 'close', { outcome: 'Deleted by whoever had it.' });
    await completed(town, id);

    const places = [...(await outputs(id)), ['event stream', heard()]] as [string, string][];
    expect(places.filter(([, text]) => isFound(PLANTED, text)).map(([where]) => where)).toEqual([]);
    expect(await net.tablesWith(PLANTED)).toEqual([]);
    // The same net finds it where it may be, and a sentence of the incident where that is.
    expect(isFound(PLANTED, await net.text('legal', `/api/incidents/${id}/post-mortem`))).toBe(true);
    expect(isFound(PLANTED, await net.history(`${id}/post-mortem`))).toBe(true);
    const open = places.filter(([, text]) => isFound(NATURE, text)).map(([where]) => where);
    const said = ['mails', 'PDF', 'proof pack', 'bundle', `history of ${id}`, 'its history to operator', 'dpv'];
    expect(said.filter((where) => !open.includes(where))).toEqual([]);
    expect(heard()).toContain(id);
    if (town.databaseUrl) expect((await net.tablesWith(NATURE)).length).toBeGreaterThan(0);
  });

  /** In every field that people write, but those that are meant for others: an action, and the synthesis. */
  async function written(id: string): Promise<void> {
    const write = (by: 'lead' | 'legal', command: string, body: object) =>
      town.tell.send('POST', `/incidents/${id}/post-mortem/${command}`, by, body);
    await write('lead', 'annotate', { sequence: 1, index: 0, words: PLANTED });
    await write('legal', 'admit-member', { person: 'executive', reason: PLANTED });
    await write('legal', 'dismiss-member', { person: 'executive', reason: PLANTED });
    const until = town.tell.hoursAgo(-24);
    await write('legal', 'name-auditor', { person: 'operator', until, reason: PLANTED });
    const action = { change: 'Two look before a list leaves.', procedure: 'SOP', owner: 'legal', effect: PLANTED };
    await write('lead', 'add-action', { ...action, due: until, checkBy: town.tell.hoursAgo(-48) });
    await write('lead', 'answer-question', { question: 'causes', kinds: ['people'], words: PLANTED });
  }

  async function outputs(id: string): Promise<[string, string][]> {
    const incident = `/api/incidents/${id}`;
    return [
      ...(await asOthersRead(id)),
      ...(await exported(id)),
      ['mails', net.mails()],
      ['logs', net.logs()],
      ['metrics', await net.text('auditor', '/metrics')],
      ['PDF', textOfPdf(await net.read('lead', `${incident}/notices/1?customer=lesson-1`, 'application/pdf'))],
      [`history of ${id}`, await net.history(id)],
      [`history of ${id}/post-mortem`, await net.sealedHistory(`${id}/post-mortem`)],
      ['its history to operator', await net.historyAsShown('operator', id)],
      ['history of the post-mortem to executive', await net.historyAsShown('executive', `${id}/post-mortem`)],
      ['history of the notice', await net.history(`${id}/notice/1`)],
      ['what Temporal lists', await net.visible()],
    ];
  }

  async function asOthersRead(id: string): Promise<[string, string][]> {
    const parts = ['', '/acts', '/timeline?limit=200', '/clocks', '/notices', '/related', '/post-mortem', '/evidence'];
    const lists = ['incidents', 'post-mortems', 'programme-reviews', 'procedures', 'administration', 'access'];
    const paths = [...parts.map((part) => `/api/incidents/${id}${part}`), ...lists.map((list) => `/api/${list}`)];
    const asked = OUTSIDERS.flatMap((by) =>
      paths.map(async (path) => [`${path} to ${by}`, await net.answer(by, path)] as [string, string]),
    );
    return await Promise.all(asked);
  }

  async function exported(id: string): Promise<[string, string][]> {
    const { tell } = town;
    const period = { from: tell.hoursAgo(48), to: tell.hoursAgo(-48) };
    const audit = (await tell.send('POST', '/audits', 'auditor', { standard: 'ISO/IEC 27001', ...period })) as {
      id: string;
    };
    await tell.send('POST', `/audits/${audit.id}/samples`, 'auditor', { count: 200, seed: 'all' });
    const forms = REGISTER_FORMS.map(
      async (form) =>
        [form, await net.text('auditor', `/api/register/incidents/export?form=${form}`)] as [string, string],
    );
    return [
      ...(await Promise.all(forms)),
      ['register', await net.text('auditor', '/api/register/incidents')],
      ['register as CSV', await net.text('auditor', '/api/register/incidents', 'text/csv')],
      ['entry', await net.text('auditor', `/api/register/incidents/${id}`)],
      ['entry as PDF', textOfPdf(await net.read('auditor', `/api/register/incidents/${id}`, 'application/pdf'))],
      ['figures', await net.text('auditor', '/api/register/figures')],
      ['proof pack', await net.archive('auditor', `/api/incidents/${id}/proof-pack`)],
      ['bundle', await net.archive('auditor', `/api/audits/${audit.id}/bundle`)],
    ];
  }
}

function isFound(words: string, text: string): boolean {
  return condensed(text).includes(condensed(words));
}
