import { compareOids, isUnder, oid, type Oid } from '../snmp/oid.ts';
import type { WalkPlan } from '../snmp/walk.ts';
import { columnBefore, remainingLabels, rowShape, type RowShape } from './rowShape.ts';
import type { MetricRule } from './schema.ts';
import type { SnmpModule } from './snmpYml.ts';
import { isPaired } from './valueTypes.ts';

/** All samples of one name. */
export interface Family {
  name: string;
  /** HELP and TYPE as they stand before the samples. */
  header: Uint8Array;
  /** Several rules give samples to it, so the same series may come twice. */
  shared: boolean;
}

/** One metric of the module, ready to be filled. */
export interface Rule {
  metric: MetricRule;
  shape: number;
  /** Where its samples go; of metrics with regex_extracts one for each, in their order. */
  families: readonly number[];
  /** Text metrics: the text becomes a label of the metric's name, unless there is one already. */
  ownLabel: boolean;
  subtypeCapture: number;
}

/** A part of the tree of which every object has the same use. */
export interface Column {
  oid: Oid;
  rule: Rule | undefined;
  /** Length of the identifier that the rule's index follows. */
  ruleLength: number;
  captures: readonly { number: number; length: number }[];
  /** Another column lies within this one. */
  divided: boolean;
  /** Place of the narrowest column around this one; -1 when there is none. */
  parent: number;
}

/** A module compiled once when its file is loaded; scraping only follows it. */
export interface ScrapePlan {
  module: SnmpModule;
  /** Of the tree only the parts that have a use, none within another. */
  walk: Required<WalkPlan>;
  /** By identifier. */
  columns: readonly Column[];
  shapes: readonly RowShape[];
  captures: number;
  /** By name. */
  families: readonly Family[];
}

const escaped = (help: string): string => help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

const suffixes: Readonly<Record<string, { name: string; help: string }>> = {
  EnumAsInfo: { name: '_info', help: ' (EnumAsInfo)' },
  EnumAsStateSet: { name: '', help: ' (EnumAsStateSet)' },
  Bits: { name: '', help: ' (Bits)' },
};

/** Everything about a module that does not change from scrape to scrape. */
export function compile(module: SnmpModule): ScrapePlan {
  const captured = new Map<string, number>();
  const capture = (column: string): number => {
    const known = captured.get(column) ?? captured.size;
    captured.set(column, known);
    return known;
  };
  const shapes = new Map<string, { number: number; shape: RowShape }>();
  const shapeOf = ({ indexes, lookups }: MetricRule): number => {
    const key = JSON.stringify([indexes, lookups], (_name, value: unknown) =>
      value instanceof Map
        ? [...(value as Map<unknown, unknown>)]
        : typeof value === 'function'
          ? String(value)
          : value,
    );
    const known = shapes.get(key) ?? { number: shapes.size, shape: rowShape(indexes ?? [], lookups ?? [], capture) };
    shapes.set(key, known);
    return known.number;
  };

  // Of two metrics at one identifier the later one counts, as in snmp_exporter.
  const metrics = new Map(module.metrics.map((metric) => [metric.oid, metric]));
  const names = familiesOf([...metrics.values()]);
  const numbers = new Map(names.map(({ name }, at) => [name, at]));
  const number = (name: string): number => numbers.get(name) ?? 0;
  const rules = new Map<string, Rule>();
  for (const metric of metrics.values()) {
    const { type, name } = metric;
    rules.set(metric.oid, {
      metric,
      shape: shapeOf(metric),
      families: familyNames(metric).map(number),
      ownLabel: !remainingLabels(metric).has(name),
      subtypeCapture: isPaired(type) ? capture(columnBefore(metric.oid)) : -1,
    });
  }
  const columns = columnsOf(rules, captured);
  const subtrees = subtreesOf(module, columns);
  // Without any label there can be one sample, so there should be one instance.
  const unlabelled = new Set(
    [...metrics.values()].filter((metric) => remainingLabels(metric).size === 0).map(({ oid: at }) => at),
  );
  const isScalar = (root: Oid): boolean =>
    columns.some(
      (column) =>
        compareOids(column.oid, root) === 0 &&
        !column.divided &&
        column.captures.length === 0 &&
        column.rule !== undefined &&
        unlabelled.has(column.rule.metric.oid),
    );
  return {
    module,
    walk: {
      instances: distinct(module.get),
      scalars: subtrees.filter(isScalar),
      columns: subtrees.filter((root) => !isScalar(root)),
    },
    columns,
    shapes: [...shapes.values()].map(({ shape }) => shape),
    captures: captured.size,
    families: names,
  };
}

