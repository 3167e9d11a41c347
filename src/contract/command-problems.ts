import type { PersonCommand } from '../domain/commands';
import type { RefusalCode } from '../domain/primitives/refusal';

/** What any command may be refused as, whatever it is. */
const OF_ANY: readonly RefusalCode[] = [
  'malformed',
  'unknown-incident',
  'not-permitted',
  'wrong-stage',
  'busy',
  'key-reused',
  'withheld-words',
];

/** Of a notice that is approved, rejected or released by its number and hash. */
const OF_A_NOTICE: readonly RefusalCode[] = ['unknown-notice', 'stale-text', 'nothing-open', 'already-so'];

const OF_A_SENDING: readonly RefusalCode[] = ['unknown-notice', 'nothing-open', 'already-so'];

const CLASSING: readonly RefusalCode[] = ['missing', 'wrong-class', 'already-so'];

const DRAFTING: readonly RefusalCode[] = [
  'date-past',
  'impossible-instant',
  'missing',
  'not-declared',
  'too-much',
  'unknown-notice',
  'wrong-class',
];
const DECLARING: readonly RefusalCode[] = [
  ...(['already-so', 'definition-not-met', 'impossible-instant'] as const),
  ...(['missing', 'not-a-confirmation', 'withdrawn'] as const),
];

const OWN: Record<PersonCommand, readonly RefusalCode[]> = {
  assess: [...CLASSING, 'unknown-person'],
  assign: ['already-so', 'missing', 'unknown-person'],
  acknowledge: ['already-so', 'unknown-alert'],
  declare: DECLARING,
  'fast-track': [...CLASSING, ...DECLARING, ...DRAFTING, 'stale-text', 'unknown-person'],
  'note-progress': ['impossible-instant', 'nothing-open', 'too-much'],
  'move-stage': ['already-so', 'missing'],
  'set-fact': ['already-so', 'impossible-instant', 'missing', 'stale-text', 'too-much', 'unknown-person'],
  'add-affected-customers': ['missing', 'too-much'],
  'import-scope': ['missing', 'too-much'],
  'remove-affected-customer': ['already-so', 'missing'],
  'clear-customer': ['already-so', 'missing', 'not-declared', 'too-much'],
  'record-contact': ['impossible-instant', 'missing', 'not-declared', 'wrong-class'],
  'revoke-contact': ['missing'],
  withhold: ['already-so', 'impossible-instant', 'missing', 'too-much'],
  'approve-withholding': ['already-so', 'nothing-open', 'second-person'],
  'review-withholding': ['already-so', 'impossible-instant', 'nothing-open'],
  'release-withheld': ['already-so', 'missing', 'nothing-open'],
  'draft-notice': DRAFTING,
  'comment-notice': ['unknown-notice', 'missing'],
  'allow-name': ['unknown-notice', 'nothing-open'],
  'hold-release': [
    ...(['unknown-notice', 'already-so', 'nothing-open', 'missing'] as const),
    ...(['impossible-instant', 'second-person', 'unknown-person'] as const),
  ],
  'approve-notice': [...OF_A_NOTICE, 'date-past', 'missing', 'second-person'],
  'reject-notice': OF_A_NOTICE,
  'release-notice': [
    ...OF_A_NOTICE,
    'date-past',
    'missing',
    'not-declared',
    'second-person',
    'too-much',
    'wrong-class',
  ],
  'pause-sending': OF_A_SENDING,
  'resume-sending': OF_A_SENDING,
  'stop-sending': OF_A_SENDING,
  'send-again': ['unknown-notice', 'nothing-open'],
  'try-next-contact': ['unknown-notice', 'nothing-open', 'already-so'],
  'explain-delay': ['nothing-open'],
  'waive-customer': ['already-so', 'nothing-open', 'second-person', 'too-much'],
  'waive-promise': ['nothing-open', 'second-person', 'too-much'],
  'correct-anchor': ['already-so', 'impossible-instant', 'missing', 'nothing-open', 'second-person', 'too-much'],
  reclassify: CLASSING,
  'withdraw-declaration': [...CLASSING, 'not-a-confirmation', 'not-declared', 'nothing-open', 'second-person'],
  'offer-assistance': ['already-so', 'wrong-class'],
  'request-assistance': ['already-so', 'wrong-class'],
  'end-assistance': ['already-so', 'nothing-open', 'wrong-class'],
  'set-role': ['already-so'],
  'record-filing': ['impossible-instant', 'missing', 'nothing-open'],
  'judge-regime': ['already-so', 'impossible-instant', 'missing', 'nothing-open', 'too-much'],
  'record-regime-duty': ['already-so', 'impossible-instant', 'missing', 'nothing-open'],
  'ask-help': ['already-so', 'missing', 'too-much', 'unknown-person'],
  'answer-help': ['nothing-open'],
  'score-severity': ['missing'],
  'give-task': ['impossible-instant', 'missing', 'too-much', 'unknown-person'],
  'pass-task': ['already-so', 'missing', 'nothing-open', 'unknown-person'],
  'record-evidence': ['already-so', 'impossible-instant', 'missing', 'too-much'],
  'pass-evidence': ['already-so', 'nothing-open', 'too-much'],
  'end-task': ['already-so', 'missing', 'nothing-open'],
  'report-department': ['already-so', 'too-much'],
  'set-bridge': ['missing'],
  'choose-playbook': ['already-so', 'missing', 'too-much'],
  'link-incident': ['already-so', 'too-much'],
  'unlink-incident': ['nothing-open'],
  'merge-into': ['still-open', 'withdrawn'],
  restrict: ['already-so', 'missing', 'unknown-person'],
  'lift-restriction': ['nothing-open', 'second-person'],
  'add-member': ['already-so', 'nothing-open', 'unknown-person', 'wrong-class'],
  'remove-member': ['already-so', 'missing', 'nothing-open'],
  'break-glass': ['already-so'],
  close: ['still-open'],
  reopen: [],
};

/** Refused by the API where the register does not have the customer, or the incident not in its scope. */
export const NAMING_A_CUSTOMER: readonly PersonCommand[] = [
  'remove-affected-customer',
  'clear-customer',
  'record-contact',
  'revoke-contact',
  'waive-customer',
  'send-again',
  'try-next-contact',
  'ask-help',
];

/** What an incident may refuse a command as. */
export function refusalsOf(command: PersonCommand): RefusalCode[] {
  return [...new Set([...OF_ANY, ...OWN[command]])];
}
