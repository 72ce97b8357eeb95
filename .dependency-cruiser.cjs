/** The arrow law: contract ← every room; rooms never import each other; domain ← application ← adapters ← main. */
const rooms = ['exporter', 'simulator', 'webhook-ticketing', 'e2e'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-imports-no-room',
      severity: 'error',
      from: { path: '^contract/' },
      to: { path: `^(${rooms.join('|')})/` },
    },
    ...rooms.map((room) => ({
      name: `${room}-imports-no-other-room`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: `^(${rooms.filter((other) => other !== room).join('|')})/` },
    })),
    {
      name: 'domain-is-pure',
      comment: 'the domain imports itself and the contract, and does no I/O',
      severity: 'error',
      from: { path: '^webhook-ticketing/src/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^webhook-ticketing/src/domain/', '^contract/src/', '^(node:)?crypto$'] },
    },
    {
      name: 'application-knows-no-adapter',
      severity: 'error',
      from: { path: '^webhook-ticketing/src/application/', pathNot: '\\.test\\.ts$' },
      to: { path: '^webhook-ticketing/src/(adapters|main)' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^(contract|exporter|simulator|webhook-ticketing)/src', pathNot: '\\.(test|bench)\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|browser)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
