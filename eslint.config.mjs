import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { doorsRule } from './scripts/doors-rule.mjs';

const environment = {
  object: 'process',
  property: 'env',
  message: 'Only src/process/config.ts reads the environment; take what you need as an argument.',
};
const chance = [
  { object: 'Date', property: 'now', message: 'Time is an argument here.' },
  { object: 'Math', property: 'random', message: 'Ids and chance are arguments here.' },
];

const environmentModule = {
  name: 'node:process',
  importNames: ['env', 'default'],
  message: environment.message,
};
const anyProcessEnv = {
  selector: 'MemberExpression[property.name="env"][object.property.name="process"]',
  message: environment.message,
};
const undatedFormat = {
  selector: 'CallExpression[callee.property.name=/^format(ToParts)?$/][arguments.length=0]',
  message: "Without an argument this formats the host's clock, not the workflow's: pass the date.",
};
const dynamicImport = {
  selector: 'ImportExpression',
  message: 'A dynamic import goes round the doors; import at the top.',
};
const undatedDate = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is an argument here.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Time is an argument here.' },
];
const outsideSettle = ':not(:matches(FunctionDeclaration, VariableDeclarator)[id.name="settle"] *)';
const stateOutsideSettle = [
  `AssignmentExpression[left.name="state"]${outsideSettle}`,
  `AssignmentExpression[left.type="MemberExpression"][left.object.name="state"]${outsideSettle}`,
  `AssignmentExpression > :matches(ArrayPattern, ObjectPattern) Identifier[name="state"]${outsideSettle}`,
  `UpdateExpression[argument.name="state"]${outsideSettle}`,
].map((selector) => ({ selector, message: 'Only settle() assigns the state.' }));

const syntax = (...bans) => ({ 'no-restricted-syntax': ['error', anyProcessEnv, ...bans] });

export default defineConfig(
  globalIgnores(['lib/', 'coverage/', '.tocsin*/', '**/*.generated.*']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.all.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/only-throw-error': 'error',
      eqeqeq: 'error',
      'object-shorthand': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/console/**'],
    languageOptions: {
      parserOptions: { project: './src/console/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'scripts/**', 'bench/**'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { tocsin: { rules: { doors: doorsRule } } },
    rules: {
      'tocsin/doors': 'error',
      'no-restricted-imports': ['error', environmentModule, { ...environmentModule, name: 'process' }],
      'no-restricted-properties': ['error', environment],
      ...syntax(),
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-properties': ['error', environment, ...chance],
      ...syntax(...undatedDate, undatedFormat, dynamicImport),
    },
  },
  { files: ['src/workflows/**/*.ts'], rules: syntax(undatedFormat, dynamicImport) },
  {
    files: ['src/workflows/shell.ts'],
    rules: syntax(undatedFormat, dynamicImport, ...stateOutsideSettle),
  },
  {
    files: ['src/process/config.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{mjs,cjs}'],
    rules: { 'no-undef': 'off', 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
  },
);
