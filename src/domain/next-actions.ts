import { commands, type PersonCommand } from './commands';
import type { Role } from './primitives/people';
import type { AlertEffect } from './effects/state';
import type { AlertKind } from './alerts/state';
import type { NoticeKind } from './notices/state';
import { WRITERS } from './post-mortem/rule';
import type { IncidentClass } from './triage/triage';

/** What an alert is about, whether or not it was raised. */
export type AlertMatter = Pick<AlertEffect, 'alert' | 'headline' | 'detail' | 'duty' | 'acknowledge'>;

/** One thing to do about an alert: read something of the case, or give a command. */
export type NextAction = { kind: 'read'; what: Reading; path: string } | Command;
type Command = { kind: 'command' } & Order;

/** An empty text in the body is the reader's to fill in: the API refuses it, so that no placeholder ever enters the story. */
export interface Order {
  command: PersonCommand;
  caption: Caption;
  body: Record<string, unknown>;
  roles: readonly Role[];
  /** Given to the incident's post-mortem, through the API alone. */
  to?: 'post-mortem';
}

export type Reading =
  'post-mortem' | 'case' | 'timeline' | 'questions' | 'notices' | 'notice' | 'deliveries' | 'unreachable';
export type Caption =
  | 'acknowledge'
  | 'assess'
  | 'classify'
  | 'wait'
  | 'declare'
  | 'declare-again'
  | 'withdraw'
  | 'scope'
  | 'remove'
  | 'fact'
  | 'draft'
  | 'approve'
  | 'reject'
  | 'release'
  | 'explain'
  | 'waive'
  | 'contact'
  | 'revoke'
  | 'waive-promise'
  | 'postpone'
  | 'help'
  | 'member'
  | 'glass'
  | 'confirm'
  | 'decline'
  | 'end-help'
  | 'end-task'
  | 'release-withheld'
  | 'file'
  | 'regime-duty'
  | 'review-withheld';

/** Those that the alert asks for, in the order in which they are taken. Which of them readers may take is for their roles to say. */
export function nextActionsOf(effect: AlertMatter): NextAction[] {
  const own = NEXT_ACTIONS[effect.alert](effect);
  return effect.acknowledge ? [acknowledgementOf(effect), ...own] : own;
}

/** It is heard where the alert waits. */
function acknowledgementOf({ alert }: AlertMatter): NextAction {
  return OF_POST_MORTEM.includes(alert)
    ? { ...command('acknowledge', 'acknowledge', {}, WRITERS), to: 'post-mortem' }
    : command('acknowledge', 'acknowledge', {});
}

const OF_POST_MORTEM: readonly AlertKind[] = ['post-mortem-overdue', 'action-overdue'];

export function isFor({ roles }: Order, held: readonly Role[]): boolean {
  return roles.some((role) => held.includes(role));
}

/** Whether any of what the alert asks for is for the reader to do. */
export function mayAct(effect: AlertMatter, roles: readonly Role[]): boolean {
  const orders = nextActionsOf(effect).filter((way) => way.kind === 'command');
  return orders.length === 0 || orders.some((order) => isFor(order, roles) || isBySignal(order, roles));
}

export function isBySignal({ command: name, to }: Order, roles: readonly Role[]): boolean {
  return name === 'acknowledge' && !to && mayAnswer(roles);
}

/** Through Temporal an operator acts in a responder's place. */
function mayAnswer(roles: readonly Role[]): boolean {
  return rolesOf('acknowledge').some((role) => roles.includes(role)) || roles.includes('operator');
}

const CASE: NextAction = { kind: 'read', what: 'case', path: '' };
const TIMELINE: NextAction = { kind: 'read', what: 'timeline', path: '/timeline' };
const QUESTIONS: NextAction = { kind: 'read', what: 'questions', path: '/questions' };
const NOTICES: NextAction = { kind: 'read', what: 'notices', path: '/notices' };
const DELIVERIES: NextAction = { kind: 'read', what: 'deliveries', path: '/deliveries' };
const POST_MORTEM: NextAction = { kind: 'read', what: 'post-mortem', path: '/post-mortem' };
const UNREACHABLE: NextAction = { kind: 'read', what: 'unreachable', path: '/scope?unreachable=true' };

