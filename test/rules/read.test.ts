import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules as shape } from '../../src/contract/case/rules';
import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { fileOf } from '../../src/rules/print';
import { faultLine, readRules } from '../../src/rules/read';

const HEAD = `version: acme-2027-01
effectiveFrom: 2027-01-01
source: Decision of the board, 3 December 2026
basedOn: ${SHIPPED_RULES.version}
`;

/** The fifth line is the first that a test gives. */
const faultsOf = (...lines: string[]) => faultsIn(HEAD + lines.join('\n'));

function faultsIn(text: string): string[] {
  const read = readRules(text);
  return 'faults' in read ? read.faults.map(({ line, column, sentence }) => `${line}:${column} ${sentence}`) : [];
}

describe('A file of rules', () => {
  test('that is printed is the shipped rules, each with what it is for', () => {
    const text = fileOf(SHIPPED_RULES);
    expect(readRules(text)).toEqual({ rules: SHIPPED_RULES, basedOn: SHIPPED_RULES.version });
    for (const key of Object.keys(SHIPPED_RULES)) expect(text).toMatch(new RegExp(`\\n# .{20,}\\n${key}:`));
  });

  test('holds in itself what it says, and takes the rest from the shipped set it is based on', () => {
    const read = readRules(
      `${HEAD}triageHours: 2\nescalation: { levels: [lead], minutesPerLevel: 5, lastRepeatsMinutes: 10 }`,
    );
    expect(read).toEqual({
      rules: {
        ...SHIPPED_RULES,
        version: 'acme-2027-01',
        effectiveFrom: '2027-01-01',
        source: 'Decision of the board, 3 December 2026',
        triageHours: 2,
        escalation: { levels: ['lead'], minutesPerLevel: 5, lastRepeatsMinutes: 10 },
      },
      basedOn: SHIPPED_RULES.version,
    });
    expect('rules' in read && shape.parse(read.rules)).toEqual('rules' in read && read.rules);
  });

  test('may let nothing wait for a person for days, nor leave open how long', () => {
    const all = 'approvalHours: 4, releaseHours: 2, secondPersonHours: 4, helpHours: 24';
    expect(faultsOf(`attention: { ${all}, declarationHours: 24 }`)).toEqual([]);
    expect(faultsOf(`attention: { ${all.replace('2,', '48,')}, declarationHours: 24 }`)).toEqual([
      expect.stringMatching(/^5:\d+ attention\.releaseHours is 48; it must be at most 24/),
    ]);
    expect(faultsOf(`attention: { ${all} }`)).toEqual([
      expect.stringMatching(/attention\.declarationHours is missing/),
    ]);
  });

  test('may use an alias of YAML for a list of roles, and is faulted inside it', () => {
    expect(faultsOf('expiryTells: &team [lead, privacy]', 'removalTells: *team')).toEqual([]);
    expect(faultsOf('expiryTells: &team [lead, boss]', 'removalTells: *team')).toEqual([
      expect.stringMatching(/^5:27 expiryTells\[1\] is "boss"; it must be one of reporter, responder/),
      expect.stringMatching(/^5:27 removalTells\[1\] is "boss"/),
    ]);
  });
});

