import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { SnmpModule } from '@roundsman/contract/vocabulary.ts';
import type { Target } from '../targets.ts';
import type { Emit, Labels } from './emit.ts';
import type { MibObject } from './mibObject.ts';
import type { Row, Rows } from './row.ts';

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