const ASSESS = command('assess', 'assess', {
  evaluation: '',
  definition: { effect: { answer: '' }, manner: { answer: '' }, data: { answer: '' }, processedByUs: { answer: '' } },
  inScope: '',
  malicious: '',
  findings: '',
  severity: { level: '', reason: '' },
});
const DECLARE = command('declare', 'declare', {
  basis: 'reasonable-suspicion',
  facts: '',
  awareAt: '',
  gdpr: 'undetermined',
});
const CLASSIFY = command('assess', 'classify', { classification: { class: 'not-an-incident', words: '' } });
const WAIT = command('note-progress', 'wait', { text: '', undecided: { missing: '', until: '' } });
const SCOPE = command('add-affected-customers', 'scope', { customers: [''] });
const REMOVE = command('remove-affected-customer', 'remove', { customer: '', reason: '' });
const FACT = command('set-fact', 'fact', { field: 'nature', status: 'known', value: '' });
const END_HELP = command('end-assistance', 'end-help', { words: '' });
const EXPLAIN = command('explain-delay', 'explain', { code: '', text: '' });
/** Legal or privacy asks, an executive confirms. */
const ASKERS: readonly Role[] = ['legal', 'privacy'];
const CONFIRMERS: readonly Role[] = ['executive'];
const NO_INCIDENT = { class: 'not-an-incident', words: '' };
const CONTACT_BLANKS = { customer: '', way: '', whom: '', at: '', summary: '', evidence: '' };
const CONTACT = command('record-contact', 'contact', CONTACT_BLANKS);
const WITHDRAW = command('withdraw-declaration', 'withdraw', { reason: '', becomes: NO_INCIDENT }, ASKERS);
const WAIVE = command('waive-customer', 'waive', { customer: '', reason: '' }, ASKERS);

const WAIVE_PROMISE = command('waive-promise', 'waive-promise', { promise: '', reason: '' }, ASKERS);
const FILING = command('record-filing', 'file', { authority: '' });
const REGIME_DUTY = command('record-regime-duty', 'regime-duty', { regime: '', duty: '', evidence: '' });
const ADD_MEMBER = command('add-member', 'member', { person: '', reason: '' });
const BREAK_GLASS = command('break-glass', 'glass', { reason: '' });
const UPDATE = command('draft-notice', 'draft', { kind: 'update' });
const FINAL = command('draft-notice', 'draft', { kind: 'final' });

