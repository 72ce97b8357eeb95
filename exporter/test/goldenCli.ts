import { writeFileSync } from 'node:fs';
import { probeModules, type SnmpModule } from '@roundsman/contract/vocabulary.ts';
import { goldenOf, startRecordedModules } from './recordedModules.ts';

/** Writes what the named modules (or all) make of their recordings, to be read by a person before it is committed. */
const named = process.argv.slice(2);
const isNamed = (module: string): module is SnmpModule => module.startsWith('snmp_') && named.includes(module);
const modules = probeModules.filter(isNamed);
const recorded = await startRecordedModules(named.length > 0 ? modules : undefined);
for (const module of recorded.modules) writeFileSync(goldenOf(module), await recorded.normalised(module));
await recorded.stop();
