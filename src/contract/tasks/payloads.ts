import { z } from 'zod';
import { playbookShape } from './playbook';
import { taskNumber } from './task';
import { instant, line, oneOf, personId, recordId, text } from '../words';

const department = (description: string) =>
  line(`${description} response, security, legal, communications, or any other.`, 'legal');
/** What is said of tasks, departments and the playbook. */
export const taskPayloads = {
  'give-task': z.strictObject({
    title: line('What is to be done.', 'Find out who else received it'),
    department: department('Whose it is.'),
    owner: personId('Who does it; left out, whoever of the department takes it.', 'responder').optional(),
    due: instant('Until when.', '2026-11-24T12:00:00Z'),
  }),
  'pass-task': z.strictObject({ task: taskNumber, owner: personId('Who does it from now on.', 'responder') }),
  'end-task': z.strictObject({
    task: taskNumber,
    outcome: oneOf(['done', 'skipped'], 'Whether it was done.'),
    words: text('What was done or, of what is skipped, why.', 'The recipient was known already.').optional(),
  }),
  'report-department': z.strictObject({
    department: department('Which.'),
    line: line('How it stands.', 'Two of three customers called; the third is called at noon'),
  }),
  'set-bridge': z.strictObject({
    link: line('Where people meet.', 'https://meet.example/INC-2026-0001').optional(),
    number: line('The telephone number.', '+33 1 23 45 67 89, code 4711').optional(),
  }),
  'choose-playbook': z.strictObject({
    playbook: recordId('Its name, as /api/playbooks lists it.', 'misdirected-email'),
    reason: text('Why this one.', 'The recipient turned out to be one of ours.').optional(),
    content: playbookShape.optional(),
  }),
};
