import { together } from '../support/together';

// Of `npm run test:fast`, beside the domain: what may come in, and how the API takes it, whose incidents are in memory.
together([
  ...['primitives', 'contract', 'codec', 'api/case/incidents.test.ts', 'api/codec.test.ts', 'api/doors.test.ts'],
  ...['api/idempotency.test.ts', 'api/strangers.test.ts'],
]);
