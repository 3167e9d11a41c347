import { RULES_2026_11, SHIPPED_RULES } from '../../src/domain/case/rules';
import type { CommandName } from '../../src/domain/commands';

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const AT = '2026-11-23T09:20:00Z';
const STORED = '2026-11-23T09:20:00.000Z';
const cohort = {
  cohort: 'INC-2026-0001#4.1/aware+24h',
  terms: [
    {
      id: 'aware+24h',
      recipient: 'customer',
      anchor: 'aware',
      clock: { unit: 'hours', count: 24 },
      source: 'contract',
    },
  ],
  total: 3,
  told: 1,
  lastToldAt: STORED,
  observed: 0,
  waived: 0,
  removed: 1,
};
const scope = { asOf: 3, cohorts: [cohort], unreachable: 0, withdrawal: { owed: 1, told: 0 } };
const counts = { deliveries: 3, accepted: 1, refused: 1, pending: 1, customers: 3, told: 1, unreachable: 1 };
const event = { class: 'event', ground: 'customer-action', reason: 'other', words: 'A wrong upload.' };
const outOfScope = { class: 'out-of-scope', reason: 'opt-out', handedTo: 'Customer support' };
const notAnIncident = { class: 'not-an-incident', words: 'It was test data.' };

const said = (payload: object) => ({ by: 'privacy', ...payload });
const byApi = (payload: object) => ({
  by: 'privacy',
  door: 'api',
  roles: ['privacy', 'lead'],
  key: HASH,
  bodyHash: HASH,
  ...payload,
});
const bySystem = (payload: object) => ({ by: 'system', door: 'system', ...payload });

