import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { PERSON_COMMANDS, SYSTEM_COMMANDS, type PersonCommand } from '../../src/domain/commands';
import { playbookFiles } from '../../src/process/playbooks';
import { regimeFiles } from '../../src/process/regimes';
import { isRefusal } from '../../src/domain/rule';
import { decide } from '../../src/domain/decide';
import type { Door, Role } from '../../src/domain/primitives/people';
import type { IncidentState } from '../../src/domain/state';
import {
  affected,
  after,
  approve,
  assess,
  close,
  composed,
  declare,
  draft,
  EVENT,
  given,
  HASH,
  hours,
  noticeUnderWay,
  opened,
  OUT_OF_SCOPE,
  say,
  sheet,
  START,
  told,
  triaged,
  waive,
  recordEvidence,
  withhold,
} from '../support/story';

/*
 * Who may give which command through which door, written down by hand. A cell holds the doors that are open: a the signed-in API,
 * u a bare update, s a bare signal, - none. An operator speaks through Temporal in a responder's place.
 */
const TABLE = `
                          reporter responder lead  privacy legal communications executive operator auditor
assess                    -        aus       aus   aus     aus   aus            -         us       -
assign                    -        aus       aus   aus     aus   aus            -         us       -
acknowledge               -        aus       aus   aus     aus   aus            -         us       -
declare                   -        aus       aus   aus     aus   -              aus       us       -
fast-track                -        a         a     a       a     a              -         -        -
note-progress             -        aus       aus   aus     aus   aus            -         us       -
move-stage                -        aus       aus   aus     aus   aus            -         us       -
set-fact                  -        aus       aus   aus     aus   aus            -         us       -
add-affected-customers    -        aus       aus   aus     aus   aus            -         us       -
import-scope              -        a         a     a       a     a              -         -        -
remove-affected-customer  -        aus       aus   aus     aus   aus            -         us       -
clear-customer            -        a         a     a       a     a              -         -        -
record-contact            -        a         a     a       a     a              -         -        -
revoke-contact            -        a         a     a       a     a              -         -        -
withhold                  -        a         a     a       a     a              a         -        -
approve-withholding       -        -         -     -       a     -              a         -        -
review-withholding        -        -         -     -       a     -              a         -        -
release-withheld          -        -         -     a       a     -              a         -        -
draft-notice              -        aus       aus   aus     aus   aus            -         us       -
comment-notice            -        aus       aus   aus     aus   aus            aus       us       -
allow-name                -        -         a     a       a     a              -         -        -
hold-release              -        -         a     a       a     -              a         -        -
approve-notice            -        -         a     a       a     a              -         -        -
reject-notice             -        -         a     a       a     a              -         -        -
release-notice            -        -         a     a       -     -              -         -        -
pause-sending             -        -         aus   aus     aus   aus            -         -        -
resume-sending            -        -         aus   aus     aus   aus            -         -        -
stop-sending              -        -         aus   aus     aus   aus            -         -        -
send-again                -        -         a     a       -     -              -         -        -
try-next-contact          -        -         a     a       -     -              -         -        -
explain-delay             -        -         aus   aus     -     -              -         -        -
waive-customer            -        -         -     a       a     -              a         -        -
waive-promise             -        -         -     a       a     -              a         -        -
correct-anchor            -        -         -     a       a     -              -         -        -
reclassify                -        -         -     aus     aus   -              -         -        -
withdraw-declaration      -        -         -     a       a     -              a         -        -
set-role                  -        -         -     a       a     -              -         -        -
record-filing             -        -         -     a       a     -              -         -        -
judge-regime              -        -         -     a       a     -              -         -        -
record-regime-duty        -        -         -     a       a     -              -         -        -
ask-help                  -        aus       aus   aus     aus   aus            -         us       -
answer-help               -        aus       aus   aus     aus   aus            -         us       -
offer-assistance          -        aus       aus   aus     aus   aus            -         us       -
request-assistance        -        aus       aus   aus     aus   aus            -         us       -
end-assistance            -        aus       aus   aus     aus   aus            -         us       -
score-severity            -        aus       aus   aus     aus   aus            -         us       -
give-task                 -        aus       aus   aus     aus   aus            -         us       -
pass-task                 -        aus       aus   aus     aus   aus            -         us       -
end-task                  -        aus       aus   aus     aus   aus            aus       us       -
record-evidence           -        aus       aus   aus     aus   aus            -         us       -
pass-evidence             -        aus       aus   aus     aus   aus            -         us       -
report-department         -        aus       aus   aus     aus   aus            aus       us       -
set-bridge                -        aus       aus   aus     aus   aus            -         us       -
choose-playbook           -        a         a     a       a     a              -         -        -
link-incident             -        a         a     a       a     a              -         -        -
unlink-incident           -        a         a     a       a     a              -         -        -
merge-into                -        -         a     a       -     -              -         -        -
restrict                  -        -         a     a       a     -              a         -        -
lift-restriction          -        -         -     a       a     -              a         -        -
add-member                -        -         -     a       a     -              a         -        -
remove-member             -        -         -     a       a     -              a         -        -
break-glass               -        -         -     -       -     -              a         -        -
close                     -        -         aus   aus     -     -              -         -        -
reopen                    -        -         a     a       -     -              -         -        -
`;
const [COLUMNS, ...ROWS] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/)) as [Role[], ...string[][]];
const MATRIX = Object.fromEntries(ROWS.map(([command, ...doors]) => [command, doors])) as Record<
  PersonCommand,
  string[]