const NEXT_ACTIONS: Record<AlertKind, (effect: AlertMatter) => NextAction[]> = {
  reported: () => [CASE, ASSESS],
  'report-received': () => [],
  'report-closed': () => [],
  'handed-over': () => [],
  'handover-unreached': () => [CASE],
  assigned: () => [CASE],
  stakeholders: () => [CASE],
  declared: (effect) => [...(effect.duty ? confirmation(effect) : []), CASE, SCOPE, FACT, draft(effect)],
  'declaration-unconfirmed': (effect) => [CASE, ...confirmation(effect), WITHDRAW],
  'declaration-denied': () => [CASE, ASSESS, WITHDRAW],
  'triage-overdue': () => [CASE, ASSESS],
  'decision-overdue': () => [CASE, DECLARE, CLASSIFY, WAIT],
  'commitment-warning': (effect) => [CASE, NOTICES, draft(effect)],
  'commitment-expired': (effect) => [CASE, NOTICES, draft(effect), EXPLAIN],
  'event-warning': (effect) => [CASE, NOTICES, draft(effect)],
  'clearance-warning': () => [NOTICES, command('draft-notice', 'draft', { kind: 'clearance' }), CONTACT],
  'promise-warning': () => [CASE, NOTICES, FACT, UPDATE],
  'promise-expired': () => [CASE, NOTICES, FACT, UPDATE, EXPLAIN],
  'final-notice-owed': () => [CASE, NOTICES, FINAL, WAIVE_PROMISE],
  'fact-overdue': foundOut,
  'reason-demanded': () => [EXPLAIN, CASE, NOTICES],
  'customers-unreachable': (effect) => [UNREACHABLE, DELIVERIES, contact(effect), WAIVE],
  'customers-silent': (effect) => [NOTICES, DELIVERIES, contact(effect), WAIVE],
  'customers-unknown': () => [CASE, SCOPE, REMOVE],
  'terms-kept': (effect) => [CASE, NOTICES, draft(effect)],
  'customer-removed': () => [TIMELINE, SCOPE],
  'contact-recorded': (effect) => [TIMELINE, ...revocation(effect)],
  'help-asked': (effect) => [TIMELINE, ...help(effect)],
  'help-overdue': (effect) => [TIMELINE, ...(effect.detail ? help(effect) : [END_HELP])],
  'question-asked': () => [QUESTIONS],
  'question-overdue': () => [QUESTIONS],
  'contact-revoked': () => [TIMELINE, UNREACHABLE],
  'second-person-needed': (effect) => [CASE, ...secondHalf(effect)],
  'second-person-overdue': (effect) => [CASE, ...secondHalf(effect)],
  'withholding-overdue': withheldAgain,
  'authority-soon': () => [CASE, FILING],
  'authority-overdue': () => [CASE, FILING],
  'regime-soon': () => [CASE, REGIME_DUTY],
  'regime-overdue': () => [CASE, REGIME_DUTY],
  'hold-overdue': (effect) => [CASE, NOTICES, ...secondHalf(effect)],
  'notice-awaits-approval': approval,
  'approval-overdue': approval,
  'notice-approved': release,
  'release-overdue': release,
  'notice-rejected': (effect) => [NOTICES, draft(effect)],
  'notice-stale': (effect) => [NOTICES, draft(effect)],
  'notice-sent': () => [NOTICES, DELIVERIES],
  reopened: () => [TIMELINE, CASE],
  restricted: () => [CASE],
  'members-lacking': () => [CASE, ADD_MEMBER],
  'members-silent': () => [BREAK_GLASS],
  'glass-broken': () => [TIMELINE],
  'glass-witness': () => [],
  'restriction-lifted': () => [CASE],
  'scope-unchanged': () => [CASE],
  'set-aside': () => [TIMELINE],
  'merge-declined': () => [TIMELINE, CASE],
  'tasks-given': () => [CASE],
  'task-overdue': (effect) => [CASE, ...taskEnd(effect)],
  'post-mortem-opened': () => [POST_MORTEM],
  'post-mortem-overdue': () => [POST_MORTEM],
  'action-given': () => [POST_MORTEM],
  'action-overdue': () => [POST_MORTEM],
  'exercise-inject': () => [CASE],
  'exercise-planned': () => [],
  'exercise-unconfirmed': () => [],
  'exercise-ended': () => [],
  'resolution-given': () => [],
  'resolution-overdue': () => [],
};

/** What is owed to customers of a case that is neither incident nor event, such as a withdrawal, is for the reader to say. */
function draft({ headline }: AlertMatter): NextAction {
  const kinds: Partial<Record<IncidentClass, NoticeKind>> = { incident: 'initial', event: 'event' };
  return command('draft-notice', 'draft', { kind: kinds[headline.class] ?? '' });
}

/** Whom it is about stands in it where that is one customer alone. */
function contact({ detail }: AlertMatter): NextAction {
  const [customer = '', ...more] = detail?.about === 'out-of-reach' ? (detail.names ?? []) : [];
  return command('record-contact', 'contact', { ...CONTACT_BLANKS, customer: more.length === 0 ? customer : '' });
}

