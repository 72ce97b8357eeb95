import { benchAccuracy } from './accuracy.bench.ts';
import { benchFleet } from './fleet.bench.ts';
import { benchManagement } from './management.bench.ts';
import { benchQuality } from './quality.bench.ts';
import { benchProbe } from './probe.bench.ts';
import { benchSnmp } from './snmp.bench.ts';
import { benchStream } from './stream.bench.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  probe: benchProbe,
  snmp: benchSnmp,
  fleet: benchFleet,
  quality: benchQuality,
  stream: benchStream,
  management: benchManagement,
  'quality-accuracy': benchAccuracy,
};

const bench = benches[process.argv[2] ?? ''];
if (!bench) {
  console.error(`Use: npm run bench -w exporter -- ${Object.keys(benches).join(' | ')}`);
  process.exit(2);
}
await bench();
