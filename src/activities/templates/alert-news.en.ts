import type { AlertWords, NewsKind } from './alert-words';

/** What waits for somebody, and what concerns those whom it is told. */
export const NEWS_EN: Pick<AlertWords['kinds'], NewsKind> = {
  'report-received': {
    title: 'Your report was received',
    happened: 'Thank you. What you reported has reached those who look into it, under the number below.',
    asked:
      'Keep what you have, and change nothing in it. If you see more, report it with this number. You will hear from us when it is closed.',
  },
  'report-closed': {
    title: 'What became of your report',
    happened: 'What you reported was looked into, and is closed.',
    asked: 'Nothing. Thank you for having reported it.',
  },
  'handed-over': {
    title: 'Handed over to you',
    happened:
      'This was reported to us, and is no matter for the handling of data-protection incidents. It was handed to you.',
    asked:
      'Take it on from here: nobody else does. If personal data of customers turns out to be concerned after all, report it again with the number above.',
  },
  'handover-unreached': {
    title: 'Handed over, and not received',
    happened: 'This case was handed to somebody to whom our mail cannot be delivered.',
    asked: 'Acknowledge, tell them in another way, or hand it to somebody else (command: reclassify).',
  },
  'help-asked': {
    title: 'A customer asks for help',
    happened: 'A customer asked for help in this case, and you see to it.',
    asked: 'Acknowledge, read in the timeline what it asks for, help, and note the answer (command: answer-help).',
  },
  'help-overdue': {
    title: 'Help asked for, and not ended',
    happened: 'A customer asked for help, longer ago than it should take.',
    asked:
      'Give it, or see who does, and say when it has ended (command: end-assistance). An acknowledgement alone leaves it waiting.',
  },
  'question-asked': {
    title: 'A recipient asks',
    happened: 'Somebody who got a notice asks something about it, by the page that its link opens.',
    asked: 'Read it and answer it there: the answer stands on that page.',
  },
  'customers-silent': {
    title: 'No sign of having read it',
    happened:
      'The mail servers of these customers took our notice, and nobody there has opened or confirmed it. Their other contacts have it by now, where there are any.',
    asked:
      'Tell each by telephone, letter, portal or in person and record that (command: record-contact). Whom nobody can tell is waived with a reason (command: waive-customer).',
  },
  'question-overdue': {
    title: 'A recipient still waits for an answer',
    happened: 'Somebody who got a notice asked about it, and has no answer in the time that is given for it.',
    asked: 'Read it and answer it now. An acknowledgement alone leaves it waiting.',
  },
  'second-person-overdue': {
    title: 'A second person is still needed',
    happened: 'An act waits for a second person to confirm it, for longer than it should.',
    asked: 'Check it, and confirm or decline it now, signed in. An acknowledgement alone leaves it waiting.',
  },
  'withholding-overdue': {
    title: 'Is it still to be withheld?',
    happened: 'Customers are not told something at this stage, and the time to look at that again has come.',
    asked:
      'Release it, so that the next update says it (command: release-withheld), or say why not yet, and until when (command: review-withholding).',
  },
  'authority-soon': {
    title: 'The authority is due within a day',
    happened:
      'We are a controller of the data concerned, and 48 hours have passed since we became aware. GDPR Art. 33(1) gives 72.',
    asked: 'Notify the authority, in phases if need be, and record it (command: record-filing).',
  },
  'authority-overdue': {
    title: 'The authority is not notified',
    happened:
      'We are a controller of the data concerned, and 72 hours have passed since we became aware: no notification to an authority is on record.',
    asked:
      'Notify it now, with the reasons of the delay, and record that (command: record-filing), or why it is not required.',
  },
  'regime-soon': {
    title: 'A law wants something of us soon',
    happened: 'Somebody judged that a law or contract applies to this incident, and what it wants is due soon.',
    asked: 'Do it, and record it with its proof (command: record-regime-duty).',
  },
  'regime-overdue': {
    title: 'What a law wants of us is overdue',
    happened:
      'Somebody judged that a law or contract applies to this incident, and what it wants is not on record in time.',
    asked: 'Do it now, and record it with its proof and the reasons of the delay (command: record-regime-duty).',
  },
  'hold-overdue': {
    title: 'Is the notice still to be held?',
    happened:
      'A notice to customers is held back, and the time to look at that again has come. What is promised to customers runs on.',
    asked:
      'Let it go, or say why not yet: end the hold (command: hold-release, with decline), and hold it anew if you must.',
  },
  'approval-overdue': {
    title: 'Notice still awaits approval',
    happened: 'A notice to customers waits for its approvals, for longer than it should.',
    asked:
      'Read it, and approve or reject it now, signed in (commands: approve-notice, reject-notice). An acknowledgement alone leaves it waiting.',
  },
  'notice-approved': {
    title: 'Notice approved, to be released',
    happened: 'A notice to customers has both approvals. Nobody gets it before it is released.',
    asked: 'Release it, signed in (command: release-notice).',
  },
  'release-overdue': {
    title: 'Approved notice not released',
    happened: 'A notice to customers has both approvals, and nobody has released it.',
    asked:
      'Release it now, or reject it with a reason, signed in (commands: release-notice, reject-notice). An acknowledgement alone leaves it waiting.',
  },
  'notice-rejected': {
    title: 'Notice rejected',
    happened: 'A notice that you drafted or approved was rejected. It cannot be released any more.',
    asked: 'Read the reason under "Detail", mend what is wrong, and draft it again (command: draft-notice).',
  },
  'notice-stale': {
    title: 'Notice overtaken by the facts',
    happened: 'What a notice says has changed after you drafted or approved it. It cannot be released as it stands.',
    asked: 'Draft it again from the facts (command: draft-notice); the new text needs both approvals.',
  },
  'merge-declined': {
    title: 'Merging was declined',
    happened:
      'The incident that you offered this one to did not take it over. This one goes on by itself, with its own clocks.',
    asked: 'Read the reason under "Detail". Offer it again once that is settled (command: merge-into), or go on here.',
  },
  'notice-sent': {
    title: 'Notice sent',
    happened: 'The sending of a notice to customers has ended.',
    asked: 'See who has it and who has not.',
  },
};
