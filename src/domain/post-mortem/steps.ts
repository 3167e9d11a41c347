/** Of the procedure, which a post-mortem judges one by one; whatever its playbook adds comes after them. */
export const STEPS = [
  'detection and report',
  'triage (a) to (e)',
  'declaration',
  'containment',
  'notification',
  'recovery',
] as const;
