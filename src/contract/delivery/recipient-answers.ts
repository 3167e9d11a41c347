import { z } from 'zod';
import { incidentId, personId, storedInstant, text } from '../words';

export const question = z
  .object({
    id: z.int().meta({ description: 'Names it among all.', examples: [1] }),
    incident: incidentId('The incident.'),
    notice: z.int().meta({ description: 'The notice that it is about.', examples: [1] }),
    delivery: z.string().meta({ description: 'The delivery by whose link it was asked.' }),
    customer: z.string(),
    askedAt: storedInstant('When.'),
    words: z.string(),
    answer: z.string().optional(),
    answeredAt: storedInstant('When; absent while it waits.').optional(),
    answeredBy: personId('Who answered.').optional(),
  })
  .meta({ id: 'Question' });

export const questionList = z.object({ items: z.array(question) }).meta({ id: 'Questions' });

export const questionAnswer = z
  .strictObject({
    words: text('The answer. The recipient reads it by the link of the notice.', 'The list held names only.'),
  })
  .meta({ id: 'QuestionAnswer' });
