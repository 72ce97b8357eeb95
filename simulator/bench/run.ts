import { camerasBench } from './cameras.bench.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = { cameras: camerasBench };

const name = process.argv[2] ?? '';
const bench = benches[name];
if (!bench) {
  console.error(`npm run bench -w simulator -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
await bench();
