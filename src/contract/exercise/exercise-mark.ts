import { z } from 'zod';
import { NATURES, type ExerciseMark } from '../../domain/exercise/mark';
import type { Agrees } from '../same-fields';
import { storedInstant } from '../words';

/** In whatever shows an incident that is an exercise. */
export const exerciseMark = z
  .object({
    id: z.string().meta({ description: 'The exercise.', examples: ['EXE-2026-0001'] }),
    scenario: z.string(),
    nature: z.enum(NATURES),
    pace: z
      .object({
        origin: storedInstant('When its story began.'),
        factor: z.number().meta({ description: 'Hours of the story for each hour of the world.', examples: [72] }),
      })
      .meta({ description: 'How its time runs: every instant of it is its story’s.' }),
  })
  .meta({ id: 'ExerciseMark', description: 'An exercise: nothing of it happened.' });

const _agreed: Agrees<ExerciseMark, z.infer<typeof exerciseMark>> = true;
