import { posix, relative, sep } from 'node:path';
import doors from './doors.cjs';

const { rooms, entries, forEntries, owners } = doors;

/** ESLint's half of the doors: every import of a file in `src` is held against the table. */
export const doorsRule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return;
      const message = objection(file, source.value, typeOnly);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
    };
  },
};

function isTypeOnly(node) {
  const each = node.specifiers.map((specifier) => specifier.importKind);
  return node.importKind === 'type' || (each.length > 0 && each.every((kind) => kind === 'type'));
}

function objection(file, specifier, typeOnly) {
  const name = file.split('/')[1];
  if (!file.startsWith('src/') || [...entries, ...forEntries].includes(file)) return undefined;
  const room = rooms[name];
  if (!room) return `${file} lies in no room: see scripts/doors.cjs.`;
  if (!specifier.startsWith('.')) return packageObjection(name, room, specifier);
  const target = posix
    .join(posix.dirname(file), specifier)
    .replace(/^src\//, '')
    .replace(/\.js$/, '');
  const isIn = (path) => target === path || target.startsWith(`${path}/`);
  const open = typeOnly ? [...room.imports, ...(room.types ?? [])] : room.imports;
  const isEntry = entries.includes(`src/${target}.ts`);
  if (!isEntry && [name, ...open].some(isIn)) return undefined;
  const shape = room.types?.some(isIn) ? ' (only `import type`)' : '';
  return `The ${name} room does not import ${target}${shape}: see scripts/doors.cjs.`;
}

function packageObjection(name, room, specifier) {
  const isOf = (owned) => specifier === owned || specifier.startsWith(`${owned}/`);
  if (room.packages && !room.packages.some(isOf)) {
    return `The ${name} room does not import ${specifier}: see scripts/doors.cjs.`;
  }
  const owned = Object.keys(owners).find(isOf);
  if (!owned || owners[owned].includes(name)) return undefined;
  return `Only ${owners[owned].join(' and ') || 'an entry'} imports ${owned}: see scripts/doors.cjs.`;
}
