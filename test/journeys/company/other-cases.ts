import { HOUR, millisecondsOf } from '../../../src/domain/primitives/instant';
import type { Definition } from '../../../src/domain/triage/triage';
import {
  affectedAre,
  completed,
  customers,
  DECLARATION,
  eventsOf,
  hoursAgo,
  imported,
  factsKnown,
  plainText,
  reported,
  timelineOf,
} from '../../support/case';
import type { Town } from '../../support/town';

const FINDINGS = {
  evaluation: 'A key was pasted into a ticket.',
  malicious: 'no',
  findings: 'The key opens the customer’s own system.',
  severity: { level: 'low', reason: 'It was seen by one engineer.' },
} as const;
const DEFINITION: Definition = {
  effect: { answer: 'unknown' },
  manner: { answer: 'yes', kind: 'accidental' },
  data: { answer: 'yes', kinds: ['support'] },
  processedByUs: { answer: 'no' },
};

export function otherCases(town: Town): void {
  test('caused by a customer, who is owed a notice of what we saw on a clock of its own, and help only if it asks', async () => {
    const { tell, mail, ask } = town;
    const [customer] = await imported(town, customers('event', ['fr']));
    const id = await reported(town, 'A customer sent us a private key.');
    await tell.say(id, 'responder', 'assess', {
      ...FINDINGS,
      definition: DEFINITION,
      inScope: 'yes',
      scenario: 'secrets-received',
      classification: { class: 'event', ground: 'customer-action', reason: 'secrets-sent' },
    });
    const classed = await tell.until(id, 'triage has ended', ({ triage }) => triage.endedAt !== undefined);
    const [owed, ...more] = classed.obligations.filter(
      ({ kind, status }) => kind.startsWith('tell-') && status === 'open',
    );
    expect(more).toEqual([]);
    expect(owed?.kind).toBe('tell-observation');
    expect(millisecondsOf(owed!.due) - millisecondsOf(owed!.since)).toBe(72 * HOUR);

    const post = (command: string, body: object) => ask('lead', 'POST', `/incidents/${id}/${command}`, body);
    expect((await post('draft-notice', { kind: 'initial' })).body.type).toBe('/problems/not-declared');
    const declaration = { ...DECLARATION, awareAt: hoursAgo(1) };
    expect((await post('declare', declaration)).body.type).toBe('/problems/definition-not-met');

    await affectedAre(town, id, [customer!]);
    await factsKnown(town, id);
    await tell.say(id, 'responder', 'offer-assistance', { words: 'By telephone.' });
    await tell.tellCustomers(id, 'event');
    await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    const [mailed, ...again] = mail.to(customer!.admin);
    expect(again).toEqual([]);
    expect(mailed?.mail.headers.get('content-language')).toBe('fr');
    expect(plainText(mailed!)).not.toContain('72');

    await tell.say(id, 'responder', 'request-assistance', { words: 'Please tell us who saw it.' });
    const outcome = 'Key replaced by the customer.';
    expect((await post('close', { outcome })).body.points).toEqual([
      'the customer asked for assistance, which has not ended',
    ]);
    await tell.say(id, 'responder', 'end-assistance', { words: 'One engineer, access log sent.' });
    expect((await post('close', { outcome })).status).toBe(200);
    await completed(town, id);
    expect(eventsOf(await timelineOf(town, id), 'obligation-opened').map(({ kind }) => kind)).not.toContain(
      'tell-customers',
    );
  });

  test('is handed over or rejected, and stays in the register with its reason; those concerned have mail of it', async () => {
    const { tell, ask, mail } = town;
    const handed = await reported(town, 'A customer asks for deletion of his account.');
    const rejected = await reported(town, 'An alarm of a test system.');
    await tell.say(handed, 'responder', 'assess', {
      ...FINDINGS,
      definition: DEFINITION,
      inScope: 'no',
      classification: {
        class: 'out-of-scope',
        reason: 'data-subject-request',
        handedTo: 'Privacy office',
        handedToPersons: ['auditor'],
      },
    });
    await tell.say(rejected, 'responder', 'assess', {
      ...FINDINGS,
      definition: DEFINITION,
      inScope: 'yes',
      classification: { class: 'not-an-incident', words: 'Test data only.' },
    });
    for (const id of [handed, rejected]) {
      await tell.until(id, 'triage has ended', ({ triage }) => triage.endedAt !== undefined);
      await tell.say(id, 'lead', 'close', { outcome: 'Not ours to handle.' });
      await completed(town, id);
    }
    const { body } = await ask('auditor', 'GET', '/incidents?stage=closed&class=out-of-scope');
    expect(body.items).toMatchObject([{ id: handed, class: 'out-of-scope', late: false }]);
    expect((await ask('auditor', 'GET', `/incidents/${handed}`)).body.classification).toEqual({
      class: 'out-of-scope',
      reason: 'data-subject-request',
      handedTo: 'Privacy office',
      handedToPersons: ['auditor'],
    });
    expect((await ask('auditor', 'GET', `/incidents/${rejected}`)).body).toMatchObject({
      stage: { stage: 'closed' },
      classification: { class: 'not-an-incident', words: 'Test data only.' },
    });
    const about = (id: string, to: string) =>
      mail.to(`${to}@tocsin.example`).filter(({ mail: { subject } }) => subject?.includes(id));
    const subjects = (id: string, to: string) => about(id, to).map(({ mail: { subject } }) => subject);
    expect(subjects(handed, 'auditor')).toEqual([`[${handed}] Handed over to you`]);
    expect(plainText(about(handed, 'auditor')[0]!)).toContain('A customer asks for deletion of his account.');
    const [receipt, outcome] = about(rejected, 'reporter');
    expect(receipt?.mail.subject).toBe(`[${rejected}] Your report was received`);
    expect(plainText(outcome!)).toContain('It turned out to be no incident of data protection.');
    expect(plainText(outcome!)).not.toMatch(/Test data|Class|Severity|curl/);
  });
}
