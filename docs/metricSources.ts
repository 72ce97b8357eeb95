import { objectsOf, type DeviceModule } from '../exporter/src/modules/deviceModule.ts';
import { fedBy } from '../exporter/src/modules/mibObject.ts';
import { deviceModules, deviceModulesOf } from '../exporter/src/modules/registry.ts';
import { sourcedModules } from '../exporter/src/power/modules.ts';
import type { SourcedModule } from '../exporter/src/power/sourcedModule.ts';

/** Endings of metric names, and the unit that each says. */
const units: readonly (readonly [RegExp, string])[] = [
  [/_bytes_per_second$/, 'B/s'],
  [/_timestamp_seconds$/, 's since 1970'],
  [/_seconds(_total)?$/, 's'],
  [/_bytes(_total)?$/, 'B'],
  [/_ratio$/, '1 (0 to 1)'],
  [/_volts$/, 'V'],
  [/_amperes$/, 'A'],
  [/_watts$/, 'W'],
  [/_watt_hours(_total)?$/, 'Wh'],
  [/_joules(_total)?$/, 'J'],
  [/_hertz$/, 'Hz'],
  [/_celsius$/, '°C'],
  [/_dbm$/, 'dBm'],
  [/_metres$/, 'm'],
  [/_total$/, 'count'],
];

/** The unit that a metric's name says; empty for states, counts of the moment and plain numbers. */
export const unitOf = (metric: string): string => units.find(([ending]) => ending.test(metric))?.[1] ?? '';

/** Where a metric comes from: MIB objects with the modules that read them, then what is read without SNMP. */
export function sourcesOf(metric: string): string {
  const modules = new Map<string, string[]>();
  for (const module of deviceModules)
    for (const object of objectsOf(module)) {
      if (!fedBy(object).some((fed) => fed === metric)) continue;
      const source = `${object.mib}::${object.object}`;
      const readBy = modules.get(source) ?? [];
      if (!readBy.includes(module.name)) readBy.push(module.name);
      modules.set(source, readBy);
    }
  const all = deviceModulesOf('snmp').length;
  const objects = [...modules].map(
    ([source, names]) =>
      `${source} (${names.length === all ? 'all SNMP modules of the group snmp' : names.join(', ')})`,
  );
  const others = sourcedModules.flatMap(({ name, reads }) =>
    reads.filter(({ feeds }) => feeds.some((fed) => fed === metric)).map(({ source }) => `${source} (${name})`),
  );
  return [...objects, ...others].join('<br>');
}

/** How far a module has been tried, for a person. */
export const confirmations: Readonly<Record<DeviceModule['confirmed'] | SourcedModule['confirmed'], string>> = {
  recording: 'a recording of a real device',
  snmpd: "net-snmp's agent on a real machine",
  upsd: "the protocol by Debian's upsd, **no UPS yet**: the variables were written by hand",
  simulated: '**nothing yet**: read only from what was written by hand after the document',
};

/** What confirmed that a metric is read right: the best of the modules that can make it. */
export function confirmedBy(metric: string): string {
  const feeds = (fed: readonly string[]): boolean => fed.includes(metric);
  const modules = [
    ...deviceModules.filter((module) => feeds(objectsOf(module).flatMap(fedBy))),
    ...sourcedModules.filter(({ reads }) => feeds(reads.flatMap((read) => read.feeds))),
  ];
  if (modules.length === 0) return '';
  const confirmed = modules.filter(({ confirmed }) => confirmed === 'recording' || confirmed === 'snmpd');
  return confirmed.length === 0 ? 'nothing yet' : confirmed.map(({ name }) => name).join(', ');
}
