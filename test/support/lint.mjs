// Lints snippets that are no files: JSON [{file, code}] on stdin, JSON [[message, …], …] on stdout.
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const snippets = JSON.parse(await text(process.stdin));
const typed = snippets.filter((snippet) => snippet.typed).map(({ file }) => file);

const withTypes = new ESLint({
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: false, projectService: { allowDefaultProject: typed } } },
  },
});
const withoutTypes = new ESLint({
  overrideConfig: [
    { files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ],
});

const answers = [];
for (const { file, code, typed: needsTypes } of snippets) {
  const eslint = needsTypes ? withTypes : withoutTypes;
  const [result] = await eslint.lintText(code, { filePath: file });
  answers.push(result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}
process.stdout.write(JSON.stringify(answers));
