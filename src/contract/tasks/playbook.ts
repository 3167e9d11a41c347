import { z } from 'zod';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { ROLES } from '../../domain/primitives/people';
import { DEPTHS } from '../../domain/tasks/state';
import { SCENARIOS } from '../../domain/triage/triage';
import { line, oneOf, recordId, text } from '../words';

const name = (description: string, example: string) => recordId(description, example);
const lines = (description: string, example: string) =>
  z
    .array(line(description, example))
    .max(40)
    .meta({ description, examples: [[example]] });

/** As a file says it, and as the API gives it to an incident. */
export const playbookShape = z.strictObject({
  name: name('Its name, and that of its file.', 'misdirected-email'),
  version: name('Counts up with each change.', '1'),
  title: line('What it is for.', 'A mail went to a wrong address'),
  scenario: oneOf(SCENARIOS, 'The kind of case for which it is proposed.').optional(),
  depth: oneOf(DEPTHS, 'How deep the examination goes.'),
  needToKnow: z
    .boolean()
    .meta({ description: 'Whether choosing it restricts the incident to its members.', examples: [false] }),
  postMortem: oneOf(['full', 'short'], 'Whether closing waits for the post-mortem, which is owed in any case.'),
  triage: lines('A question of triage.', 'Who received it, and do we know them?'),
  steps: z
    .array(
      z.strictObject({
        id: name('Known by it in other playbooks, too.', 'ask-deletion'),
        title: line('What is done.', 'Ask every recipient to delete it, and to confirm that in writing'),
        department: line('By whom.', 'response'),
        role: oneOf(ROLES, 'Who hears of it.'),
        limitHours: z
          .number()
          .min(0.25)
          .max(2_160)
          .meta({ description: 'Hours from when the playbook is chosen.', examples: [4] }),
      }),
    )
    .min(1)
    .max(40)
    .meta({ description: 'In their order.' }),
  evidence: lines('What is kept.', 'The message trace and the headers'),
  facts: z.array(oneOf(FACT_FIELDS, 'To be found out for the notice.')).max(FACT_FIELDS.length),
  noticeAdvice: text('What customers should be told.', 'Say whose data went where, and that the recipient deleted it.'),
  prompts: lines('A question of the post-mortem.', 'What would have kept the address from being taken?'),
});

export const playbook = playbookShape.meta({ id: 'Playbook', description: 'A procedure for one kind of incident.' });