>;
const DOORS: [Door, string][] = [
  ['api', 'a'],
  ['update', 'u'],
  ['signal', 's'],
];
const SIGNED_IN_ONLY: PersonCommand[] = [
  'fast-track',
  'approve-notice',
  'allow-name',
  'hold-release',
  'set-role',
  'record-filing',
  'judge-regime',
  'record-regime-duty',
  'import-scope',
  'withhold',
  'approve-withholding',
  'review-withholding',
  'release-withheld',
  'send-again',
  'try-next-contact',
  'clear-customer',
  'record-contact',
  'revoke-contact',
  'reject-notice',
  'release-notice',
  'waive-customer',
  'waive-promise',
  'withdraw-declaration',
  'correct-anchor',
  'restrict',
  'lift-restriction',
  'add-member',
  'remove-member',
  'break-glass',
  'choose-playbook',
  'link-incident',
  'unlink-incident',
  'merge-into',
  'reopen',
];

const event = given(opened(), triaged(), assess({ classification: EVENT })).story.state;
const incident = given(
  opened(),
  triaged(),
  declare(),
  ...affected({ 72: 2 }),
  noticeUnderWay(),
  told(1),
  draft(),
  composed(),
  waive('acme'),
).story.state;
const approved = given(
  opened(),
  triaged(),
  declare(),
  ...affected({ 72: 2 }),
  draft(),
  composed(),
  approve('legal').by('legal-2'),
  approve('lead').by('lead-2'),
).story.state;
const named = { ...approved, notices: [{ ...approved.notices[0]!, names: [{ customer: 'bolt', where: 'en' }] }] };
const underWay = given(opened(), triaged(), declare(), ...affected({ 72: 2 }), noticeUnderWay()).story.state;
const paused = { ...underWay, notices: underWay.notices.map((one) => ({ ...one, sending: 'paused' as const })) };
const promising = given(
  opened({}, SHIPPED_RULES),
  triaged(),
  declare(),
  ...affected({ 72: 2 }),
  ...sheet(),
  noticeUnderWay(),
).story.state;
const late = given(opened(), declare(), after(hours(72))).story.state;
const helped = given(opened(), assess({ classification: EVENT }), say('request-assistance', 'responder', {})).story
  .state;
const waiting = given(opened(), say('ask-help', 'responder', { customer: 'acme', words: 'The list.' })).story.state;
const task = { title: 'Ask who has it.', department: 'response', due: '2026-12-01T00:00:00Z' };
const secured = given(opened(), triaged(), recordEvidence()).story.state;
const tasked = given(opened(), triaged(), say('give-task', 'responder', task)).story.state;
const linked = given(opened(), say('link-incident', 'lead', { incident: 'INC-2026-0099', reason: 'x' })).story.state;
const handedOver = [opened(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE })];
const outOfScope = given(...handedOver).story.state;
const fresh = given(opened(), triaged()).story.state;
const NIS2 = regimeFiles.all(undefined).get('nis2');
const regulated = given(
  opened(),
  declare(),
  say('judge-regime', 'privacy', { regime: 'nis2', applies: true, test: 'x', content: NIS2 }),
).story.state;
const controlling = given(opened(), declare(), say('set-role', 'privacy', { role: 'controller', reason: 'x' })).story
  .state;
const withholding = given(opened(), triaged(), withhold()).story.state;
/** All who speak here are members, but for one executive. */
const MEMBERS = COLUMNS.flatMap((role) => [role, `${role}-3`]).filter((person) => person !== 'executive-3');
const restricted: IncidentState = {
  ...fresh,
  restriction: {
    ...{ since: START, by: 'legal', reason: 'An insider.', excluded: [], glass: [], told: [] },
    members: MEMBERS.map((person) => ({ person })),
  },
};
const closed = given(...handedOver, close()).story.state;

