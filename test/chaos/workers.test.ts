import { SCENARIOS } from './scenarios';
import { keepingPromises } from './suite';

jest.setTimeout(600_000);

keepingPromises(
  'when a worker dies or stands still',
  SCENARIOS.filter(({ name }) => name.includes('worker')),
  2,
);
