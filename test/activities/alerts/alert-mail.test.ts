import type { TextHash } from '../../../src/domain/notices/state';
import { termOf } from '../../../src/domain/clocks/terms';
import { contractTerms } from '../../../src/domain/clocks/contract-terms';
import { alertMail, type AlertReader } from '../../../src/activities/templates/alert';
import { commandBodies } from '../../../src/contract/commands';
import { HOUR, instantAt, plus } from '../../../src/domain/primitives/instant';
import { ROLES, type Role } from '../../../src/domain/primitives/people';
import { ALERT_KINDS, type AlertDetail, type AlertKind } from '../../../src/domain/alerts/state';
import type { AlertEffect, AlertId } from '../../../src/domain/effects/state';
import type { IncidentId } from '../../../src/domain/case/state';
import { headline, person, START } from '../house';

const ID = 'INC-2026-0042' as IncidentId;
const API = `http://127.0.0.1:8080/api/incidents/${ID}`;
const HASH = '40aabfd3'.repeat(8) as TextHash;
const now = instantAt(START);
const everyone = ROLES.map((role) => person(role, { roles: [role] }));

const asked = { askedBy: 'legal' };
const hoursTerms = (contractHours: number) => contractTerms({ contractHours, timeZone: 'UTC' });
const DETAILS: AlertDetail[] = [
  { about: 'report', channel: 'third-party', detectedAt: plus(now, -HOUR) },
  { about: 'declaration', basis: 'likely', gdpr: 'yes', awareAt: plus(now, -HOUR) },
  { about: 'hours-left', hours: 12 },
  { about: 'notice', notice: 3, hash: HASH, draftedBy: 'lead' },
  { about: 'out-of-reach', customers: 2 },
  { about: 'waiver', customer: 'acme', ...asked },
  { about: 'withdrawal', becomes: { class: 'not-an-incident', words: "Bob's test data" }, ...asked },
  { about: 'correction', anchor: 'declared', to: now, ...asked },
  { about: 'lifting', ...asked },
  { about: 'lacks', lacks: ['lead', 'keeper'] },
  { about: 'glass', by: 'executive', until: now, reason: 'Nobody answers.' },
  { about: 'set-aside', commands: ['declare', 'assign'] },
  { about: 'outcome', class: 'not-an-incident' },
  { about: 'handover', words: 'A wish.', seen: 'A wish of a customer.', seenBy: 'reporter' },
  { about: 'unreached', persons: ['lead'] },
  { about: 'rejection', notice: 3, by: 'legal', reason: 'The volume is not right.' },
  { about: 'merge', why: 'It is closed.' },
  { about: 'sending', notice: 3, customers: 5, told: 4, unreachable: 1 },
  { about: 'kept-terms', first: [{ customer: 'acme', terms: [], contract: hoursTerms(4) }], more: 2 },
];
const detail = (about: AlertDetail['about']) => DETAILS.find((one) => one.about === about);

interface To extends Partial<AlertReader> {
  role?: Role;
  temporalAddress?: string;
}

function mailOf(
  alert: AlertKind,
  over: Partial<AlertEffect> = {},
  { role = 'lead', temporalAddress = '127.0.0.1:7233', ...reader }: To = {},
) {
  const promised = headline(ID, { declaredAt: plus(now, -HOUR), due: plus(now, 71 * HOUR) });
  const effect: AlertEffect = {
    id: `${ID}#1.1` as AlertId,
    kind: 'alert',
    alertId: `${ID}#1.1` as AlertId,
    alert,
    raisedAt: now,
    to: { roles: [role] },
    acknowledge: true,
    headline: promised,
    ...over,
  };
  const places = {
    publicUrl: 'http://127.0.0.1:8080',
    uiUrl: 'http://127.0.0.1:8233',
    temporalAddress,
    namespace: 'default',
  };
  const setting = { now, places, everyone, possibleRepeat: false };
  return alertMail(effect, { ...person(role, { roles: [role] }), ...reader }, setting);
}

