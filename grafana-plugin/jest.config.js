const base = require('./.config/jest.config');
const { nodeModulesToTransform, grafanaESModules } = require('./.config/jest/utils');

// The same clock on every machine.
process.env.TZ = 'UTC';

/** What Grafana's packages pull in that exists as ES modules only. */
const esModules = [
  'd3-[a-z-]+',
  'internmap',
  'delaunator',
  'robust-predicates',
  '@openfeature',
  '@react-hookz',
  '@ver0',
  'p-map',
  '@bsull',
  'marked-mangle',
  'monaco-promql',
  '@formatjs',
  'react-data-grid',
];

module.exports = {
  ...base,
  // A bound against hanging, not a bar: two cores may be shared with other work.
  testTimeout: 30_000,
  setupFilesAfterEnv: ['<rootDir>/jest-setup.js'],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    '^@roundsman/contract/(.*)$': '<rootDir>/../contract/src/$1',
    '^zod$': '<rootDir>/node_modules/zod',
  },
  transform: { '^.+\\.m?[jt]sx?$': Object.values(base.transform)[0] },
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, ...esModules])],
};