function help({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'help') return [];
  return [command('answer-help', 'help', { customer: detail.customer, words: '' })];
}

function taskEnd({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'task') return [];
  return [command('end-task', 'end-task', { task: detail.task, outcome: 'done', words: '' })];
}

function revocation({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'contact') return [];
  const { customer, contact: recorded } = detail;
  return [command('revoke-contact', 'revoke', { customer, contact: recorded, reason: '' })];
}

function withheldAgain({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'withholding') return [CASE];
  const { withholding } = detail;
  return [
    CASE,
    command('release-withheld', 'release-withheld', { withholding, reason: '' }),
    command('review-withholding', 'review-withheld', { withholding, reason: '', reviewBy: '' }),
  ];
}

/** Who does not know it yet says until when somebody finds it out. */
function foundOut({ detail }: AlertMatter): NextAction[] {
  const { field, owner } = detail?.about === 'fact' ? detail : { field: '', owner: '' };
  return [
    CASE,
    command('set-fact', 'fact', { field, status: 'known', value: '' }),
    command('set-fact', 'postpone', { field, status: 'unknown', owner, until: '' }),
  ];
}

/** A declaration is confirmed by being said again, signed in. */
function confirmation({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'declaration') return [];
  const { about: _, brief: __, lateHours: ___, ...said } = detail;
  return [command('declare', 'declare-again', { facts: '', ...said })];
}

/** Who confirms gives the command that was asked for, as it was asked, in words of their own. */
function secondHalf({ detail }: AlertMatter): NextAction[] {
  switch (detail?.about) {
    case 'waiver':
      return confirmOrDecline('waive-customer', { customer: detail.customer }, CONFIRMERS);
    case 'hold':
      return confirmOrDecline('hold-release', { notice: detail.notice });
    case 'withholding':
      return confirmOrDecline('approve-withholding', { withholding: detail.withholding });
    case 'promise-waiver':
      return confirmOrDecline('waive-promise', { promise: detail.promise }, CONFIRMERS);
    case 'withdrawal':
      return confirmOrDecline('withdraw-declaration', { becomes: detail.becomes }, CONFIRMERS);
    case 'lifting':
      return confirmOrDecline('lift-restriction', {});
    case 'correction':
      return confirmOrDecline('correct-anchor', { anchor: detail.anchor, at: detail.to });
    default:
      return [];
  }
}

function confirmOrDecline(name: PersonCommand, asked: object, confirmers?: readonly Role[]): NextAction[] {
  return [
    command(name, 'confirm', { ...asked, reason: '' }, confirmers),
    command(name, 'decline', { ...asked, reason: '', decline: true }),
  ];
}

function approval({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'notice') return [NOTICES];
  const { notice, hash, recipientsHash } = detail;
  const both = { notice, hash, ...(recipientsHash && { recipientsHash }) };
  return [
    { kind: 'read', what: 'notice', path: `/notices/${notice}` },
    command('approve-notice', 'approve', both),
    command('reject-notice', 'reject', { notice, hash, reason: '' }),
  ];
}

function release({ detail }: AlertMatter): NextAction[] {
  if (detail?.about !== 'notice') return [NOTICES];
  const { notice, hash, recipientsHash } = detail;
  const both = { notice, hash, ...(recipientsHash && { recipientsHash }) };
  return [
    { kind: 'read', what: 'notice', path: `/notices/${notice}` },
    command('release-notice', 'release', both),
    command('reject-notice', 'reject', { notice, hash, reason: '' }),
  ];
}

export function command(
  name: PersonCommand,
  caption: Caption,
  body: Record<string, unknown>,
  roles = rolesOf(name),
): Command {
  return { kind: 'command', command: name, caption, body, roles };
}

function rolesOf(name: PersonCommand): readonly Role[] {
  const { roles } = commands[name];
  return roles === 'system' ? [] : roles;
}