test("the operators' page has a file that is valid, and the fault that it would have", () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs/operating/rules.md'), 'utf8');
  const [, text = ''] = /^```yaml\n([^]*?)^```$/m.exec(page) ?? [];
  expect(readRules(text)).toMatchObject({ rules: { version: 'acme-2027-01', triageHours: 2 } });
  const read = readRules(text.replace('triageHours: 2', 'triageHours: 99'));
  expect('faults' in read && read.faults.map((fault) => faultLine('rules.yaml', fault))).toEqual([
    expect.stringContaining(/`(rules\.yaml:[^`]*)`/.exec(page)?.[1] ?? 'none'),
  ]);
});

test('may ask more of a notice than was shipped, a fact known that need only be answered', () => {
  const { noticeNeeds } = SHIPPED_RULES;
  const { known, answered } = noticeNeeds!.initial!;
  const initial = { known: [...known, 'mitigation'], answered: answered.filter((field) => field !== 'mitigation') };
  expect(faultsOf(`noticeNeeds: ${JSON.stringify({ ...noticeNeeds, initial })}`)).toEqual([]);
});

describe('A fault of a file of rules is told with its line and column:', () => {
  test.each([
    ['no YAML', ['triageHours: [4'], /^5:\d+ This is no YAML that can be read: /],
    ['a rule given twice', ['triageHours: 4', 'triageHours: 5'], /^6:1 This is no YAML .*unique/],
    ['an unknown tag', ['triageHours: !!js/function 4'], /^5:14 This is no YAML .*Unresolved tag/],
    [
      'a rule that there is not',
      ['trageHours: 4'],
      /^5:1 There is no rule of the name trageHours; there are version, /,
    ],
    [
      'one inside another',
      ['escalation: { levels: [lead], minutesPerLevel: 5, lastRepeatsMinutes: 5, step: 1 }'],
      /^5:74 escalation has no rule of the name step; there are levels, minutesPerLevel/,
    ],
    [
      'one in a row of a list',
      ['stakeholders:', '  - { when: {}, alert: [lead] }', '  - { when: { klass: [incident] }, alert: [lead] }'],
      /^7:15 stakeholders\[1\]\.when has no rule of the name klass/,
    ],
    [
      'what is missing',
      ['escalation: { levels: [lead], minutesPerLevel: 5 }'],
      /^5:13 escalation\.lastRepeatsMinutes is mis/,
    ],
    ['what is left empty', ['triageHours:'], /^5:\d+ triageHours is empty; it must be a number\.$/],
    ['text for a number', ['triageHours: "4"'], /^5:14 triageHours is "4"; it must be a number\.$/],
    [
      'a commitment later than 72 hours',
      ['commitmentHours: 96'],
      /^5:18 commitmentHours is 96; it must be at most 72\.$/,
    ],
    ['a figure below its bound', ['decisionHours: 0'], /^5:16 decisionHours is 0; it must be at least 1\.$/],
    ['no figure', ['decisionHours: .nan'], /^5:16 decisionHours is .*; it must be a number\.$/],
    ['an endless one', ['decisionHours: .inf'], /^5:16 decisionHours is .*; it must/],
    ['nobody to hear', ['expiryTells: []'], /^5:14 expiryTells is \[\]; it must have at least 1\.$/],
    ['a role twice', ['expiryTells: [lead, lead]'], /^5:14 expiryTells .* names a role twice\.$/],
    [
      'only who cannot answer',
      ['expiryTells: [auditor]'],
      /^5:14 expiryTells .* must name somebody who can acknowledge: /,
    ],
    [
      'no levels',
      ['escalation: { levels: [], minutesPerLevel: 5, lastRepeatsMinutes: 5 }'],
      /^5:23 escalation\.levels is/,
    ],
    [
      'an approver who may not',
      ['approvers: { law: [auditor], lead: [lead] }'],
      /^5:20 approvers\.law\[0\] is "auditor"; /,
    ],
    ['a side without approvers', ['approvers: { law: [legal], lead: [] }'], /^5:34 approvers\.lead is \[\]/],
    [
      'a draft that may wait for its approvals for longer than a day',
      ['attention: { approvalHours: 25, releaseHours: 2, secondPersonHours: 4, helpHours: 24, declarationHours: 24 }'],
      /^5:29 attention\.approvalHours is 25; it must be at most 24\.$/,
    ],
    [
      'a notice of which fewer facts are asked than shipped',
      ['noticeNeeds:', '  initial: { known: [nature], answered: [] }'],
      /^6:21 noticeNeeds asks too little of the kind initial: under known there must be customerAction, contactPoint too\.$/,
    ],
    [
      'a kind of notice of which nothing is asked',
      ['noticeNeeds:', '  initial: { known: [nature], answered: [] }'],
      /^6:3 noticeNeeds asks too little of the kind event/,
    ],
    ['a calendar of no country', ['calendars: { Bavaria: {} }'], /^5:23 calendars\.Bavaria .* a country of ISO 3166/],
    [
      'a holiday that never comes',
      ['calendars: { DE: { source: x, checkedOn: 2026-11-29, yearly: [02-30], fromEaster: [], dates: [] } }'],
      /^5:63 calendars\.DE\.yearly\[0\] is "02-30"; it must be a day of each year, such as 12-25\.$/,
    ],
    [
      'a warning outside its term',
      ['commitmentHours: 40'],
      /^5:18 commitmentWarnings warns 48 h before the end, and commit/,
    ],
    [
      'warnings out of order',
      ['commitmentWarnings: [{ hoursBefore: 6, tell: [lead] }, { hoursBefore: 12, tell: [lead] }]'],
      /^5:71 commitmentWarnings warns 12 h before the end after 6 h: name the earliest warning first/,
    ],
    [
      'a close warning that is not closer',
      ['closeWarnings: [{ hoursBefore: 2, tell: [lead] }]'],
      /^5:32 closeWarnings begins 2 h before the end, and commitmentWarnings still warns 2 h before it/,
    ],
    ['an escalation slower than triage', ['triageHours: 0.5'], /^5:14 escalation reaches its last level after 1 h/],
    [
      'late found longer than all',
      ['commitmentHours: 20', 'commitmentWarnings: [{ hoursBefore: 2, tell: [lead] }]'],
      /^5:18 lateFoundHours is 24/,
    ],
    [
      'a reason that counts too short',
      ['reasonQuietHours: 2'],
      /^5:19 reasonQuietHours is 2, and reasonDemandHours is 4/,
    ],
    ['a case of which nobody hears', ['stakeholders: []'], /^5:15 stakeholders has no row whose "when" is empty/],
  ])('%s', (_what, lines, fault) => {
    expect(faultsOf(...lines)).toContainEqual(expect.stringMatching(fault));
  });

  test('a day that is none, a set that this release does not have, a name that cannot be one', () => {
    expect(faultsIn('version: 2027.1\neffectiveFrom: 2027-02-30\nsource: " "\nbasedOn: 2025-01\n')).toEqual([
      '1:10 version is 2027.1; it must be text: put it in quotes.',
      '2:16 effectiveFrom is "2027-02-30"; it is no day of the calendar.',
      '3:9 source is " "; it must say where these rules come from.',
      `4:10 basedOn is "2025-01"; it must be one of ${SHIPPED_RULES.version}.`,
    ]);
  });

  test('what every file must have', () => {
    expect(faultsIn('triageHours: 4')).toEqual([
      '1:1 version is missing.',
      '1:1 effectiveFrom is missing.',
      '1:1 source is missing.',
      `1:1 basedOn is missing: it must be one of ${SHIPPED_RULES.version}.`,
    ]);
    for (const text of ['', '- 4', 'rules'])
      expect(faultsIn(text)).toEqual([expect.stringContaining('1:1 The file must')]);
  });

  test('the name of the shipped rules for others', () => {
    const text = fileOf(SHIPPED_RULES).replace('triageHours: 4', 'triageHours: 3');
    const line = text.split('\n').findIndex((one) => one.startsWith('version:')) + 1;
    expect(faultsIn(text)).toEqual([expect.stringMatching(new RegExp(`^${line}:10 .* changes triageHours: give it`))]);
  });

  test('all at once, in the order of the file', () => {
    const faults = faultsOf('reasonQuietHours: 999', 'bogus: 1', 'triageHours: 99');
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['5:19', '6:1', '7:14']);
  });

  test('a file that unfolds without end is refused, not unfolded', () => {
    const layers = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]`);
    expect(faultsIn(`a0: &a0 [x]\n${layers.join('\n')}`)).toEqual([expect.stringContaining('1:1 ')]);
    expect(faultsIn('#'.repeat(300_000))).toEqual([expect.stringContaining('longer than')]);
  });
});
