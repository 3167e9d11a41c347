import { z } from 'zod';
import { ROLES } from '../../domain/primitives/people';
import { SEVERITIES } from '../../domain/triage/report';
import { SCENARIOS } from '../../domain/triage/triage';
import { evidence } from '../evidence/evidence';
import { playbook } from '../tasks/playbook';
import { judgedRegimes } from '../regimes/regimes';
import { scoring } from '../triage/severity';
import { definition } from '../triage/triage';
import { storedInstant } from '../words';

const at = (description: string) => storedInstant(description);
const person = z.string();

/** Of an incident: what triage found, how grave it was scored, who does what, by which playbook, and that there is a post-mortem. */
export const procedure = {
  procedures: z
    .array(z.object({ name: z.string(), version: z.string(), sha256: z.string() }))
    .optional()
    .meta({ description: 'Those that were in force when it was opened: it runs under these versions.' }),
  triage: z.object({
    evaluation: z.string().optional(),
    definition,
    inScope: z.enum(['yes', 'no']).optional(),
    malicious: z.enum(['yes', 'no', 'unknown']).optional(),
    findings: z.string().optional(),
    severity: z.object({ level: z.enum(SEVERITIES), reason: z.string() }).optional(),
    scenario: z.enum(SCENARIOS).optional(),
    stakeholders: z.object({ roles: z.array(z.enum(ROLES)), reached: z.array(person) }),
    missing: z.array(z.string()).meta({ description: 'What triage still needs before it ends.' }),
    endedAt: at('When it ended.').optional(),
  }),
  scoring: scoring.optional(),
  tasks: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      department: z.string(),
      role: z.enum(ROLES),
      owner: person.optional(),
      due: at('Until when.'),
      step: z.string().optional().meta({ description: 'Of the playbook.' }),
      status: z.enum(['open', 'done', 'skipped']),
      words: z.string().optional(),
      endedAt: at('When it was done or skipped.').optional(),
      by: person.optional(),
    }),
  ),
  departments: z
    .record(z.string(), z.object({ line: z.string(), by: person, at: at('When.') }))
    .meta({ description: 'How each department stands, in one line.' }),
  regimes: judgedRegimes.optional(),
  evidence: z.array(evidence).meta({ description: 'What was secured, and through whose hands it went.' }),
  bridge: z.object({ link: z.string().optional(), number: z.string().optional() }).optional(),
  playbook: playbook.optional().meta({ description: 'As it was when it was chosen.' }),
  postMortem: z
    .object({
      openedAt: at('When it opened.'),
      due: at('Until when it is to be approved.'),
      isShort: z.literal(true).optional().meta({ description: 'Closing does not wait for it.' }),
      approvedAt: at('When it was approved.').optional(),
      approvedBy: z.array(person).optional(),
      synthesis: z
        .object({ cause: z.string(), done: z.string(), prevention: z.string(), approvedBy: z.array(person) })
        .optional()
        .meta({ description: 'What notices to customers may have of it.' }),
    })
    .optional()
    .meta({ description: 'That there is a post-mortem, and not a word of it.' }),
};
