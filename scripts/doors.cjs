// Who may import whom. ESLint says it in the editor, dependency-cruiser for the whole graph; both read this table.

/** @typedef {{imports: string[], types?: string[], packages?: string[]}} Room */

/** @type {Record<string, Room>} */
const rooms = {
  domain: { imports: [], packages: [] },
  contract: { imports: ['domain'] },
  workflows: { imports: ['domain'], types: ['activities'], packages: ['@temporalio/workflow', '@temporalio/common'] },
  activities: { imports: ['domain', 'contract', 'register', 'disk'] },
  register: { imports: ['domain', 'disk'] },
  upkeep: { imports: ['domain', 'register', 'workflows/messages'] },
  codec: { imports: ['domain', 'disk'] },
  disk: { imports: [] },
  api: { imports: ['domain', 'contract', 'register', 'codec', 'web', 'workflows/messages'], types: ['workflows'] },
  console: { imports: ['domain'], types: ['contract'] },
  web: { imports: ['contract/problems'] },
  mailbox: { imports: ['web'] },
  demo: { imports: ['domain', 'contract', 'disk'] },
};

/** Composition roots: they may import every room, and what lies beside the rooms is theirs alone. */
const entries = [
  'src/worker.ts',
  'src/migrate.ts',
  'src/rebuild.ts',
  'src/verify.ts',
  'src/reconcile.ts',
  'src/adopt-rules.ts',
  'src/recover-operator.ts',
  'src/start.ts',
  'src/api/main.ts',
  'src/mailbox/main.ts',
  'src/ui-proxy.ts',
];
const forEntries = [
  'src/process/clock.ts',
  'src/process/config.ts',
  'src/process/entry.ts',
  'src/process/log.ts',
  'src/process/log-output.ts',
  'src/process/founding.ts',
  'src/process/keys.ts',
  'src/process/open-register.ts',
  'src/process/temporal-client.ts',
  'src/process/worker-metrics.ts',
];

/** Packages that belong to some rooms only; entries are free. */
const owners = {
  pg: ['register'],
  kysely: ['register'],
  '@electric-sql/pglite': ['register'],
  nodemailer: ['activities'],
  express: ['api', 'mailbox'],
  'express-rate-limit': ['api'],
  'prom-client': ['api'],
  '@temporalio/worker': [],
};

module.exports = { rooms, entries, forEntries, owners };
