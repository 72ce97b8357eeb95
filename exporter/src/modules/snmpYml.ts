import { stringify } from 'yaml';
import type { DeviceModule, IndexPart, MibTable } from './deviceModule.ts';
import type { MibObject, Syntax } from './mibObject.ts';

/** The two shapes of snmp.yml: `split` since snmp_exporter 0.23, `flat` up to 0.22. */
export type SnmpYmlShape = 'split' | 'flat';

const header = `# Written from the device modules of the exporter by node exporter/src/modules/writeCli.ts. Serve it with /snmp or with
# snmp_exporter: the same objects under the names of their MIBs. /probe gives the same readings normalised (docs/metrics.md).
`;

const auth = { community: 'public' };

/** The modules as a file of snmp_exporter. Names and values are the MIBs' own; nothing is scaled. */
export function snmpYml(modules: readonly DeviceModule[], shape: SnmpYmlShape): string {
  const entries = modules.map((module) => [module.name, moduleEntry(module)] as const);
  const file =
    shape === 'split'
      ? { auths: { public_v2: { ...auth, version: 2 } }, modules: Object.fromEntries(entries) }
      : Object.fromEntries(entries.map(([name, entry]) => [name, { ...entry, version: 2, auth }]));
  return header + stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function moduleEntry({ scalars, tables }: DeviceModule) {
  const named = new Set<string>();
  const once = <T extends { oid: string }>(rules: readonly T[]): T[] =>
    rules.filter(({ oid }) => !named.has(oid) && named.add(oid));
  const columns = Object.values(tables).flatMap((table) => Object.values(table.columns));
  return {
    ...(columns.length > 0 ? { walk: [...new Set(columns.map(({ oid }) => oid))] } : {}),
    get: [...new Set(Object.values(scalars).map(({ oid }) => `${oid}.0`))],
    metrics: [
      ...once(
        Object.values(scalars)
          .filter(isMetric)
          .map((object) => metricRule(object)),
      ),
      ...Object.values(tables).flatMap((table) =>
        once(
          Object.values(table.columns)
            .filter(isMetric)
            .map((object) => metricRule(object, table)),
        ),
      ),
    ],
  };
}

/** What only labels others is looked up, and snmp.yml has no type for object identifiers. */
const isMetric = ({ metric, feeds, syntax }: MibObject): boolean =>
  (metric !== undefined || (feeds ?? []).length > 0) && syntax !== 'objectId';

const types: Readonly<Record<Exclude<Syntax, 'objectId'>, string>> = {
  integer: 'gauge',
  gauge: 'gauge',
  counter: 'counter',
  counter64: 'counter',
  timeTicks: 'gauge',
  text: 'DisplayString',
  octets: 'OctetString',
  macAddress: 'PhysAddress48',
  bits: 'Bits',
  dateAndTime: 'DateAndTime',
};

/**
 * Names of a state set. Where several values mean the same to us, the later ones get their number: in the file each is a series of
 * its own, and snmp_exporter fails a scrape that has one twice.
 */
function distinctNames(states: Readonly<Record<number, string>>): Map<number, string> {
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const [value, name] of Object.entries(states)) {
    names.set(Number(value), taken.has(name) ? `${name}_${value}` : name);
    taken.add(name);
  }
  return names;
}

function metricRule({ object, oid, mib, syntax, states }: MibObject, table?: MibTable) {
  const typed = syntax === 'objectId' ? 'OctetString' : types[syntax];
  return {
    name: object,
    oid,
    type: states && typed === 'gauge' ? 'EnumAsStateSet' : typed,
    help: `${mib}::${object}`,
    ...(table ? { indexes: table.index.map(indexRule) } : {}),
    ...(table?.labelledBy ? { lookups: lookupRules(table, table.labelledBy) } : {}),
    ...(states ? { enum_values: distinctNames(states) } : {}),
  };
}

const indexTypes = {
  number: 'gauge',
  macAddress: 'PhysAddress48',
  text: 'DisplayString',
  octets: 'OctetString',
} as const;

const indexRule = ({ label, type, length, implied }: IndexPart) => ({
  labelname: label,
  type: indexTypes[type],
  ...(length === undefined ? {} : { fixed_size: length }),
  ...(implied === undefined ? {} : { implied }),
});

const lookupRules = (table: MibTable, labelledBy: Readonly<Record<string, string>>) =>
  Object.entries(labelledBy).map(([labelname, column]) => ({
    labels: table.index.map(({ label }) => label),
    labelname,
    oid: table.columns[column]?.oid,
    type: 'DisplayString',
  }));
