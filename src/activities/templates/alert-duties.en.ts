import type { AlertWords } from './alert-words';

export const DUTIES_EN: AlertWords['duties'] = {
  triage: 'For the triage, until its five entries stand:',
  decision: 'For the decision what this case is:',
  'confirm-declaration': 'For a signed-in person to confirm the declaration:',
  'tell-customers': 'To tell every affected customer:',
  'tell-observation': 'To tell the customers what we observed:',
  'tell-withdrawal': 'To tell the customers of the withdrawal:',
  'tell-clearance': 'To tell a customer that it is not affected after all:',
  'promised-fact': 'To tell customers a fact, as promised in writing:',
  'promised-update': 'To write to customers again, as promised:',
  'final-notice': 'To send the final notice, or to look after it again:',
  'unknown-fact': 'To find out the fact:',
  'await-approval': 'For the approvals of the notice:',
  'await-release': 'For its release:',
  'await-second-person': 'For a second person to confirm or decline it:',
  'await-help': 'For the help that the customer asked for:',
  'await-answer': 'For the answer to a recipient:',
  'hold-review': 'To look again at a notice that is held:',
  'withholding-review': 'To look again at what customers are not told:',
  task: 'task',
};
