/**
 * Whoever shows a subject of the register hears that it changed, whichever process or statement changed it: by triggers, since a writer that forgets
 * to tell would be noticed by nobody. Within one transaction equal notifications are one. Exercises and post-mortems have pages, which tell of themselves.
 */
export const NEWS_OF_SUBJECTS = [
  `create function tell_of_subject() returns trigger language plpgsql as $$
  begin
    perform pg_notify('tocsin_subjects', json_build_object('subject', tg_argv[0])::text);
    return null;
  end $$`,
  ...telling('procedures', 'procedures'),
  ...telling('programme-reviews', 'programme_reviews', 'review_actions'),
  ...telling('audits', 'audits', 'audit_samples', 'audit_findings'),
  ...telling('training', 'training_waves', 'training_assignments', 'awareness_sessions', 'staff'),
  ...telling('data-stores', 'data_stores'),
  ...telling('detection-sources', 'detection_sources'),
  ...telling('customers', 'customers', 'accounts', 'contacts', 'contact_proposals'),
  ...telling('people', 'people'),
  ...telling('administration', 'administration', 'pending_acts'),
  ...telling('register', 'past_incidents'),
];

function telling(subject: string, ...tables: string[]): string[] {
  return tables.map(
    (table) => `create trigger tell_of_subject after insert or update or delete on ${table}
    for each statement execute function tell_of_subject('${subject}')`,
  );
}