/** The names under which a metric's samples stand. */
function familyNames({ name, type, regex_extracts: extracts }: MetricRule): string[] {
  if (extracts && isText(type)) return Object.keys(extracts).map((suffix) => name + suffix);
  return [name + (suffixes[type]?.name ?? '')];
}

/** Whether values of this type become labels. */
export const isText = (type: MetricRule['type']): boolean =>
  isPaired(type) || /^(OctetString|DisplayString|PhysAddress48|InetAddressIPv[46]|IpAddr)$/.test(type);

function familiesOf(metrics: readonly MetricRule[]): Family[] {
  const families = new Map<string, Family>();
  for (const metric of metrics) {
    const { type, help, regex_extracts: extracts } = metric;
    const note = extracts && isText(type) ? ' (regex extracted)' : (suffixes[type]?.help ?? '');
    const shown = type === 'counter' ? 'counter' : 'gauge';
    for (const name of familyNames(metric)) {
      const header = Buffer.from(`# HELP ${name} ${escaped(help + note)}\n# TYPE ${name} ${shown}\n`);
      families.set(name, { name, header: families.get(name)?.header ?? header, shared: families.has(name) });
    }
  }
  return [...families.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const distinct = (oids: readonly string[]): Oid[] =>
  [...new Set(oids)].map((dotted) => oid(dotted)).sort(compareOids);

/** Whether an identifier is the root of a subtree or lies in it. */
export const holds = (root: Oid, other: Oid): boolean => compareOids(root, other) === 0 || isUnder(other, root);

function columnsOf(rules: ReadonlyMap<string, Rule>, captured: ReadonlyMap<string, number>): Column[] {
  const all = [...new Set([...rules.keys(), ...captured.keys()])]
    .map((dotted) => ({ at: oid(dotted), rule: rules.get(dotted), capture: captured.get(dotted) }))
    .sort((a, b) => compareOids(a.at, b.at));
  return all.map(({ at }) => {
    const enclosing = all.filter((other) => holds(other.at, at));
    // The widest metric takes all below it, as in snmp_exporter.
    const ruled = enclosing.find(({ rule }) => rule !== undefined);
    return {
      oid: at,
      rule: ruled?.rule,
      ruleLength: ruled?.at.length ?? 0,
      captures: enclosing.flatMap(({ at: { length }, capture }) =>
        capture === undefined ? [] : [{ number: capture, length }],
      ),
      divided: all.some((other) => isUnder(other.at, at)),
      parent: all.findLastIndex((other) => isUnder(at, other.at)),
    };
  });
}

/** Of what the module walks, the parts that have a use. A walk none of whose objects has any is left out. */
function subtreesOf(module: SnmpModule, columns: readonly Column[]): Oid[] {
  const used: Oid[] = [];
  for (const root of distinct(module.walk)) {
    if (columns.some((column) => holds(column.oid, root))) used.push(root);
    else used.push(...columns.flatMap(({ oid: column }) => (isUnder(column, root) ? [column] : [])));
  }
  const sorted = used.sort(compareOids);
  return sorted
    .filter((root, at) => !sorted.some((other, before) => before !== at && isUnder(root, other)))
    .filter((root, at, all) => at === 0 || compareOids(all[at - 1] ?? root, root) !== 0);
}
