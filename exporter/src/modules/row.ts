import { formatOid, subidentifiers } from '../snmp/oid.ts';
import type { WalkedValue } from '../snmp/walk.ts';
import type { MibObject } from './mibObject.ts';
import { scaled } from './scaled.ts';

/** Where each column stands in a row, by its name in the definition. */
type Places = ReadonlyMap<string, { at: number; object: MibObject }>;

/** One row of a table, or all scalars of a module: its values by the names of the definition. */
export class Row<Column extends string> {
  /** The octets after the column's identifier. */
  readonly indexOctets: Uint8Array;
  readonly #values: WalkedValue[] = [];
  readonly #columns: Places;
  #index: readonly number[] | undefined;

  constructor(indexOctets: Uint8Array, columns: Places) {
    this.indexOctets = indexOctets;
    this.#columns = columns;
  }

  /** The subidentifiers of the index. */
  get index(): readonly number[] {
    return (this.#index ??= subidentifiers(this.indexOctets));
  }

  /** The number as the agent sent it; undefined where it sent none, or says that it does not know. */
  number(column: Column): number | undefined {
    const { value, object } = this.#cell(column);
    if (typeof value !== 'number') return undefined;
    return object?.unknown?.includes(value) === true ? undefined : value;
  }

  /** The number in base units. */
  measure(column: Column): number | undefined {
    return scaled(this.number(column), this.#cell(column).object?.scale);
  }

  /** The name of the state of an enumeration; undefined for values that the definition does not name. */
  state(column: Column): string | undefined {
    const value = this.number(column);
    return value === undefined ? undefined : this.#cell(column).object?.states?.[value];
  }

  octets(column: Column): Uint8Array | undefined {
    const { value } = this.#cell(column);
    return value instanceof Uint8Array ? value : undefined;
  }

  /** UTF-8 without the zeros and blanks that some agents pad with; undefined where nothing is left. */
  text(column: Column): string | undefined {
    const octets = this.octets(column);
    if (!octets) return undefined;
    const text = Buffer.from(octets).toString('utf8').replaceAll('\0', '').trim();
    return text === '' ? undefined : text;
  }

  /** An object identifier, dotted. */
  objectId(column: Column): string | undefined {
    const octets = this.octets(column);
    return octets && formatOid(octets);
  }

  set(at: number, value: WalkedValue): void {
    this.#values[at] = value;
  }

  #cell(column: Column): { value: WalkedValue; object: MibObject | undefined } {
    const cell = this.#columns.get(column);
    return { value: cell && this.#values[cell.at], object: cell?.object };
  }
}

/** The rows of a table in the order of the agent. */
export class Rows<Column extends string> {
  readonly #rows: Row<Column>[] = [];
  readonly #byIndex = new Map<string, Row<Column>>();

  constructor(
    columns: Readonly<Record<Column, MibObject>>,
    walked: readonly (readonly { index: Uint8Array; value: WalkedValue }[])[],
  ) {
    const places = columnPlaces(columns);
    walked.forEach((cells, at) => {
      cells.forEach(({ index, value }, position) => {
        // Columns of one table mostly have the same rows; then nothing has to be looked up.
        const beside = this.#rows[position];
        const row = beside && sameOctets(beside.indexOctets, index) ? beside : this.#rowAt(index, places);
        row.set(at, value);
      });
    });
  }

  get size(): number {
    return this.#rows.length;
  }

  [Symbol.iterator](): IterableIterator<Row<Column>> {
    return this.#rows.values();
  }

  /** The row with these subidentifiers as its index. */
  get(...index: readonly number[]): Row<Column> | undefined {
    return this.#byIndex.get(index.join('.'));
  }

  #rowAt(index: Uint8Array, places: Places): Row<Column> {
    const key = subidentifiers(index).join('.');
    const known = this.#byIndex.get(key);
    if (known) return known;
    const row = new Row(index, places);
    this.#rows.push(row);
    this.#byIndex.set(key, row);
    return row;
  }
}

/** Where each named column stands in a row. */
export const columnPlaces = (columns: Readonly<Record<string, MibObject>>): Places =>
  new Map(Object.entries(columns).map(([name, object], at) => [name, { at, object }]));

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