const inTriage = headline(ID, { class: 'undetermined', stage: 'triage' });
const triageDuty = { kind: 'triage', due: plus(now, 4 * HOUR) } as const;

describe('The clock of an alert', () => {
  test('is its own, under its own name; our commitment stands on a line of its own', () => {
    const duty = { kind: 'confirm-declaration', due: now } as const;
    const { subject, text } = mailOf('declaration-unconfirmed', { duty, detail: detail('declaration') });
    expect(subject).toMatch(/, 0 min overdue$/);
    expect(text).toContain('For a signed-in person to confirm the declaration:\n\nDue before: 2026-11-23 10:00 UTC');
    expect(text).toContain('Our commitment to tell every affected customer: 2026-11-26 09:00 UTC, 71 h 00 min left\n');
  });

  test('names no promise to customers where there is none', () => {
    const { text } = mailOf('triage-overdue', { duty: { kind: 'triage', due: now }, headline: inTriage });
    expect(text).toContain('For the triage, until its five entries stand:\n\nDue before: 2026-11-23 10:00 UTC');
    expect(text).toContain('No promise to customers is running yet.');
    expect(text).not.toContain('The nearest of our promises');
  });
});

test('A new report says how and when it was noticed, until when triage may take, and how the case is read', () => {
  const { subject, text } = mailOf('reported', {
    duty: triageDuty,
    detail: detail('report'),
    headline: inTriage,
    acknowledge: true,
  });
  expect(subject).toBe(`[${ID}] New report to triage, 4 h 00 min left`);
  expect(text).toContain('Reported through: third party\nDetected: 2026-11-23 09:00 UTC');
  expect(text).toContain('Due before: 2026-11-23 14:00 UTC');
  expect(text).toContain(`curl ${API} -H "Authorization: Bearer $TOCSIN_KEY"`);
  expect(text).toContain('http://127.0.0.1:8080/sign-in');
});

describe('What was seen, by whom, and its number where it came from', () => {
  const brief = { seen: 'An export went to a stranger.', seenBy: 'responder', externalReference: 'SIEM-48213' };
  const rows =
    'What was seen: An export went to a stranger.\nReported by: Name of responder\nNumber there: SIEM-48213\n';

  test('stand in the call to triage, with who outside told us, and how they are answered', () => {
    const outsider = { name: 'A. Finder', answerTo: '+33 1 00' };
    const { subject, text } = mailOf('reported', {
      detail: { about: 'report', channel: 'third-party', detectedAt: now, outsider, ...brief },
    });
    expect(text).toContain(`${rows}Reported through: third party`);
    expect(text).toContain('Told us from outside: A. Finder\nTo be answered by: +33 1 00\n');
    expect(subject).not.toContain('export');
  });

  test('stand in the alert of the declaration, which says how long after awareness it came', () => {
    const about = { about: 'declaration', basis: 'likely', gdpr: 'yes', brief, lateHours: 30.5 } as const;
    const { text } = mailOf('declared', { detail: about });
    expect(text).toContain(rows);
    expect(text).toContain('From awareness to declaration: 30.5 h\n');
  });

  test('name the reporter by the id where the name is not to be had', () => {
    const { text } = mailOf('reported', {
      detail: { about: 'report', channel: 'staff', detectedAt: now, seenBy: 'x9' },
    });
    expect(text).toContain('Reported by: x9\n');
  });

  test('never bring control characters along', () => {
    const seen = 'One\u202Etwo\u0007.';
    const { text } = mailOf('reported', { detail: { about: 'report', channel: 'staff', detectedAt: now, seen } });
    expect(text).toContain('What was seen: Onetwo.\n');
  });
});

