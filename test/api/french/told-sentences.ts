import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A sentence of the source that a refusal tells, its values left open as `{}`. */
export interface ToldSentence {
  file: string;
  text: string;
}

/** What a refusal or a problem is made by, and which of its arguments is told. */
const MAKERS: Readonly<Record<string, number>> = { refuse: 1, Problem: 1, regex: 1, refine: 1 };
/** What names in our source hold sentences that end in a problem. */
const NAMES = new Set(['why', 'detail', 'message', 'error', 'fault']);
/** Only a file that has one of these words can tell any: the others need not be parsed. */
const TELLING = new RegExp(`\\b(?:${[...Object.keys(MAKERS), ...NAMES].join('|')})\\b`);

/** Every sentence that stands as the reason of a refusal, or of one of its faults, in the files of a folder. */
export function sentencesIn(folder: string): ToldSentence[] {
  return sourcesIn(folder).flatMap((file) => {
    const written = readFileSync(file, 'utf8');
    if (!TELLING.test(written)) return [];
    const source = ts.createSourceFile(file, written, ts.ScriptTarget.Latest, true);
    return [...new Set(toldIn(source))].map((text) => ({ file, text }));
  });
}

/** Every text of several words that a constant or a function of a file says. */
export function wordsIn(file: string, ...names: string[]): ToldSentence[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const all = names.map((name) => declarationOf(name, source)).flatMap((node) => textsWithin(node, source));
  return [...new Set(all)].filter(isSentence).map((text) => ({ file, text }));
}

function declarationOf(name: string, source: ts.SourceFile): ts.Node {
  let found: ts.Node | undefined;
  walk(source, (node) => {
    if ((ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) && node.name?.getText() === name)
      found = node;
  });
  if (!found) throw new Error(`${source.fileName} has no ${name}`);
  return found;
}

function textsWithin(node: ts.Node, source: ts.SourceFile): string[] {
  const all: string[] = [];
  walk(node, (inner) => {
    if (isText(inner)) all.push(...textsOf(inner, source));
  });
  return all;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function toldIn(source: ts.SourceFile): string[] {
  const told: string[] = [];
  walk(source, (node) => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) told.push(...argumentsTold(node, source));
    if (ts.isPropertyAssignment(node) && NAMES.has(node.name.getText()))
      told.push(...textsOf(node.initializer, source));
  });
  return told.filter(isSentence);
}

function argumentsTold(node: ts.CallExpression | ts.NewExpression, source: ts.SourceFile): string[] {
  const at = MAKERS[nameOf(node.expression)];
  const { arguments: given = [] } = node;
  if (at === undefined) return [];
  return given.slice(at).flatMap((one) => textsOf(one, source));
}

function nameOf(called: ts.Expression): string {
  return ts.isPropertyAccessExpression(called) ? called.name.text : called.getText();
}

type Text = ts.StringLiteralLike | ts.TemplateExpression;

function isText(node: ts.Node): node is Text {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** What an expression may say: both branches of a choice, what a constant or a function of the same file says, and what it is joined of. */
function textsOf(node: ts.Node, source: ts.SourceFile): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [templateOf(node), ...node.templateSpans.flatMap(({ expression }) => textsOf(expression, source))];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression, source);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue, source), ...textsOf(node.whenFalse, source)];
  if (ts.isBinaryExpression(node)) return joinedOf(node, source);
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((one) => textsOf(one, source));
  if (ts.isIdentifier(node)) return once(`const ${node.text}`, () => declaredAs(node.text, source));
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const called = node.expression.text;
  return once(`function ${called}`, () => returnedBy(called, source));
}

const resolving = new Set<string>();

/** What names itself, as a function that recurs, says nothing more. */
function once(name: string, resolve: () => string[]): string[] {
  if (resolving.has(name)) return [];
  resolving.add(name);
  try {
    return resolve();
  } finally {
    resolving.delete(name);
  }
}

function templateOf({ head, templateSpans }: ts.TemplateExpression): string {
  return head.text + templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

function joinedOf(node: ts.BinaryExpression, source: ts.SourceFile): string[] {
  const [left, right] = [textsOf(node.left, source), textsOf(node.right, source)];
  if (node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return [...left, ...right];
  return [`${left[0] ?? '{}'}${right[0] ?? '{}'}`];
}

function declaredAs(name: string, source: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer) {
      found.push(...textsOf(node.initializer, source));
    }
  });
  return found;
}

function returnedBy(name: string, source: ts.SourceFile): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionDeclaration(node) || node.name?.text !== name) return;
    walk(node, (inner) => {
      if (ts.isReturnStatement(inner) && inner.expression) found.push(...textsOf(inner.expression, source));
    });
  });
  return found;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Words to translate, and not a value, a pointer or an address. */
function isSentence(text: string): boolean {
  return /[a-z"`}] [a-z"`{]/iu.test(text) && /[a-z]{2}/iu.test(text) && !text.startsWith('/');
}
