import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { SnmpModule } from '@roundsman/contract/vocabulary.ts';
import type { ProbeMetric } from '../probe/exposition.ts';
import type { Target } from '../targets.ts';
import type { Emit, Labels } from './emit.ts';
import type { Row, Rows } from './row.ts';

/** How an object's value is coded (RFC 2578 section 7, RFC 2579). */
export type Syntax =
  | 'integer'
  | 'gauge'
  | 'counter'
  | 'counter64'
  | 'timeTicks'
  | 'text'
  | 'octets'
  | 'macAddress'
  | 'bits'
  | 'dateAndTime'
  | 'objectId';

/** One object of a MIB, and what becomes of it. The words are ours; names and numbers are the MIB's. */
export interface MibObject {
  /** Without instance: of the scalar, or of the column. */
  oid: string;
  mib: string;
  object: string;
  syntax: Syntax;
  /** Our names for the values of an enumeration. */
  states?: Readonly<Record<number, string>>;
  /** One unit of the object in base units of the metric: 0.1 where the object counts tenths. */
  scale?: number;
  /** Values by which an agent says that it does not know. */
  unknown?: readonly number[];
  /** The metric that the object is plainly mapped to: its value scaled, its state as a state set, or 1 and 0 by `one`. */
  metric?: ProbeMetric;
  /** The values that count as 1 in a plain mapping to a metric of 1 and 0. */
  one?: readonly number[];
  /** The metrics that `normalise` or the labels make of it. */
  feeds?: readonly ProbeMetric[];
}

/** One part of a row's index, in the order of the INDEX clause. */
export interface IndexPart {
  /** Label that it becomes, unless the table says other labels. */
  label: string;
  /** text and octets: a length goes before, unless `length` fixes it or `implied` leaves it out. */
  type: 'number' | 'macAddress' | 'text' | 'octets';
  length?: number;
  implied?: boolean;
}

/** Columns that share an index; they may be of several tables, even of several MIBs: rows are joined by their index. */
export interface MibTable {
  index: readonly IndexPart[];
  columns: Readonly<Record<string, MibObject>>;
  /** Labels that are read from a column (label → column), in place of those of the index; lookups in snmp.yml. */
  labelledBy?: Readonly<Record<string, string>>;
  /** Labels of the rows where it takes more than that; undefined leaves a row out of the plain mapping. */
  labels?: (rows: Rows<string>, target: Target) => (row: Row<string>) => Labels | undefined;
}

/** What was read of a device for one module. */
export interface Reading<Scalars = Record<string, MibObject>, Tables = Record<string, MibTable>> {
  scalars: Row<keyof Scalars & string>;
  tables: {
    readonly [Name in keyof Tables]: Rows<
      Tables[Name] extends { columns: infer Columns } ? keyof Columns & string : never
    >;
  };
}

/** A module: what it reads of which MIBs, and what the catalogue's metrics are made of. */
export interface DeviceModule {
  name: SnmpModule;
  title: LocalizedText;
  /**
   * `recording`: somebody recorded a real device and it read right; `snmpd`: it reads right what net-snmp's agent says of a real
   * machine; `simulated`: only what we wrote by hand after the MIB so far.
   */
  confirmed: 'recording' | 'snmpd' | 'simulated';
  scalars: Readonly<Record<string, MibObject>>;
  tables: Readonly<Record<string, MibTable>>;
  /** What is not a plain mapping. Runs after it; of two samples of one series the first counts. */
  normalise?(reading: Reading, emit: Emit, target: Target): void;
}

interface Definition<Scalars, Tables> extends Omit<DeviceModule, 'normalise'> {
  scalars: Scalars & DeviceModule['scalars'];
  tables: Tables & DeviceModule['tables'];
  normalise?(reading: Reading<Scalars, Tables>, emit: Emit, target: Target): void;
}

/** Declares a module, so that `normalise` may name only what the definition reads. */
export const deviceModule = <Scalars, Tables>(definition: Definition<Scalars, Tables>): DeviceModule => definition;

/** All objects of a module, each once per place where it stands. */
export const objectsOf = (module: DeviceModule): MibObject[] => [
  ...Object.values(module.scalars),
  ...Object.values(module.tables).flatMap(({ columns }) => Object.values(columns)),
];

/** The metrics that an object feeds. */
export const fedBy = (object: MibObject): readonly ProbeMetric[] => [
  ...(object.metric === undefined ? [] : [object.metric]),
  ...(object.feeds ?? []),
];
