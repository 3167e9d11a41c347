import { SCENARIOS } from './scenarios';
import { keepingPromises } from './suite';

jest.setTimeout(600_000);

keepingPromises(
  'when anything beside the workers dies, a line is bad, or the disk is full',
  SCENARIOS.filter(({ name }) => !name.includes('worker')),
  4,
);
