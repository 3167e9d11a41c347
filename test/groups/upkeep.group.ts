import { together } from '../support/together';

// The check itself takes longer than all of these.
together(['upkeep', 'clock.test.ts', 'founding.test.ts', 'keys.test.ts'], { but: ['upkeep/check.test.ts'] });
