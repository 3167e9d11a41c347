import { z } from 'zod';

export const taskNumber = z
  .int()
  .min(1)
  .max(9_999)
  .meta({ description: 'The number of the task.', examples: [1] });