describe('Who may not open the case', () => {
  const secrets = headline(ID, { severity: 'high', product: 'Vault', due: plus(now, HOUR), declaredAt: now });

  test.each(['en', 'fr'])('hears of the outcome in general words, and of nothing else: %s', (language) => {
    const { subject, text } = mailOf(
      'report-closed',
      { headline: secrets, acknowledge: false, detail: { about: 'outcome', class: 'incident' } },
      { role: 'reporter', language },
    );
    expect(text).toContain(language === 'en' ? 'It was an incident of data protection.' : 'C’était un incident');
    expect(`${subject}${text}`).not.toMatch(/Vault|high|élevée|2026-11-23|curl|workflows|left|restant/);
  });

  test('has a receipt with the number', () => {
    const { subject, text } = mailOf(
      'report-received',
      { headline: secrets, acknowledge: false },
      { role: 'reporter' },
    );
    expect(subject).toBe(`[${ID}] Your report was received`);
    expect(text).toContain(`Case: ${ID}\n`);
    expect(text).not.toMatch(/Vault|curl|high/);
  });

  test('has with what is handed over what was seen, and our words on it', () => {
    const { text } = mailOf('handed-over', { detail: detail('handover'), acknowledge: false }, { role: 'reporter' });
    expect(text).toContain('What was seen: A wish of a customer.\nReported by: Name of reporter\nDetail: A wish.');
    expect(text).not.toMatch(/curl|workflows/);
  });
});

describe('What waits too long', () => {
  test('is asked for with the lines that end it, under its own clock', () => {
    const duty = { kind: 'await-release', due: now } as const;
    const { subject, text } = mailOf('release-overdue', { duty, detail: detail('notice') });
    expect(subject).toBe(`[${ID}] Approved notice not released, 0 min overdue`);
    expect(text).toContain(`-X POST ${API}/release-notice `);
    expect(text).toContain('For its release:\n\nDue before: 2026-11-23 10:00 UTC');
    expect(mailOf('approval-overdue', { detail: detail('notice') }, { role: 'legal' }).text).toContain(
      '/approve-notice ',
    );
    const waiver = mailOf('second-person-overdue', { detail: detail('waiver') }, { role: 'executive' }).text;
    expect(waiver).toContain('/waive-customer ');
  });
});

test.each([
  ['notice-rejected', 'rejection', 'Detail: Name of legal rejected notice 3: The volume is not right.'],
  ['notice-sent', 'sending', 'Detail: Notice 3: 4 of 5 customers told, and 1 without a deliverable contact'],
  ['merge-declined', 'merge', 'Detail: It is closed.'],
  ['handover-unreached', 'unreached', 'Detail: Not delivered to Name of lead'],
] as const)('%s says what happened', (kind, about, line) => {
  expect(mailOf(kind, { detail: detail(about), acknowledge: false }).text).toContain(line);
});

describe('Who may not answer', () => {
  test('is not told to, but whom to call', () => {
    const { text } = mailOf('reported', { acknowledge: true }, { role: 'executive' });
    expect(text).not.toMatch(/curl -X POST|temporal workflow signal/);
    expect(text).toContain('You cannot do this yourself');
    expect(text).toContain('Name of lead (lead): lead@tocsin.example');
    expect(text).not.toContain('operator@tocsin.example');
  });

  test('at the API, but may through Temporal, is told that way alone', () => {
    const { text } = mailOf('reported', { acknowledge: true }, { role: 'operator' });
    expect(text).toContain(`--name acknowledge --input '{"by":"operator"}'`);
    expect(text).not.toContain('curl -X POST');
    expect(text).not.toContain('You cannot do this yourself');
  });
});

/** They go to people who may not open the case, and wait for nobody. */
const ALONE: AlertKind[] = ['report-received', 'report-closed', 'handed-over', 'members-silent', 'glass-witness'];
/** They wait in the post-mortem, which hears the API alone. */
const OF_POST_MORTEM: AlertKind[] = ['post-mortem-overdue', 'action-overdue'];

/** They are about an exercise, and wait for what is asked in it. */
const OF_EXERCISE: AlertKind[] = [
  ...(['exercise-planned', 'exercise-unconfirmed', 'exercise-ended'] as const),
  ...(['resolution-given', 'resolution-overdue'] as const),
];

