import { availableParallelism } from 'node:os';

export interface TestStep {
  name: string;
  command: readonly [string, ...string[]];
  /** Relative to the repository. */
  folder: string;
  /** What the runner writes its results to, for the sum at the end; absent: a check that either passes or fails. */
  results?: string;
  environment?: Record<string, string>;
}

export interface TestRun {
  /** Also the tests that take long. */
  long: boolean;
  /** Folder for the results. */
  results: string;
}

const jestProjects = ['contract', 'exporter', 'simulator', 'webhook-ticketing', 'provisioning', 'scripts', 'docs'];

/**
 * What `npm test` runs, in stages: the quick ones first, so that a simple fault is found soon; the walks come last. The steps of a
 * stage want nothing of each other and each no more than one processor.
 */
export function testStages({ long, results }: TestRun): TestStep[][] {
  const left = long ? [] : ['--testPathIgnorePatterns', '/node_modules/', String.raw`\.long\.test\.ts$`];
  const jest = (name: string, args: readonly string[], workers: number): TestStep => {
    const file = `${results}/${name}.json`;
    return {
      name,
      folder: '.',
      results: file,
      command: [
        'node',
        ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
        ...['--maxWorkers', String(workers)],
        ...['--json', '--outputFile', file, ...args, ...left],
      ],
    };
  };
  const nodeTest = (name: string, files: readonly string[]): TestStep => {
    const file = `${results}/${name.replaceAll(' ', '-')}.tap`;
    return {
      name,
      folder: 'grafana-plugin',
      results: file,
      command: [
        ...(['node', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--test'] as const),
        ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
        ...['--test-reporter=tap', `--test-reporter-destination=${file}`],
        ...files,
      ],
    };
  };
  const checks: TestStep[] = [
    { name: 'formatting', folder: '.', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'lint', folder: '.', command: ['eslint', '.'] },
    {
      name: 'arrows between rooms',
      folder: '.',
      command: [
        ...(['depcruise', '--config', '.dependency-cruiser.cjs'] as const),
        ...['contract', 'exporter', 'simulator', 'webhook-ticketing', 'e2e', 'scripts'],
      ],
    },
    { name: 'types', folder: '.', command: ['tsc', '--noEmit'] },
    { name: 'types of the plugin', folder: 'grafana-plugin', command: ['npm', 'run', '--silent', 'typecheck'] },
    { name: 'lint of the plugin', folder: 'grafana-plugin', command: ['npm', 'run', '--silent', 'lint'] },
    {
      name: 'Prometheus configuration',
      folder: '.',
      command: ['promtool', 'check', 'config', '--syntax-only', 'provisioning/prometheus/prometheus.yml'],
    },
    {
      name: 'Alertmanager configuration',
      folder: '.',
      command: ['amtool', 'check-config', 'provisioning/alertmanager/alertmanager.yml'],
    },
  ];
  const tests: TestStep[] = [
    // The servers that the tests start want a processor too.
    jest('rooms', ['--selectProjects', ...jestProjects], Math.max(2, Math.floor(availableParallelism() / 2))),
    {
      name: 'Grafana plugin',
      folder: 'grafana-plugin',
      results: `${results}/plugin.json`,
      command: ['node', 'node_modules/jest/bin/jest.js', '--json', '--outputFile', `${results}/plugin.json`],
      environment: { CI: 'true' },
    },
    nodeTest('server and dashboards', ['host/server/*.test.ts', 'dashboards/*.test.ts']),
    nodeTest('plugin in Chromium', ['host/*.browser.test.ts']),
    // Each walk starts a stack of its own: one after the other.
    jest('walks', ['--selectProjects', 'e2e'], 1),
  ];
  return [checks, ...tests.map((step) => [step])];
}
