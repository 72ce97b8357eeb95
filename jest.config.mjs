/** Node rooms run as native ES modules, as the services do; the Grafana plugin has the Grafana toolchain's own jest. */
const transform = {
  '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
};

const room = (name) => ({
  displayName: name,
  rootDir: name,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  testMatch: ['**/*.test.ts'],
});

export default {
  // A bound against hanging, not a bar: two cores may be shared with other work.
  testTimeout: 30_000,
  projects: ['contract', 'exporter', 'simulator', 'webhook-ticketing', 'provisioning', 'scripts', 'docs', 'e2e'].map(
    (name) => room(name),
  ),
};