const SCORING = {
  data: [{ category: 'simple', context: 1 }],
  ...{ identification: 'maximum', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' },
  malicious: 'no',
};

/** For each command a sparse and a full message at least. */
export const GOOD_MESSAGES: Record<CommandName, object[]> = {
  assess: [
    said({}),
    byApi({
      evaluation: 'One mail,\n\tone attachment.',
      definition: {
        effect: { answer: 'yes', kinds: ['disclosure', 'access'] },
        manner: { answer: 'yes', kind: 'accidental' },
        data: { answer: 'unknown', kinds: ['personal'] },
        processedByUs: { answer: 'yes' },
      },
      inScope: 'yes',
      malicious: 'no',
      findings: 'Unopened.',
      severity: { level: 'low', reason: 'One recipient.' },
      scenario: 'misdirected-email',
      classification: event,
      alerted: ['lead', 'a.b-c_1'],
    }),
    said({ classification: outOfScope }),
    byApi({ scenario: 'malicious-insider', excluded: ['lead'] }),
    said({ classification: notAnIncident, definition: {} }),
  ],
  assign: [said({ persons: [] }), byApi({ persons: ['responder', 'lead'] })],
  acknowledge: [said({}), byApi({ alert: 'INC-2026-0001#4.1' })],
  'fast-track': [
    byApi({ triage: { evaluation: 'Looked again.' } }),
    byApi({
      triage: { evaluation: 'A mail to a stranger.', alerted: ['lead'] },
      declaration: { basis: 'likely', facts: 'A list.', declaredAt: AT, awareAt: AT, gdpr: 'yes' },
      playbook: 'misdirected-email',
      done: ['recall'],
      affected: { customers: ['customer-17'] },
      facts: [{ field: 'nature', status: 'known', value: 'A mail.' }],
      draft: { kind: 'initial' },
    }),
  ],
  declare: [
    said({ basis: 'likely', facts: 'A list.', declaredAt: AT, awareAt: '2026-11-23T10:00:00.5+01:00', gdpr: 'yes' }),
    byApi({
      basis: 'confirmed',
      facts: 'A list.',
      declaredAt: AT,
      awareAt: AT,
      gdpr: 'no',
      policy: 'Annex 4.',
      policyHours: 48,
      beforeDetection: 'They called before our alarm.',
    }),
  ],
  'note-progress': [
    said({ text: 'Found.' }),
    byApi({ text: 'Not yet.', undecided: { missing: 'The log.', until: AT } }),
    said({ text: 'Counsel says no.', section: 'privileged' }),
    byApi({ text: 'The list is away.', exchange: 'to-reporter' }),
  ],
  'move-stage': [said({ to: 'containment' }), byApi({ to: 'triage', why: 'New facts \u{1f514}.' })],
  'set-fact': [
    said({ field: 'nature', status: 'known', value: 'A mail.' }),
    byApi({ field: 'volumeAffected', status: 'withheld', until: AT, ground: 'law-enforcement' }),
    said({ field: 'exposure', status: 'unknown', until: AT, owner: 'responder' }),
    byApi({ field: 'nature', status: 'known', value: 'Ours.', section: 'privileged' }),
    said({
      ...{ field: 'personsAffected', status: 'known', amount: { precision: 'range', count: 4_000, to: 6_000 } },
      ...{ source: 'Query of 23 November', confidence: 'likely' },
    }),
    byApi({
      ...{ field: 'exposure', status: 'known', value: 'By night.', lang: 'en', period: { from: AT, ongoing: true } },
      translations: [{ lang: 'fr', text: 'La nuit.' }],
    }),
    byApi({
      ...{ field: 'nature', status: 'known', value: 'A mail.', instead: 'A mail.' },
      translations: [{ lang: 'fr', text: 'Un mail.', file: 'a'.repeat(64) }],
    }),
    said({ field: 'otherParty', status: 'not-applicable', reason: 'None was involved.' }),
  ],
  'add-affected-customers': [
    said({ customers: ['customer-17', 'C:2_x.y'] }),
    byApi({ product: 'Support Portal', data: 'Names.', volume: '40', exposure: 'Two hours.' }),
  ],
  'import-scope': [
    said({ file: 'affected.csv', sha256: 'b'.repeat(64), rows: 100_000 }),
    byApi({ file: 'x', sha256: 'b'.repeat(64), rows: 1 }),
  ],
  'remove-affected-customer': [
    said({ customer: 'customer-17', reason: 'Not in the list.' }),
    byApi({ customer: 'C1', reason: 'x' }),
    said({ product: 'Support Portl', reason: 'Mistyped.' }),
  ],
  'clear-customer': [
    said({ customer: 'customer-17', reason: 'Not in the export.' }),
    byApi({ customer: 'C1', reason: 'x' }),
  ],
  'record-contact': [
    said({
      customer: 'customer-17',
      way: 'telephone',
      whom: 'Ada Brandt',
      at: AT,
      summary: 'What happened.',
      evidence: 'Call log 17',
    }),
    byApi({
      customer: 'C1',
      of: 'withdrawal',
      way: 'in-person',
      whom: 'Ada Brandt, head of IT',
      toldBy: 'Nils Roth',
      at: '2026-11-23T10:00:00.5+01:00',
      summary: 'That it is none.\nShe asked for it in writing.',
      evidence: 'Minutes of 23 November',
      facts: ['nature', 'otherParty'],
      final: true,
    }),
  ],
  'revoke-contact': [
    said({ customer: 'customer-17', contact: 'INC-2026-0001#12.1', reason: 'Another company.' }),
    byApi({ customer: 'C1', contact: 'INC-2026-0001#12.1', reason: 'x' }),
  ],
  withhold: [
    said({ field: 'nature', ground: 'law-enforcement', seal: HASH, reviewBy: AT }),
    byApi({ field: 'howFound', ground: 'other', why: 'A court says so.', seal: HASH, reviewBy: AT }),
  ],
  'approve-withholding': [
    said({ withholding: 1, reason: 'He would know.' }),
    byApi({ withholding: 2, reason: 'No.', decline: true }),
  ],
  'review-withholding': [said({ withholding: 1, reason: 'Not yet.', reviewBy: AT })],
  'release-withheld': [said({ withholding: 1, reason: 'Over.', words: [{ lang: 'en', text: 'The account svc-1.' }] })],
  'draft-notice': [said({ kind: 'initial' }), byApi({ kind: 'final', message: 'With thanks.' })],
  'comment-notice': [said({ notice: 1, language: 'en', passage: 'We regret.', words: 'Apologise.' })],
  'allow-name': [said({ notice: 1, customer: 'customer-17', reason: 'Their processor.' })],
  'hold-release': [
    said({ notice: 1, reason: 'Police.', risk: 'Passwords.', approver: 'executive', reviewBy: AT }),
    byApi({ notice: 1, reason: 'Over.', decline: true }),
  ],
  'approve-notice': [said({ notice: 1, hash: HASH }), byApi({ notice: 9_999, hash: HASH })],
  'reject-notice': [said({ notice: 1, hash: HASH, reason: 'Wrong volume.' })],
  'release-notice': [said({ notice: 2, hash: HASH })],
  'pause-sending': [said({ notice: 1, reason: 'x' })],
  'resume-sending': [byApi({ notice: 1, reason: 'x' })],
  'stop-sending': [said({ notice: 9_999, reason: 'x' })],
  'try-next-contact': [byApi({ notice: 1, customer: 'customer-17', reason: 'Refused.' })],
  'send-again': [byApi({ notice: 1, customer: 'customer-17', reason: 'Deleted.' })],
  'explain-delay': [said({ code: 'processor-late', text: 'The list came late.' })],
  'waive-customer': [
    said({ customer: 'customer-17', reason: 'Dissolved.' }),
    byApi({ customer: 'C1', reason: 'No.', decline: true }),
  ],
  'waive-promise': [
    said({ promise: 'update/1', reason: 'Ended.' }),
    byApi({ promise: 'fact/2/volumeAffected', reason: 'No.', decline: true }),
  ],
  'correct-anchor': [
    said({ anchor: 'aware', at: AT, reason: 'The log.' }),
    byApi({ anchor: 'declared', at: AT, reason: 'No.', beforeDetection: 'They called.', decline: false }),
  ],
  reclassify: [
    said({ classification: { class: 'undetermined' }, why: 'New facts.' }),
    byApi({ classification: event, why: 'x' }),
    said({ classification: { ...outOfScope, handedToPersons: ['desk'] }, why: 'x' }),
    said({ classification: outOfScope, why: 'x' }),
  ],
  'withdraw-declaration': [
    said({ reason: 'No data.', becomes: notAnIncident }),
    byApi({ reason: 'x', becomes: outOfScope, decline: true }),
  ],
  'set-role': [said({ role: 'joint', reason: 'Both decide.' })],
  'record-filing': [
    said({ authority: 'CNIL' }),
    byApi({ authority: 'CNIL', at: AT, reference: '1', lateReason: 'Logs.' }),
    said({ authority: 'CNIL', notRequired: 'Encrypted.' }),
  ],
  'judge-regime': [
    said({ regime: 'nis2', applies: false, test: 'We are no such entity.' }),
    byApi({ regime: 'dora', applies: true, test: 'Major.', classifiedAt: AT }),
  ],
  'record-regime-duty': [
    said({ regime: 'nis2', duty: 'early-warning', evidence: 'Receipt.' }),
    byApi({ regime: 'nis2', duty: 'x', evidence: 'Receipt.', at: AT, reference: '1', lateReason: 'Logs.' }),
  ],
  'ask-help': [
    said({ customer: 'customer-17', words: 'The list.' }),
    byApi({ customer: 'C1', words: 'The\nlist.', owner: 'responder' }),
  ],
  'answer-help': [said({ customer: 'customer-17', words: 'Handed over.' }), byApi({ customer: 'C1', words: 'x' })],
  'offer-assistance': [said({}), byApi({ words: 'By telephone.' })],
  'request-assistance': [said({ words: 'They want the logs.' })],
  'end-assistance': [said({})],
  restrict: [
    said({ reason: 'An insider.' }),
    byApi({ reason: 'An insider.', members: ['legal', 'privacy'], counsel: ['outside-counsel'], excluded: ['lead'] }),
  ],
  'lift-restriction': [said({ reason: 'Unfounded.' }), byApi({ reason: 'Not yet.', decline: true })],
  'add-member': [
    said({ person: 'lead', reason: 'A notice is due.' }),
    byApi({ person: 'lead', reason: 'x', counsel: true }),
  ],
  'remove-member': [
    said({ person: 'lead', reason: 'No need.' }),
    byApi({ person: 'lead', reason: 'Their account.', excluded: true }),
  ],
  'score-severity': [
    said(SCORING),
    byApi({
      ...SCORING,
      data: [{ category: 'simple', context: 2, adjustments: [{ why: 'volume', words: 'A year.' }] }],
      ...{ individuals: 101, unintelligible: true, override: { level: 'high', reason: 'Rivals have it.' } },
    }),
  ],
  'give-task': [
    said({ title: 'Ask who else has it.', department: 'response', due: '2026-11-24T12:00:00Z' }),
    byApi({ title: 'Ask counsel.', department: 'legal', owner: 'legal', due: '2026-11-24T12:00:00Z' }),
  ],
  'pass-task': [said({ task: 1, owner: 'lead' }), byApi({ task: 2, owner: 'legal' })],
  'record-evidence': [
    said({ title: 'Access log', reference: 'Safe 3', collectedBy: 'Nils Roth', collectedAt: AT }),
    byApi({ title: 'Letter', reference: 'Folder 17', collectedAt: AT }),
  ],
  'pass-evidence': [said({ evidence: 1, to: 'Laboratory', reason: 'To make an image.' })],
  'end-task': [said({ task: 1, outcome: 'done' }), byApi({ task: 2, outcome: 'skipped', words: 'Known already.' })],
  'report-department': [
    said({ department: 'legal', line: 'Two questions are open' }),
    byApi({ department: 'x', line: 'y' }),
  ],
  'set-bridge': [said({ link: 'https://meet.example/1' }), byApi({ number: '+33 1 23 45 67 89' })],
  'choose-playbook': [said({ playbook: 'ransomware' }), byApi({ playbook: 'ransomware', reason: 'A note was found.' })],
  'link-incident': [
    byApi({ incident: 'INC-2026-0099', reason: 'The same list.' }),
    said({ incident: 'INC-2026-0002', reason: 'x' }),
  ],
  'unlink-incident': [
    byApi({ incident: 'INC-2026-0099', reason: 'Another list.' }),
    said({ incident: 'INC-2026-0002', reason: 'x' }),
  ],
  'merge-into': [
    byApi({ incident: 'INC-2026-0099', reason: 'The same mail.' }),
    said({ incident: 'INC-2026-0002', reason: 'x' }),
  ],
  'break-glass': [said({ reason: 'Nobody answers.' }), byApi({ reason: 'Due in five hours.' })],
  close: [said({ outcome: 'All told.' }), byApi({ outcome: 'x'.repeat(4_000) })],
  reopen: [byApi({ reason: 'A fourth customer called.' }), said({ reason: 'x' })],
  'alarm-struck': [bySystem({}), {}],
  'alert-delivered': [
    bySystem({ effect: 'INC-2026-0001#4.1', reached: ['lead'] }),
    bySystem({ effect: 'x', reached: [] }),
  ],
  'scope-resolved': [
    bySystem({ effect: 'INC-2026-0001#4.1', unknown: [], added: 2, ...scope }),
    bySystem({ effect: 'INC-2026-0001#4.1', unknown: ['Portl'], added: 0, near: ['Portal'], ...scope }),
  ],
  'scope-marked': [
    bySystem({ effect: 'e', customer: 'customer-17', outcome: 'marked', ...scope, unknown: [] }),
    bySystem({
      ...{ effect: 'e', customer: 'customer-17', outcome: 'no-such-contact', ...scope, unreachableCustomers: ['c'] },
      cohorts: [{ ...cohort, toldByPerson: 1, cleared: 2 }],
      cleared: [{ customer: 'a' }, { customer: 'b', toldAt: STORED }],
    }),
  ],
  'notice-composed': [
    bySystem({ effect: 'e', notice: 1, hash: HASH }),
    bySystem({ effect: 'e', notice: 1, hash: HASH, recipientsHash: HASH, recipients: 2, scopeRevision: 1 }),
  ],
  'notice-started': [bySystem({ effect: 'e', notice: 1 })],
  'sending-acted': [bySystem({ effect: 'e', notice: 1 }), bySystem({ effect: 'e', notice: 1, alone: 'customer-17' })],
  'silence-counted': [
    bySystem({ effect: 'e', notice: 1, customers: 2, planned: 1, forPerson: 1, names: ['customer-17'] }),
  ],
  'scope-counted': [bySystem(scope)],
  'notice-returned': [bySystem({ notice: 1, kind: 'bounced', ...scope })],
  'answers-counted': [
    bySystem({ notices: [], questions: [], waiting: 0 }),
    bySystem({
      notices: [{ notice: 1, opened: 3, confirmed: 2, wrongPerson: 1, bounced: 1 }],
      questions: [{ id: 1, notice: 1, customer: 'customer-17', askedAt: STORED }],
      waiting: 1,
    }),
  ],
  'assistance-file': [
    bySystem({ file: 'f', customer: 'customer-17', kind: 'log', act: 'offered', person: 'privacy' }),
    bySystem({ file: 'f', customer: 'customer-17', kind: 'persons', act: 'taken', contact: 'c', notice: 1 }),
  ],
  'deliveries-rolled-up': [bySystem({ notice: 1, counts, finished: false, ...scope })],
  'post-mortem-started': [{ effect: 'INC-2026-0001#9.1' }],
  'post-mortem-approved': [{ approvedAt: '2026-11-23T09:20:00.000Z', approvedBy: ['legal', 'lead'] }],
  'synthesis-offered': [{ cause: 'x', done: 'y', prevention: 'z', approvedBy: ['legal', 'lead'] }],
  'merge-offered': [
    bySystem({
      ...{ from: 'INC-2026-0002', offer: 'INC-2026-0002#4.1', report: { seen: 'x' }, facts: {} },
      ...{ cohorts: [{ id: 'INC-2026-0002#3.1/none', addedAt: '2026-11-23T09:20:00.000Z' }], promises: [] },
    }),
  ],
  'merge-answered': [bySystem({ offer: 'INC-2026-0002#4.1' }), bySystem({ offer: 'x', why: 'It is closed.' })],
  'merge-answer-sent': [bySystem({ effect: 'INC-2026-0001#9.1' })],
  'duplicate-taken-over': [bySystem({ effect: 'INC-2026-0001#8.1', customers: 2, ...scope })],
  'exercise-injected': [{ inject: 'call', from: 'A customer', words: 'Is that yours?', to: ['lead'] }],
  'exercise-over': [{ outcome: 'Its time has run out.' }],
  'adopt-roster': [bySystem({ revision: 7, roster: { lead: ['lead', 'privacy'], responder: [] } })],
  'change-roster': [bySystem({ after: 6, revision: 7, changes: { lead: ['lead', 'privacy'], responder: [] } })],
  'adopt-rules': [
    bySystem({ operator: 'operator', rules: { ...RULES_2026_11, version: '2027-01' } }),
    bySystem({ operator: 'operator', rules: SHIPPED_RULES }),
  ],
  reconciled: [
    bySystem({
      orphaned: [{ ref: '7:abc', command: 'close', by: 'lead', at: STORED, content: [{ type: 'closed' }] }],
    }),
  ],
};
