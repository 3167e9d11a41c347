// Who may import whom. ESLint says it in the editor, dependency-cruiser for the whole graph; both read this table.

/** @typedef {{imports: string[], types?: string[], packages?: string[]}} Room */

/** @type {Record<string, Room>} */
const rooms = {
  domain: { imports: [], packages: [] },
  contract: { imports: ['domain'] },
  workflows: { imports: ['domain'], types: ['activities'], packages: ['@temporalio/workflow', '@temporalio/common'] },
  texts: { imports: ['domain', 'primitives'] },
  activities: { imports: ['domain', 'contract', 'register', 'texts', 'primitives'] },
  register: { imports: ['domain', 'primitives'] },
  upkeep: { imports: ['domain', 'register', 'texts', 'workflows/messages', 'primitives'] },
  operate: {
    imports: ['domain', 'register', 'upkeep', 'texts', 'primitives'],
  },
  rules: {
    imports: [
      ...[
        'domain',
        'contract/training/course',
        'contract/exercise/exercise-scenario',
        'contract/exercise/exercise-plan',
        'contract/tasks/playbook',
        'contract/regimes/regimes',
        'contract/case/rules',
      ],
      'contract/clocks/terms',
    ],
  },
  codec: { imports: ['domain', 'primitives'] },
  primitives: { imports: [] },
  api: {
    imports: [
      'domain',
      'contract',
      'register',
      'codec',
      'web',
      'workflows/messages',
      'texts',
      'portal',
      'proof-pack',
      'primitives',
    ],
    types: ['workflows'],
  },
  console: { imports: ['domain'], types: ['contract'] },
  portal: { imports: ['domain', 'register', 'texts', 'web', 'primitives'] },
  'proof-pack': { imports: ['domain', 'texts', 'primitives'], types: ['register'] },
  web: { imports: ['contract/problems'] },
  mailbox: { imports: ['web', 'primitives'] },
  demo: { imports: ['domain', 'contract', 'primitives'] },
};

/** Composition roots: they may import every room, and what lies beside the rooms is theirs alone. */
const entries = [
  'src/worker.ts',
  'src/operate/migrate.ts',
  'src/operate.ts',
  'src/operate/rehearse.ts',
  'src/operate/rules.ts',
  'src/operate/playbooks.ts',
  'src/operate/regimes.ts',
  'src/operate/courses.ts',
  'src/operate/exercises.ts',
  'src/operate/templates.ts',
  'src/operate/verify-pack.ts',
  'src/operate/verify-bundle.ts',
  'src/operate/say.ts',
  'src/operate/start.ts',
  'src/api/main.ts',
  'src/mailbox/main.ts',
  'src/operate/ui-proxy.ts',
];
const forEntries = [
  'src/process/check-files.ts',
  'src/process/checkpoint-key.ts',
  'src/process/clock.ts',
  'src/process/company-rules.ts',
  'src/process/config.ts',
  'src/process/entry.ts',
  'src/process/letters.ts',
  'src/process/log.ts',
  'src/process/log-output.ts',
  'src/process/mail-settings.ts',
  'src/process/oidc-settings.ts',
  'src/process/founding.ts',
  'src/process/playbooks.ts',
  'src/process/regimes.ts',
  'src/process/courses.ts',
  'src/process/exercises.ts',
  'src/process/heartbeat.ts',
  'src/process/keep-watch.ts',
  'src/process/keys.ts',
  'src/process/named-files.ts',
  'src/process/open-register.ts',
  'src/process/scim-settings.ts',
  'src/process/sender-settings.ts',
  'src/process/setting.ts',
  'src/process/smtp-url.ts',
  'src/process/temporal-client.ts',
  'src/process/verify-file.ts',
  'src/process/worker-metrics.ts',
];

/** Packages that belong to some rooms only; entries are free. */
const owners = {
  pg: ['register'],
  kysely: ['register'],
  '@electric-sql/pglite': ['register'],
  nodemailer: ['activities'],
  'openid-client': ['api'],
  express: ['api', 'mailbox', 'portal'],
  'express-rate-limit': ['api'],
  'prom-client': ['api'],
  yaml: ['rules', 'texts'],
  liquidjs: ['texts'],
  pdfkit: ['texts'],
  yazl: ['proof-pack'],
  yauzl: ['proof-pack', 'primitives'],
  react: ['console'],
  'react-dom': ['console'],
  'react-aria-components': ['console'],
  '@tanstack/react-query': ['console'],
  wouter: ['console'],
  '@temporalio/worker': [],
};

/**
 * The two floors of each subject of the domain. Its words (types, pure questions) all subjects may import; its acts (commands, fold) are for the
 * table alone. Neither knows the machine, which asks them.
 */
const floors = {
  table: [
    'src/domain/commands.ts',
    'src/domain/fast-track.ts',
    'src/domain/evolve.ts',
    'src/domain/post-mortem/commands.ts',
    'src/domain/post-mortem/evolve.ts',
    'src/domain/exercise/commands.ts',
    'src/domain/exercise/evolve.ts',
  ],
  machine: [
    'board-row',
    'budgets',
    'commands',
    'decide',
    'evolve',
    'exercise-score',
    'follow-ups',
    'may',
    'next-actions',
    'next-best',
    'next-words',
    'open',
    'open-actions',
    'receive',
    'view',
  ].map((file) => `src/domain/${file}.ts`),
};

/** The floors of the console: a page's parts know neither pages nor one another, and only `app` brings features together. */
const consoleFloors = { ui: '^src/console/ui/', feature: '^src/console/features/', app: '^src/console/app/' };

module.exports = { rooms, entries, forEntries, owners, floors, consoleFloors };
