import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SRC = join(__dirname, '..', '..', 'src');
/** What people read on pages. */
const ROOMS = ['console', 'portal', 'api/sign-in', 'domain/next-words.ts', 'domain/programme/figure-words.ts'];

/** A double sign that no narrow no-break space stands beside. */
const IN_FRENCH = /(?<!\u202f)[;!?»](?=$|[\s.,)…])|(?<!\u202f):(?=$|\s)|«(?!\u202f)/u;
/** A sign of no language, put behind words of a catalogue: `formats.labelled` has that of each. */
const BEHIND_WORDS = /^\s*[:;](?:\s|$)/u;
const BETWEEN_WORDS = /^[:;]\s/u;

test('French has a narrow no-break space beside each double sign, wherever its words come from', () => {
  expect(files().flatMap(faultsIn)).toEqual([]);
});

function files(): string[] {
  return ROOMS.flatMap((room) => {
    if (room.endsWith('.ts')) return [room];
    const all = readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' });
    return all.filter((file) => /\.tsx?$/.test(file)).map((file) => join(room, file));
  });
}

function faultsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    const sign = { fr: IN_FRENCH, en: undefined, none: behindWords(node) }[languageOf(node)];
    const text = ts.isJsxText(node) || ts.isLiteralExpression(node) || isPart(node) ? node.text : undefined;
    if (text !== undefined && !isKey(node) && sign?.test(text)) faults.push(`${file}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function isKey(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}

function behindWords(node: ts.Node): RegExp | undefined {
  if (ts.isJsxText(node)) return BEHIND_WORDS;
  return ts.isTemplateMiddle(node) || ts.isTemplateTail(node) ? BETWEEN_WORDS : undefined;
}

function isPart(node: ts.Node): node is ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail {
  return ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
}

/** Of the catalogue in which it stands. */
function languageOf(node: ts.Node): 'en' | 'fr' | 'none' {
  if (ts.isSourceFile(node)) return 'none';
  const { parent } = node;
  const isNamed = ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent);
  const name = isNamed ? parent.name.getText().toLowerCase() : '';
  return name === 'en' || name === 'fr' ? name : languageOf(parent);
}
