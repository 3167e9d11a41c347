// Lints snippets that are no files: JSON [{file, code}] on stdin, JSON [[message, …], …] on stdout.
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

const snippets = JSON.parse(await text(process.stdin));

/** With the types of its own few lines: those of the whole project take seconds to load. */
function withTypes({ file, code }) {
  const path = join(process.cwd(), file);
  const host = ts.createCompilerHost(OPTIONS);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => {
    if (name === path) return ts.createSourceFile(name, code, target);
    if (!libraries.has(name)) libraries.set(name, read(name, target));
    return libraries.get(name);
  };
  const programs = [ts.createProgram([path], OPTIONS, host)];
  return new ESLint({
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { project: false, programs } } },
  });
}

/** Read once for all snippets. */
const libraries = new Map();
const OPTIONS = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, strict: true, types: ['node'] };
const withoutTypes = new ESLint({
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

const answers = [];
for (const snippet of snippets) {
  const { file, code, typed } = snippet;
  const [result] = await (typed ? withTypes(snippet) : withoutTypes).lintText(code, { filePath: file });
  answers.push(result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));
