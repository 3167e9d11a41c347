import { stateFacts } from '../../../src/demo/facts';
import type { Role } from '../../../src/domain/primitives/people';
import type { IncidentView } from '../../../src/domain/view';
import {
  customers,
  DECLARATION,
  eventsOf,
  hoursAgo,
  imported,
  NATURE,
  plainText,
  reported,
  timelineOf,
} from '../../support/case';
import type { Town } from '../../support/town';

export function theStockProgram(town: Town): void {
  test('an operator runs an incident from its id to the draft, and the approval comes by HTTP', async () => {
    const { tell, mail } = town;
    const [customer] = await imported(town, customers('cli', ['en']));
    const id = await reported(town);
    const { signal, update, see } = operatorAt(town, id);

    await signal('assess', {
      evaluation: 'One export, one recipient.',
      definition: {
        effect: { answer: 'yes', kinds: ['disclosure'] },
        manner: { answer: 'yes', kind: 'accidental' },
        data: { answer: 'yes', kinds: ['personal'] },
        processedByUs: { answer: 'yes' },
      },
      inScope: 'yes',
      malicious: 'no',
      findings: 'Names and business addresses.',
      severity: { level: 'medium', reason: 'One recipient, who cooperates.' },
      scenario: 'misdirected-email',
    });
    const declaredAt = hoursAgo(0);
    const declaration = { ...DECLARATION, awareAt: hoursAgo(1), declaredAt };
    const { code, words } = await update('declare', declaration);
    expect(code).toBe(0);
    expect(words).toContain('"commitment"');
    const again = await update('declare', declaration);
    expect(again).toEqual({
      code: 1,
      words: expect.stringContaining(`This incident was declared on ${declaredAt}; its clock runs.`),
    });
    await signal('add-affected-customers', { customers: [customer?.id] });
    await stateFacts(tell, id, { nature: 'It is being looked into.' });
    await update('set-fact', { field: 'nature', status: 'known', value: NATURE });
    await signal('set-fact', { field: 'nature', status: 'perhaps' });
    await signal('sound-the-bell', { loud: true });
    await tell.until(id, 'the customer is in scope', ({ scope }) => scope.cohorts[0]?.total === 1);
    await update('draft-notice', { kind: 'initial' });

    const seen = await see();
    expect(seen.anchors.declared?.at).toBe(declaredAt);
    expect(seen.standsOpen).not.toContain('the declaration waits for a signed-in person to confirm it');
    const refusals = eventsOf(await timelineOf(town, id), 'refused');
    expect(refusals).toMatchObject([
      { command: 'set-fact', code: 'malformed', door: 'signal', why: expect.stringContaining('status must be one of') },
      { command: 'sound-the-bell', code: 'unknown-command', door: 'signal' },
    ]);

    const composed = await tell.until(id, 'the notice is composed', ({ notices }) => notices[0]?.status === 'drafted');
    const text = { notice: 1, hash: composed.notices[0]?.hash, recipientsHash: composed.notices[0]?.recipientsHash };
    expect((await update('approve-notice', text)).words).toContain('approve-notice goes through the API only');
    for (const by of ['privacy', 'lead'] as const) await tell.say(id, by, 'approve-notice', text);
    await tell.say(id, 'lead', 'release-notice', text);
    await tell.until(id, 'nothing is due', ({ headline }) => headline.due === undefined);
    expect(mail.to(customer!.admin).map(plainText)).toEqual([expect.stringContaining(NATURE)]);
    await tell.tellCustomers(id, 'final');
    await tell.learnLessons(id);
    await signal('close', { outcome: 'Told.' }, 'lead');
    await tell.until(id, 'it is closed', ({ stage }) => stage.stage === 'closed');
  });
}

/** What a person types who has nothing but the program, the incident's id and a key. */
function operatorAt({ temporal: { cli }, sealedBy }: Town, id: string) {
  const say = (verb: string[], name: string, payload: object, by: Role) =>
    cli(
      ...['workflow', ...verb, '--workflow-id', id, '--name', name, '--input', JSON.stringify(payload)],
      ...sealedBy(by, id, name),
    );
  return {
    signal: async (name: string, payload: object, by: Role = 'operator') => {
      expect(await say(['signal'], name, payload, by)).toMatchObject({ code: 0 });
    },
    update: (name: string, payload: object, by: Role = 'operator') =>
      say(['update', 'execute', '-o', 'json'], name, payload, by),
    see: async () => {
      const { words } = await cli('workflow', 'query', '--workflow-id', id, '--type', 'see', '-o', 'json');
      return (JSON.parse(words) as { queryResult: [IncidentView] }).queryResult[0];
    },
  };
}
