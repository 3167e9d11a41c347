import { z } from 'zod';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { playbookShape } from '../tasks/playbook';
import { LIST_MAX, recordId } from '../words';

interface Parts<Triage, Affected, Fact, Draft> {
  assess: Triage;
  'add-affected-customers': Affected;
  'set-fact': Fact;
  'draft-notice': Draft;
}

/** Of the bodies of the commands whose parts it takes. */
export function fastTrackOf<
  Triage extends z.ZodType,
  Declaration extends z.ZodType,
  Affected extends z.ZodType,
  Fact extends z.ZodType,
  Draft extends z.ZodType,
>(parts: Parts<Triage, Affected, Fact, Draft>, declaration: Declaration) {
  return z.strictObject({
    triage: parts.assess.meta({ description: 'The triage, as by `assess`.' }),
    declaration: declaration.optional().meta({ description: 'The declaration, as by `declare`.' }),
    playbook: recordId('The playbook, as by `choose-playbook`.', 'misdirected-email').optional(),
    content: playbookShape.optional(),
    done: z
      .array(recordId('The id of a step.', 'recall'))
      .min(1)
      .max(LIST_MAX)
      .optional()
      .meta({ description: 'Steps of the playbook that are done already.' }),
    affected: parts['add-affected-customers']
      .optional()
      .meta({ description: 'Affected customers, as by `add-affected-customers`.' }),
    facts: z
      .array(parts['set-fact'])
      .min(1)
      .max(FACT_FIELDS.length)
      .optional()
      .meta({ description: 'Fields of the fact sheet, each as by `set-fact`.' }),
    draft: parts['draft-notice'].optional().meta({ description: 'The draft of a notice, as by `draft-notice`.' }),
  });
}
