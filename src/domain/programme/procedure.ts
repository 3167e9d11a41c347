/** A version of a procedure that an incident runs under, as it stood when the incident was opened. */
export interface PinnedProcedure {
  name: string;
  version: string;
  /** Of its text. */
  sha256: string;
}

/** What took a change up: a version of a procedure, a playbook, or the rules. */
export interface TakenUpBy {
  kind: 'procedure' | 'playbook' | 'rules';
  name: string;
  sha256?: string;
}
