const { rooms, entries, forEntries, owners, floors, consoleFloors } = require('./scripts/doors.cjs');

const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const oneOf = (paths) => paths.map((path) => `^src/${literal(path)}(/|\\.ts$)`);
const exactly = (paths) => paths.map((path) => `^${literal(path)}$`);
const entryPaths = exactly(entries);
const inPackage = (name) => `node_modules/${literal(name)}/`;

const roomRules = Object.entries(rooms).flatMap(([name, room]) => {
  const from = { path: `^src/${name}/`, pathNot: entryPaths };
  const home = `^src/${name}/`;
  const rule = (kind, pathNot, to = {}) => ({
    name: `${name}: ${kind}`,
    severity: 'error',
    from,
    to: { path: '^src/', pathNot: [home, ...pathNot], ...to },
  });
  return [
    rule('imports only its doors', oneOf([...room.imports, ...(room.types ?? [])])),
    rule('knows only the shape of', oneOf(room.imports), { dependencyTypesNot: ['type-only'] }),
  ];
});

const packageRules = Object.entries(rooms)
  .filter(([, room]) => room.packages)
  .map(([name, room]) => ({
    name: `${name}: packages`,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path: '.', pathNot: ['^src/', ...room.packages.map(inPackage)] },
  }));

const ownerRules = Object.entries(owners).map(([name, owning]) => ({
  name: `owner of ${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: [...entryPaths, ...owning.map((room) => `^src/${room}/`)] },
  to: { path: inPackage(name) },
}));

const floorRules = [
  {
    name: 'domain: acts are for the table alone',
    severity: 'error',
    from: { path: '^src/domain/', pathNot: [...exactly(floors.table), '^src/domain/[^/]+/acts/'] },
    to: { path: '^src/domain/[^/]+/acts/' },
  },
  {
    name: "domain: no act knows another subject's acts",
    severity: 'error',
    from: { path: '^src/domain/([^/]+)/acts/' },
    to: { path: '^src/domain/[^/]+/acts/', pathNot: '^src/domain/$1/acts/' },
  },
  {
    name: 'domain: subjects do not know the machine',
    severity: 'error',
    from: { path: '^src/domain/[^/]+/' },
    to: { path: exactly(floors.machine) },
  },
];

const consoleRules = [
  {
    name: 'console: no feature imports a feature',
    severity: 'error',
    from: { path: `${consoleFloors.feature}([^/]+)/` },
    to: { path: consoleFloors.feature, pathNot: `${consoleFloors.feature}$1/` },
  },
  {
    name: 'console: only app imports features, and nothing imports app',
    severity: 'error',
    from: { path: `${consoleFloors.ui}|${consoleFloors.feature}` },
    to: { path: consoleFloors.app },
  },
  {
    name: 'console: ui imports no feature',
    severity: 'error',
    from: { path: consoleFloors.ui },
    to: { path: consoleFloors.feature },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    ...packageRules,
    ...ownerRules,
    ...floorRules,
    ...consoleRules,
    {
      name: 'no cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only entries import what lies beside the rooms',
      severity: 'error',
      from: { path: '^src/', pathNot: [...entryPaths, ...exactly(forEntries)] },
      to: { path: exactly(forEntries) },
    },
    {
      name: 'only start.ts imports another entry',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/operate/start\\.ts$' },
      to: { path: entryPaths },
    },
    {
      name: 'receipts: what reads mail from outside knows nothing of us',
      severity: 'error',
      from: { path: '^src/api/receipts/' },
      to: { path: '^src/', pathNot: '^src/api/receipts/' },
    },
    {
      name: 'a migration imports nothing: what it makes is the same for ever',
      severity: 'error',
      from: { path: '^src/register/database/migrations/' },
      to: { path: '.' },
    },
    {
      name: 'what runs in production is a dependency',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.generated' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['require', 'node', 'types'],
    },
  },
};
