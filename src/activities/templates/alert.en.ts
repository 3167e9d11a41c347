import type { AlertWords } from './alert-words';
import { NEWS_EN } from './alert-news.en';
import { DUTIES_EN } from './alert-duties.en';
import { EXERCISE_DETAILS_EN, EXERCISE_EN, EXERCISE_LABELS_EN } from './alert-exercise.en';
import { LESSON_DETAILS_EN, LESSONS_EN } from './alert-lessons.en';
import { LACKS_EN, RESTRICTED_EN } from './alert-restricted.en';

export const ALERT_EN: AlertWords = {
  kinds: {
    ...{ ...NEWS_EN, ...RESTRICTED_EN, ...LESSONS_EN, ...EXERCISE_EN },
    reported: {
      title: 'New report to triage',
      happened: 'Something was reported that may be a data-protection incident. The triage clock runs.',
      asked: 'Acknowledge, read the report and record the five entries of triage (command: assess).',
    },
    assigned: {
      title: 'You are assigned',
      happened: 'This case was assigned to you.',
      asked: 'Acknowledge, and carry the case on from the stage it is in.',
    },
    stakeholders: {
      title: 'A case you should know of',
      happened: 'By its class, severity or scenario this case concerns your role.',
      asked: 'Read it, and tell the people in charge what they need to know from your side.',
    },
    declared: {
      title: 'Incident declared',
      happened:
        'A data-protection incident was declared. Our commitment to tell every affected customer counts from the declaration.',
      asked: 'Acknowledge. Then see to your part: affected customers, facts, draft, approvals.',
    },
    'declaration-unconfirmed': {
      title: 'Declaration waits for confirmation',
      happened: 'The incident was declared by a signal, whose author cannot be verified. The clock runs all the same.',
      asked:
        'Confirm the declaration signed in (command: declare), or ask for its withdrawal (command: withdraw-declaration).',
    },
    'declaration-denied': {
      title: 'Declared, and answered "no"',
      happened:
        'The incident is declared, and the triage now answers "no" where a declaration needs a yes. The declaration stands, and so does its clock.',
      asked:
        'Look at the answers named under "Detail". If they are right, ask for the withdrawal of the declaration (command: withdraw-declaration); if not, assess again (command: assess).',
    },
    'triage-overdue': {
      title: 'Triage overdue',
      happened: 'Triage has not ended in the time it is given.',
      asked: 'Record what is missing (command: assess). What is not known yet may be answered "unknown".',
    },
    'decision-overdue': {
      title: 'Decision overdue',
      happened: 'This case is suspected, and neither declared nor classified otherwise.',
      asked:
        'Declare it, on reasonable suspicion if need be (command: declare), reclassify it, or note what is missing and until when (command: note-progress).',
    },
    'commitment-warning': {
      title: 'Customers not yet told',
      happened: 'Affected customers have not been told yet, and our commitment to tell them is running out.',
      asked:
        'See what is still owed: affected customers, draft, two approvals, release. A first notice may say "not yet known".',
    },
    'commitment-expired': {
      title: 'Commitment expired, customers not told',
      happened: 'Our commitment to tell every affected customer has expired, and customers have still not been told.',
      asked: 'Tell them now, and give the reason for the delay (command: explain-delay).',
    },
    'event-warning': {
      title: 'Customers not yet told of an event',
      happened: 'The customers have not been told yet what we observed.',
      asked: 'Draft, approve and release the event notice.',
    },
    'clearance-warning': {
      title: 'Customers not yet told that they are not affected',
      happened: 'Customers who were told of the incident are not affected after all, and have not been told that yet.',
      asked:
        'Draft, approve and release a notice of the kind clearance, or have a person tell them and record that (command: record-contact).',
    },
    'promise-warning': {
      title: 'Promised to customers in writing',
      happened: 'A notice promised customers word by a date that is near, and they do not have it yet.',
      asked:
        'Set the facts that are known by now (command: set-fact), then send an update: draft, two approvals, release. It may name a new date.',
    },
    'promise-expired': {
      title: 'A written promise is broken',
      happened: 'A notice promised customers word by a date that has passed, and they do not have it.',
      asked:
        'Acknowledge, write to them now, also where nothing new is known (command: draft-notice), and give the reason for the delay (command: explain-delay).',
    },
    'final-notice-owed': {
      title: 'Final notice still owed',
      happened:
        'Customers were promised a notice when the incident is resolved. None was sent, and the incident cannot be closed without it.',
      asked:
        'If it is resolved, send the final notice: draft, two approvals, release. If not, write to the customers how it stands. Two people may waive it with a reason (command: waive-promise).',
    },
    'fact-overdue': {
      title: 'A fact is still unknown',
      happened:
        'A fact was to be found out by now, and is still unknown. The person named under "Detail" was to find it.',
      asked:
        'Acknowledge, and set the fact (command: set-fact): as known, or once more as unknown, with who finds out and until when.',
    },
    'reason-demanded': {
      title: 'Reason for the delay wanted',
      happened: 'Customers are told late, and no recent reason is on record.',
      asked: 'Give the reason (command: explain-delay), and tell the customers.',
    },
    'customers-unreachable': {
      title: 'No deliverable contact',
      happened: 'Some affected customers have no administrator whose mail server accepts our mail.',
      asked:
        'Find another contact and correct it in the register, or tell them by telephone, letter, portal or in person and record that (command: record-contact). Whom nobody can tell is waived with a reason (command: waive-customer).',
    },
    'customers-unknown': {
      title: 'Affected customers who are not in the register',
      happened:
        'Customers or a product were named as affected, and the register does not have them. Nobody can tell them like this; our commitment stays open, and counts from when they were first named.',
      asked:
        'Import the customers and add them again (command: add-affected-customers), or take off what was mistyped, with the reason (command: remove-affected-customer).',
    },
    'terms-kept': {
      title: 'Added again, with a shorter contract',
      happened:
        'Customers were added again whose contract has become shorter since they were first added. For this case they keep the term of the first time: a due does not move because a contract changes.',
      asked:
        'See what their contract says, and tell them in that time where you can: draft, two approvals, release (command: draft-notice).',
    },
    'customer-removed': {
      title: 'Taken off a declared incident',
      happened: 'One person took a customer or a product off this declared incident. The case says who did, and why.',
      asked:
        'Read the reason in the timeline. If it is affected after all, add it again (command: add-affected-customers); its clock is the old one.',
    },
    'contact-recorded': {
      title: 'Told by a person',
      happened: 'Somebody recorded that a person told a customer. The customer counts as told from that instant.',
      asked:
        'If that does not hold, revoke it with the reason (command: revoke-contact): the customer is owed again then.',
    },
    'contact-revoked': {
      title: 'Not told by a person after all',
      happened:
        'Somebody took back the record that a person told a customer. Unless it was told otherwise, the customer is owed again, at its old due.',
      asked: 'See that the customer is told: by a notice, or by a person who records it (command: record-contact).',
    },
    'help-overdue': {
      title: 'A customer still waits for help',
      happened: 'A customer asked for help, and has no answer in the time that is given for it.',
      asked:
        'Answer it and note that (command: answer-help), or give it to somebody else (command: ask-help, with the owner).',
    },
    'second-person-needed': {
      title: 'A second person is needed',
      happened: 'Somebody asked for an act that a second person has to confirm.',
      asked: 'Check it, and if it is right give the same command, signed in.',
    },
    'notice-awaits-approval': {
      title: 'Notice awaits approval',
      happened: 'A notice to customers is composed and waits for its two approvals.',
      asked:
        'Read it, then approve it with its hash or reject it with a reason, signed in (commands: approve-notice, reject-notice).',
    },
    reopened: {
      title: 'Case opened again',
      happened:
        'A closed case was opened again, at the stage of investigation. Its clocks are the old ones; what is owed to customers is counted again.',
      asked: 'Acknowledge, read the reason in the timeline, and take the case up again.',
    },
    'scope-unchanged': {
      title: 'Scope left as it was',
      happened: 'Something was to be noted of a customer, and was not.',
      asked:
        'Check the id under "Detail". Who was told is not taken off: if it is not affected, clear it (command: clear-customer); if what it was told is wrong, send a correction.',
    },
    'set-aside': {
      title: 'Commands to look at that were taken and not done',
      happened:
        'Commands were taken that have no place in the story of this case: they were given between a backup and its restore, or kept while the case could not be reached, and then refused. They stand in its timeline, and nothing was done on them.',
      asked: 'Read them there (event: reconciled) and give again what still holds.',
    },
  },
  declaredBySignal: {
    title: 'Incident declared by signal, to be confirmed',
    happened:
      'A data-protection incident was declared by a signal, whose author cannot be verified. Our commitment to tell every affected customer counts from the declaration all the same.',
    asked:
      'Acknowledge. Then confirm the declaration, signed in, or have it withdrawn. See to your part: affected customers, facts, draft, approvals.',
  },
  unanswered: {
    before: 'Nobody has answered: ',
    since: (since, level, of) =>
      level < of
        ? `Nobody has answered since ${since}: you are the next to be asked (level ${level} of ${of}).`
        : `Nobody has answered since ${since}: you are the last to be asked (level ${level} of ${of}), and are asked again until somebody answers.`,
    inHand: (names) => `This case is in the hands of ${names}, who has not answered this alert.`,
  },
  together: (others) =>
    `This person reported much within minutes, so this mail stands for ${others} more ${others === 1 ? 'alert' : 'alerts'}. Each case waits for its own answer, in the way said below, under its own number:`,
  notYours:
    'You cannot do this yourself, but those named below can: call one of them, and see that it is done. This is asked of them:',
  headings: { clock: 'The clock', asked: 'What is asked of you', how: 'How', first: 'First of all now:' },
  labels: {
    case: 'Case',
    class: 'Class',
    stage: 'Stage',
    severity: 'Severity',
    product: 'Product',
    declared: 'Declared',
    channel: 'Reported through',
    detected: 'Detected',
    ...EXERCISE_LABELS_EN,
    seen: 'What was seen',
    seenBy: 'Reported by',
    externalReference: 'Number there',
    outsider: 'Told us from outside',
    answerTo: 'To be answered by',
    declaredAfter: 'From awareness to declaration',
    basis: 'Basis',
    policy: 'Policy instead of GDPR',
    policyHours: 'Its term',
    detail: 'Detail',
    reason: 'Reason',
    term: 'Term',
    due: 'Due before',
    local: 'Your time',
    left: 'Time',
  },
  values: {
    undetermined: 'undetermined',
    incident: 'incident',
    event: 'event',
    'out-of-scope': 'out of scope',
    'not-an-incident': 'not an incident',
    triage: 'triage',
    investigation: 'investigation',
    containment: 'containment',
    recovery: 'recovery',
    review: 'review',
    closed: 'closed',
    low: 'low',
    medium: 'medium',
    high: 'high',
    'very-high': 'very high',
  },
  channels: {
    'signature-alarm': 'signature alarm',
    'anomaly-alarm': 'anomaly alarm',
    'malicious-activity': 'sign of malicious activity',
    'customer-portal': 'customer portal',
    'third-party': 'third party',
    staff: 'staff',
    'reporting-system': 'general reporting system',
    team: 'the team itself',
  },
  bases: { confirmed: 'confirmed', likely: 'likely', 'reasonable-suspicion': 'reasonable suspicion' },
  anchors: { detected: 'detected', aware: 'aware', declared: 'declared' },
  ways: { telephone: 'by telephone', letter: 'by letter', portal: 'by portal', 'in-person': 'in person' },
  term: {
    lengths: {
      hours: (count) => `${count} h`,
      days: (count) => `${count} calendar ${count === 1 ? 'day' : 'days'}`,
      months: (count) => `${count} ${count === 1 ? 'month' : 'months'}`,
      'business-days': (count) => `${count} business ${count === 1 ? 'day' : 'days'}`,
    },
    from: { detected: 'from detection', aware: 'from awareness', declared: 'from the declaration' },
    sources: { commitment: 'by our commitment', policy: 'by the policy', contract: 'by contract' },
  },
  details: {
    hoursLeft: (span) => `The warning that comes ${span} before the end`,
    notice: (notice, hash) => `Notice ${notice}, text ${hash}`,
    outOfReach: (customers, names) =>
      `${customers} ${customers === 1 ? 'customer' : 'customers'} without a deliverable contact${names && `: ${names}`}`,
    contact: (way, customer, at) => `Customer ${customer}, ${way}, ${at}`,
    help: (customer, owner) => `Customer ${customer}, seen to by ${owner}`,
    question: (customer, notice, more) =>
      `Customer ${customer}, about notice ${notice}${more > 0 ? `, and ${more} more` : ''}`,
    revokedContact: (customer, reason) => `Customer ${customer}: ${reason}`,
    denial: (answers) => `Answered "no": ${answers}`,
    unregistered: (names, more) => (more > 0 ? `${names} and ${more} more` : names),
    near: (names) => `The register has: ${names}`,
    keptTerm: (customer, kept, contract) => `${customer} (now ${contract}; here still ${kept})`,
    mark: {
      'already-told': (customer) => `Customer ${customer} is told already`,
      'not-told': (customer) => `Customer ${customer} was not told; remove it instead of clearing it`,
      'no-such-contact': (customer) => `No contact of that id is on record for customer ${customer}, or it is revoked`,
      'not-in-scope': (customer) => `Customer ${customer} is not among the affected`,
    },
    fact: (field, owner) => `${field}, to be found out by ${owner}`,
    promiseWaiver: (by, promise) => `${by} asks to give up what was promised: ${promise}`,
    hold: (by, notice) => `${by} holds notice ${notice} back`,
    withholding: (by, withholding, field) =>
      `${by} asks that customers are not told something at this stage (withholding ${withholding}, of the fact ${field})`,
    waiver: (by, customer) => `${by} asks not to tell customer ${customer} any more`,
    withdrawal: (by, becomes) => `${by} asks to take the declaration back; the case would then be: ${becomes}`,
    correction: (by, anchor, to) => `${by} asks to move the instant "${anchor}" to ${to}`,
    rejection: (by, notice, reason) => `${by} rejected notice ${notice}: ${reason}`,
    sending: (notice, told, customers, unreachable) =>
      `Notice ${notice}: ${told} of ${customers} customers told${unreachable > 0 ? `, and ${unreachable} without a deliverable contact` : ''}`,
    unreached: (names) => `Not delivered to ${names}`,
    ...LESSON_DETAILS_EN,
    ...EXERCISE_DETAILS_EN,
    setAside: (commands) => `Commands set aside: ${commands}`,
    lacks: LACKS_EN,
    glass: (by, until) => `${by} is in until ${until}`,
    lifting: (by) => `${by} asks for the restriction to be lifted`,
  },
  duties: DUTIES_EN,
  outcomes: {
    incident: 'It was an incident of data protection. It was dealt with, and those who had to be told were told.',
    event: 'It came from the side of a customer, who was told what we saw.',
    'out-of-scope': 'It was no matter of data protection, and was handed to those who deal with it.',
    'not-an-incident': 'It turned out to be no incident of data protection.',
    undetermined: 'It was closed.',
  },
  promise: {
    incident: 'Our commitment to tell every affected customer:',
    event: 'What we owe the customers of this event, to tell them what we observed:',
    written: 'What we promised customers in writing:',
    other: 'The nearest of our promises to customers:',
  },
  noClock: 'No promise to customers is running yet.',
  how: {
    read: {
      case: 'Read the case:',
      timeline: 'Read its timeline:',
      notices: 'See which notices there are and what each waits for:',
      notice: 'Read the text:',
      deliveries: 'See which deliveries were refused:',
      'post-mortem': 'Read the post-mortem:',
      unreachable: 'See which customers no notice can reach:',
      questions: 'Read the questions, and answer:',
    },
    commands: {
      acknowledge: 'Acknowledge, so that nobody else is called:',
      assess: 'Record the triage; what you leave out stays open:',
      classify: 'Say what else it is:',
      wait: 'Say what is missing, and until when:',
      declare: 'Declare it:',
      'declare-again': 'Confirm the declaration as it stands:',
      withdraw: 'Ask for its withdrawal:',
      scope: 'Name affected customers:',
      remove: 'Take one off who was named by mistake:',
      fact: 'Enter a fact for the notice:',
      draft: 'Draft a notice from the facts:',
      approve: 'Approve exactly this text:',
      release: 'Release it:',
      reject: 'Reject it:',
      explain: 'Give the reason for the delay:',
      waive: 'Ask not to tell one customer, by name:',
      contact: 'Record that a person told one of them (way: telephone, letter, portal or in-person):',
      help: 'Note what the customer got:',
      member: 'Add a member:',
      glass: 'Let yourself in:',
      revoke: 'Take the record back:',
      'waive-promise': 'Ask to give up what was promised, by its id:',
      postpone: 'Or say who finds it out, and until when:',
      confirm: 'Confirm it:',
      decline: 'Put it aside:',
      'end-help': 'Say that the help has ended, and how:',
      file: 'Record that the authority was notified:',
      'regime-duty': 'Record that it was done, with its proof:',
      'release-withheld': 'Release it:',
      'review-withheld': 'Say why not yet, and until when:',
      'end-task': 'End the task, or skip it with the reason:',
    },
    bySignal: 'Acknowledge without the API, by the temporal program:',
    fillIn: (docs) => `Fill in what stands empty (""); what may stand there is said in ${docs}.`,
    forOthers: (commands, roles) => `What ${roles} can do, and you cannot: ${commands}. Call one of them:`,
    yourOwn: 'This is your own draft or request: another person has to take it on.',
    open: "The case in Temporal's UI",
    page: 'Acknowledge it on its page, signed in',
    onPage: 'Do it on its page',
    signIn: 'To read there, sign in once',
  },
  repeat: 'You may have received this message once before.',
};
