import { defineConfig } from 'eslint/config';
import grafana from './.config/eslint.config.mjs';

export default defineConfig([
  { ignores: ['**/node_modules/', '**/dist/', 'coverage/'] },
  ...grafana,
  {
    rules: {
      'max-lines': ['error', { max: 400, skipComments: true, skipBlankLines: true }],
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  // What talks to a person in a terminal writes to it.
  { files: ['bench/**'], rules: { 'no-console': 'off' } },
]);