/** A payload that is right, and a case in which it could be accepted. */
const GOOD: Record<PersonCommand, [IncidentState, object]> = {
  assess: [fresh, { evaluation: 'Looked again.' }],
  assign: [fresh, { persons: ['lead'] }],
  acknowledge: [fresh, {}],
  declare: [fresh, { basis: 'likely', facts: 'Opened.', declaredAt: START, awareAt: START, gdpr: 'undetermined' }],
  'fast-track': [
    fresh,
    { triage: { evaluation: 'Looked again.' }, facts: [{ field: 'nature', status: 'known', value: 'A mail.' }] },
  ],
  'note-progress': [fresh, { text: 'Called them.' }],
  'move-stage': [fresh, { to: 'containment' }],
  'set-fact': [fresh, { field: 'nature', status: 'known', value: 'A mail.' }],
  'add-affected-customers': [fresh, { customers: ['acme'] }],
  'import-scope': [fresh, { file: 'affected.csv', sha256: HASH, rows: 2 }],
  'remove-affected-customer': [incident, { customer: 'acme', reason: 'Not affected.' }],
  'clear-customer': [incident, { customer: 'acme', reason: 'Not affected.' }],
  'record-contact': [
    incident,
    { customer: 'acme', way: 'telephone', whom: 'Ada', at: START, summary: 'All of it.', evidence: 'Call 17' },
  ],
  'revoke-contact': [incident, { customer: 'acme', contact: 'INC-2026-0001#99.1', reason: 'Not them.' }],
  withhold: [fresh, { field: 'nature', ground: 'law-enforcement', seal: HASH, reviewBy: '2026-12-01T00:00:00Z' }],
  'approve-withholding': [withholding, { withholding: 1, reason: 'x' }],
  'review-withholding': [withholding, { withholding: 1, reason: 'x', reviewBy: '2026-12-01T00:00:00Z' }],
  'release-withheld': [withholding, { withholding: 1, reason: 'x', words: [{ lang: 'en', text: 'x' }] }],
  'draft-notice': [incident, { kind: 'initial' }],
  'comment-notice': [incident, { notice: 2, language: 'en', passage: 'x', words: 'y' }],
  'allow-name': [named, { notice: 1, customer: 'bolt', reason: 'x' }],
  'hold-release': [
    incident,
    { notice: 2, reason: 'x', risk: 'y', approver: 'executive', reviewBy: '2026-12-01T00:00:00Z' },
  ],
  'approve-notice': [incident, { notice: 2, hash: HASH }],
  'reject-notice': [incident, { notice: 2, hash: HASH, reason: 'Wrong.' }],
  'release-notice': [approved, { notice: 1, hash: HASH }],
  'pause-sending': [underWay, { notice: 1, reason: 'x' }],
  'resume-sending': [paused, { notice: 1, reason: 'x' }],
  'stop-sending': [underWay, { notice: 1, reason: 'x' }],
  'send-again': [underWay, { notice: 1, customer: 'acme', reason: 'x' }],
  'try-next-contact': [underWay, { notice: 1, customer: 'acme', reason: 'x' }],
  'explain-delay': [late, { code: 'other', text: 'Because.' }],
  'waive-customer': [incident, { customer: 'acme', reason: 'Gone.' }],
  'waive-promise': [promising, { promise: 'final-notice/1', reason: 'Ended.' }],
  'correct-anchor': [incident, { anchor: 'detected', at: '2026-11-22T00:00:00Z', reason: 'The log.' }],
  reclassify: [event, { classification: { class: 'not-an-incident', words: 'A test.' }, why: 'Looked again.' }],
  'withdraw-declaration': [incident, { reason: 'None.', becomes: { class: 'not-an-incident', words: 'A test.' } }],
  'set-role': [fresh, { role: 'controller', reason: 'x' }],
  'record-filing': [controlling, { authority: 'CNIL' }],
  'judge-regime': [fresh, { regime: 'nis2', applies: false, test: 'x', content: NIS2 }],
  'record-regime-duty': [regulated, { regime: 'nis2', duty: 'early-warning', evidence: 'x' }],
  'ask-help': [fresh, { customer: 'acme', words: 'The list.', owner: 'lead' }],
  'answer-help': [waiting, { customer: 'acme', words: 'Here it is.' }],
  'offer-assistance': [event, {}],
  'request-assistance': [event, {}],
  'end-assistance': [helped, {}],
  'score-severity': [
    fresh,
    {
      data: [{ category: 'simple', context: 1 }],
      ...{
        identification: 'limited',
        confidentiality: 'none',
        integrity: 'none',
        availability: 'none',
        malicious: 'no',
      },
    },
  ],
  'give-task': [fresh, { title: 'Ask who has it.', department: 'response', due: '2026-12-01T00:00:00Z' }],
  'pass-task': [tasked, { task: 1, owner: 'legal' }],
  'record-evidence': [fresh, { title: 'Log', reference: 'Safe 3', collectedAt: '2026-11-22T00:00:00Z' }],
  'pass-evidence': [secured, { evidence: 1, to: 'Laboratory', reason: 'x' }],
  'end-task': [tasked, { task: 1, outcome: 'done' }],
  'report-department': [fresh, { department: 'legal', line: 'Two questions open' }],
  'set-bridge': [fresh, { number: '+33 1 23 45 67 89' }],
  'choose-playbook': [fresh, { playbook: 'ransomware', content: playbookFiles.all(undefined).get('ransomware') }],
  'link-incident': [fresh, { incident: 'INC-2026-0099', reason: 'The same list.' }],
  'unlink-incident': [linked, { incident: 'INC-2026-0099', reason: 'Another list.' }],
  'merge-into': [fresh, { incident: 'INC-2026-0099', reason: 'The same mail.' }],
  restrict: [fresh, { reason: 'An insider.' }],
  'lift-restriction': [restricted, { reason: 'Unfounded.' }],
  'add-member': [restricted, { person: 'lead-2', reason: 'A notice is due.' }],
  'remove-member': [restricted, { person: 'communications', reason: 'No need.' }],
  'break-glass': [restricted, { reason: 'Nobody answers.' }],
  close: [outOfScope, { outcome: 'Done.' }],
  reopen: [closed, { reason: 'A fourth customer called.' }],
};

