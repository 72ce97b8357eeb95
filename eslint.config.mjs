import tseslint from 'typescript-eslint';

const generated = ['**/node_modules/**', '**/dist/**', '.roundsman/**', 'grafana-plugin/**', '**/golden/**'];

export default tseslint.config(
  { ignores: generated },
  ...tseslint.configs.strict,
  {
    rules: {
      'max-lines': ['error', { max: 400, skipComments: true, skipBlankLines: true }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/*.test.ts', '**/*.bench.ts'], rules: { 'max-lines': ['error', 600] } },
  // What talks to a person in a terminal writes to it.
  {
    files: ['scripts/**', '**/*Cli.ts', '**/bench/**', '**/*.bench.ts', 'e2e/**', '**/cli/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['webhook-ticketing/src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'time is passed in' }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time is passed in' },
      ],
    },
  },
);