test.each(ALERT_KINDS)('%s leads to the page of each act that it asks of its reader', (kind) => {
  const { text } = mailOf(kind, { acknowledge: false });
  for (const [, to = '', command = ''] of text.matchAll(
    /curl -X POST \S+?\/INC-2026-0042(\/post-mortem)?\/([a-z-]+) /g,
  ))
    expect(text).toMatch(new RegExp(`/incidents/${ID}${to}(\\?act=${command}\\b|/notices/\\d+)`));
});

test.each(OF_POST_MORTEM)('%s is acknowledged in the post-mortem, and not in the incident', (kind) => {
  const { text } = mailOf(kind);
  expect(text).toContain(`curl -X POST ${API}/post-mortem/acknowledge `);
  expect(text).not.toMatch(/--name acknowledge|INC-2026-0042\?act=acknowledge/);
  expect(mailOf(kind, {}, { role: 'executive' }).text).toContain('/post-mortem/acknowledge ');
  expect(mailOf(kind, {}, { role: 'operator' }).text).toContain('You cannot do this yourself');
  expect(mailOf(kind, { acknowledge: false }).text).not.toContain('/acknowledge');
});

test.each(ALERT_KINDS.filter((kind) => ![...ALONE, ...OF_POST_MORTEM, ...OF_EXERCISE].includes(kind)))(
  '%s asks for no acknowledgement where it waits for none',
  (kind) => {
    expect(mailOf(kind, { acknowledge: false }).text).not.toMatch(/\/acknowledge|--name acknowledge/);
    expect(mailOf(kind, { acknowledge: true }).text).toMatch(/\/acknowledge .*\n[^]*--name acknowledge/);
  },
);

test('What waits for approval is read and approved by lines that are whole, and by nobody who drafted it', () => {
  const waiting = { acknowledge: false, detail: detail('notice') };
  const { text } = mailOf('notice-awaits-approval', waiting, { role: 'privacy' });
  const approve = `curl -X POST ${API}/approve-notice -H "Authorization: Bearer $TOCSIN_KEY" -H "Content-Type: application/json" -d '{"notice":3,"hash":"${HASH}"}'`;
  expect(text).toContain(`Detail: Notice 3, text ${HASH}`);
  expect(text).toContain(`curl ${API}/notices/3 `);
  expect(text).toContain(approve);
  const own = mailOf('notice-awaits-approval', waiting).text;
  expect(own).toContain('another person has to take it on');
  expect(own).not.toContain('/approve-notice');
});

test.each([
  ['waiver', 'executive', 'waive-customer'],
  ['withdrawal', 'executive', 'withdraw-declaration'],
  ['correction', 'privacy', 'correct-anchor'],
  ['lifting', 'privacy', 'lift-restriction'],
] as const)('The second person of a %s is told who asks for what, and the command', (about, role, command) => {
  const { text } = mailOf('second-person-needed', { acknowledge: false, detail: detail(about) }, { role });
  expect(text).toContain('Detail: Name of legal asks');
  expect(text.match(new RegExp(`-X POST ${API}/${command} `, 'g'))).toHaveLength(2);
});

test('A correction is not confirmed by who asked for it', () => {
  const { text } = mailOf('second-person-needed', { detail: detail('correction') }, { role: 'legal' });
  expect(text.match(/-X POST \S+\/correct-anchor .*/g)).toEqual([expect.stringContaining('"decline":true')]);
});

test.each([
  ['en', /^Term: 3 business days \(FR, Europe\/Paris\) from awareness, by contract$/m],
  ['fr', /^Délai.: 3 jours ouvrés \(FR, Europe\/Paris\) à compter de la prise de connaissance, selon le contrat$/m],
])('The clock to customers says by which term it is due, in %s', (language, line) => {
  const clock = { unit: 'business-days', count: 3, calendar: 'FR', timeZone: 'Europe/Paris' } as const;
  const term = termOf({ anchor: 'aware', clock, source: 'contract' });
  const promised = headline(ID, { declaredAt: plus(now, -HOUR), due: plus(now, 71 * HOUR), term });
  expect(mailOf('commitment-warning', { headline: promised }, { language }).text).toMatch(line);
});

