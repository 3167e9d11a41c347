import { together } from '../support/together';

// Of `npm run test:fast`, beside the domain: what may come in, and how the API takes it, whose incidents are in memory.
together([
  ...['primitives', 'contract', 'codec', 'api/case/incidents.test.ts', 'api/case/declaring.test.ts'],
  ...['api/case/reading.test.ts', 'api/case/listing.test.ts', 'api/clocks', 'api/codec.test.ts', 'api/doors.test.ts'],
  ...['api/events.test.ts', 'api/idempotency.test.ts', 'api/scope', 'api/strangers.test.ts'],
]);