const cells = PERSON_COMMANDS.flatMap((command) =>
  COLUMNS.flatMap((role, column) =>
    DOORS.map(([door, letter]) => {
      const open = MATRIX[command][column] ?? '';
      return { command, role, door, allowed: open.includes(letter) };
    }),
  ),
);

test('The matrix has a cell for nine roles, every command and three doors', () => {
  expect(cells).toHaveLength(9 * PERSON_COMMANDS.length * 3);
  Object.values(MATRIX).forEach((row) => expect(row).toHaveLength(9));
  expect(Object.keys(MATRIX)).toEqual(PERSON_COMMANDS);
});

describe.each(PERSON_COMMANDS)('%s', (command) => {
  test.each(cells.filter((cell) => cell.command === command))(
    '$role through $door: $allowed',
    ({ role, door, allowed }) => {
      const [state, payload] = GOOD[command];
      const outcome = decide(state, { name: command, payload, said: { by: role, roles: [role], door, at: START } });
      const refused = isRefusal(outcome) ? outcome.refused : 'accepted';
      if (allowed)
        expect(['not-permitted', 'wrong-door', 'unknown-person', 'malformed', 'unknown-command']).not.toContain(
          refused,
        );
      else expect(refused).toBe(door !== 'api' && SIGNED_IN_ONLY.includes(command) ? 'wrong-door' : 'not-permitted');
    },
  );

  test('is accepted from somebody, so that the matrix is not green for nothing', () => {
    const [state, payload] = GOOD[command];
    const outcomes = COLUMNS.map((role) =>
      decide(state, { name: command, payload, said: { by: `${role}-3`, roles: [role], door: 'api', at: START } }),
    );
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).not.toEqual([]);
  });

  test('is refused to somebody unknown', () => {
    const [state, payload] = GOOD[command];
    expect(
      decide(state, { name: command, payload, said: { by: 'stranger', roles: [], door: 'api', at: START } }),
    ).toMatchObject({ refused: 'unknown-person' });
  });
});

describe.each(SYSTEM_COMMANDS)('%s, which the system says,', (command) => {
  test.each(DOORS)('has no door for people: %s', (door) => {
    for (const role of COLUMNS)
      expect(
        decide(fresh, { name: command, payload: {}, said: { by: role, roles: [role], door, at: START } }),
      ).toMatchObject({ refused: 'wrong-door' });
  });
});

test.each(PERSON_COMMANDS)('The system never says %s', (command) => {
  const [state, payload] = GOOD[command];
  expect(
    decide(state, { name: command, payload, said: { by: 'system', roles: [], door: 'system', at: START } }),
  ).toMatchObject({ refused: 'wrong-door' });
});
