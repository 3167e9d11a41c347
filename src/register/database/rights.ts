/**
 * What the app role may do with each table beside reading it: no more than its statements need. Of what only grows it changes nothing, of what
 * runs its course the columns of that course. What stands nowhere here, it may not even read.
 */
export const RIGHTS: Readonly<Record<string, string>> = {
  ...granted('', ['migrations', 'erased_incidents']),
  ...granted('insert', [
    ...['pages', 'tree', 'tree_nodes', 'checkpoints', 'data_keys', 'administration', 'administration_details'],
    ...['roster_changes', 'rules_versions', 'template_sets', 'notice_links', 'scope_requests', 'scope_files'],
    ...['withheld_words', 'evidence_files', 'report_mails', 'audit_samples', 'past_incidents'],
    ...['training_attempts', 'training_surveys', 'awareness_sessions'],
    ...['exercise_numbers', 'exercise_mails', 'exercise_refusals'],
  ]),
  // A trigger of the table lets an address be erased from them, and nothing else.
  attempts: changing('words'),
  // A policy of the table lets those go that are old enough.
  access_log: 'insert, delete',

  people: 'insert, update',
  keys: changing('last_used_at, warning_claimed_at, warned_at, revoked_at'),
  sessions: `${changing('last_used_at, ended_at')}, delete`,
  key_codes: changing('ended_at'),
  pending_acts: changing('act, ended_at, outcome'),
  witness_mails: changing('next_at, ended_at, outcome, words'),
  scim_clients: changing('ended_at'),
  calendar_feeds: 'insert, delete',

  reports: changing('state'),
  declarations: changing('state, settled_at, refusal'),
  detection_sources: changing('ring_key, generation, rotated_at, ended_at'),
  detections: changing('last_at, count, last_message, told_at'),
  data_stores: changing('id, name, kind, owner, product, methods, check_days, checked_at, checked_by, ended_at'),
  legal_holds: changing('lifted_by, lifted_at, lifting_reason'),
  // A policy of the table lets those of a file go that broke off.
  evidence_parts: 'insert, delete',

  customers: 'insert, update',
  accounts: 'insert, update',
  contacts: 'insert, update',
  contact_webhooks: 'insert, update, delete',
  contact_verifications: changing('address, answered_at, answer'),
  contact_proposals: changing('name, email, decided_at, decided_by, outcome'),
  scope: 'insert, update',
  scope_facts: changing('replaced'),
  told_by_person: changing('revoked_by, revocation'),

  notices: changing('without_contact, scope_revision, recipients, recipients_hash'),
  snapshots: `${changing('"values", text_language, text_sha256')}, delete`,
  sendings: changing('paused_at, stopped_at'),
  recipients: 'insert, update',
  // By triggers of recipients.
  open_recipients: 'insert, delete',
  // Both are the ledger, as the release before it knows it.
  deliveries: 'insert, update',
  alerts_sent: 'insert, update',
  marks: changing('counted'),
  questions: changing('answer, answered_at, answered_by, counted'),
  returned_mails: changing('raw, settled_at, settled_by'),
  assistance_files: changing('taken_at, taken_by'),

  staff: changing('name, email, department, manager, language, roles, joined_at, left_at'),
  staff_scim: 'insert, update, delete',
  staff_groups: 'insert, update, delete',
  staff_group_members: 'insert, delete',
  training_waves: changing('started_at, stopped_at, ended_at'),
  training_assignments: changing(
    'state, link, ring_key, begun_at, attempts, percent, passed_at, valid_until, check_state, checked_at, surveyed_at',
  ),
  audits: changing('closed_at, statement'),
  audit_findings: changing('done_at, done_by, done_words'),
  procedures: changing('approved_by, in_force_from'),
  review_actions: `${changing('done_at, done_by, done_words')}, delete`,
  programme_reviews: changing('decisions, sha256, decided_by, decided_at, approved_by, approved_at'),

  incident_numbers: 'insert, update',
  revisions: 'insert, update',
  checks: 'insert, update',
  check_progress: 'insert, update',
  ...granted('insert, update, delete', [
    ...['incidents', 'incident_sight', 'related_incidents', 'timeline', 'post_mortems', 'exercises'],
    ...['idempotency', 'wrong_clocks', 'findings', 'grouped_alerts'],
  ]),
};

/** Of these no row goes, and none is changed as a whole. */
export const KEPT: readonly string[] = Object.keys(RIGHTS).filter(
  (table) => !/delete|update(?! \()/.test(RIGHTS[table] ?? ''),
);

function granted(rights: string, tables: readonly string[]): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, rights]));
}

function changing(columns: string): string {
  return `insert, update (${columns})`;
}
