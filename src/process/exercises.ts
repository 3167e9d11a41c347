import { join } from 'node:path';
import type { ExerciseScenario } from '../domain/exercise/scenario';
import { readScenario } from '../rules/exercise';
import { namedFiles } from './named-files';

export const SHIPPED_EXERCISES = join(__dirname, '..', '..', 'exercises');

export const scenarioFiles = namedFiles<ExerciseScenario>({
  ...{ what: 'scenario', shipped: SHIPPED_EXERCISES, setting: 'TOCSIN_EXERCISES' },
  parse: (text) => {
    const read = readScenario(text);
    return 'faults' in read ? read : { one: read.scenario };
  },
});
