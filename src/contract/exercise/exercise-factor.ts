import { z } from 'zod';
import { FASTEST } from '../../domain/primitives/pace';

export const factor = z
  .number()
  .min(1)
  .max(FASTEST)
  .meta({ description: 'Hours of the story for each hour of the world; 1 is real time.', examples: [72] });