test('A contract that became shorter is told of with both terms', () => {
  const { text } = mailOf('terms-kept', { detail: detail('kept-terms') });
  expect(text).toContain(
    'Detail: acme (now 4 h from the declaration, by contract; here still by our commitment) and 2 more\n',
  );
});

test.each([
  [12, 'The warning that comes 12 h before the end'],
  [0.5, 'The warning that comes 30 min before the end'],
])('A warning %s hours before the end says so', (hours, words) => {
  expect(mailOf('commitment-warning', { detail: { about: 'hours-left', hours } }).text).toContain(`Detail: ${words}`);
});

describe('Every command that a mail prints', () => {
  const orders = ALERT_KINDS.flatMap((kind) =>
    DETAILS.flatMap((about) =>
      ROLES.flatMap((role) => {
        const duty = { kind: 'confirm-declaration', due: now } as const;
        const { text } = mailOf(kind, { detail: about, duty, acknowledge: true }, { role });
        return [...text.matchAll(/-X POST \S+\/([a-z-]+) .* -d '(.*)'$/gm)].map(([, name, body]) => [name!, body!]);
      }),
    ),
  );
  const different = [...new Map(orders.map((order) => [order.join(), order])).values()];

  test.each(different)('is one that the API takes once its blanks are filled in: %s %s', (name, written) => {
    const schema = commandBodies[name as keyof typeof commandBodies];
    const body: unknown = JSON.parse(written.replaceAll(String.raw`'\''`, "'"));
    const faults = schema.safeParse(body).error?.issues ?? [];
    const at = (path: PropertyKey[]) => path.reduce((value, key) => (value as Record<PropertyKey, unknown>)[key], body);
    expect(faults.filter(({ path }) => at(path) !== '')).toEqual([]);
    expect(faults.length > 0).toBe(written.includes('""'));
  });
});

test('The line for the temporal program names the server where it is not where the program looks', () => {
  expect(mailOf('declared').text).not.toContain('--address');
  const { text } = mailOf('declared', {}, { temporalAddress: '127.0.0.1:17233' });
  expect(text).toContain('temporal workflow signal --address 127.0.0.1:17233 --namespace default');
});

describe('An alert that climbed', () => {
  const climbed = (level: number) => ({ acknowledge: true, unanswered: { since: plus(now, -HOUR), level, of: 5 } });

  test('says so in its subject, and since when nobody has answered', () => {
    const { subject, text } = mailOf('reported', { ...climbed(2), headline: inTriage });
    expect(subject).toBe(`[${ID}] Nobody has answered: New report to triage`);
    expect(text).toContain(
      'Nobody has answered since 2026-11-23 09:00 UTC: you are the next to be asked (level 2 of 5).',
    );
    const held = mailOf('declared', { unanswered: { since: now, level: 2, of: 5, inHand: ['privacy'] } }).text;
    expect(held).toContain('This case is in the hands of Name of privacy, who has not answered this alert.');
    const french = mailOf('reported', { ...climbed(5), headline: inTriage }, { language: 'fr' });
    expect(french.subject).toBe(`[${ID}] Personne n’a répondu : Nouveau signalement à trier`);
    expect(french.text).toContain('depuis le 2026-11-23 09:00 UTC : vous êtes le dernier recours (échelon 5 sur 5)');
  });
});

test('A declaration by signal asks those who may to confirm it, before its own due', () => {
  const duty = { kind: 'confirm-declaration', due: plus(now, 4 * HOUR) } as const;
  const { subject, text } = mailOf('declared', { duty, detail: detail('declaration') }, { role: 'legal' });
  expect(subject).toBe(`[${ID}] Incident declared by signal, to be confirmed, 4 h 00 min left`);
  expect(text).toContain(`-X POST ${API}/declare `);
  expect(text).toContain('Our commitment to tell every affected customer: 2026-11-26 09:00 UTC');
  expect(mailOf('declared', { detail: detail('declaration') }).text).not.toContain(`${API}/declare `);
});
