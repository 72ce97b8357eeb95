import { encode, encodeInteger, encodeOid, tag } from './ber.ts';

/** A value of an object, with its type in SMIv2 (RFC 2578). */
export type Value =
  | { type: 'integer' | 'counter32' | 'gauge32' | 'timeTicks' | 'counter64'; value: number }
  | { type: 'octets'; value: string | Uint8Array }
  | { type: 'oid'; value: readonly number[] };

export const integer = (value: number): Value => ({ type: 'integer', value: Math.round(value) });
/** TruthValue (RFC 2579): true 1, false 2. */
export const truth = (value: boolean): Value => ({ type: 'integer', value: value ? 1 : 2 });
export const octets = (value: string | Uint8Array): Value => ({ type: 'octets', value });
export const gauge = (value: number): Value => ({ type: 'gauge32', value: Math.round(value) });
export const timeTicks = (milliseconds: number): Value => ({
  type: 'timeTicks',
  value: Math.floor(milliseconds / 10) % 2 ** 32,
});
export const counter32 = (value: number): Value => ({ type: 'counter32', value: Math.floor(value) % 2 ** 32 });
export const counter64 = (value: number): Value => ({ type: 'counter64', value: Math.floor(value) });
export const objectId = (dotted: string): Value => ({ type: 'oid', value: oid(dotted) });

export const oid = (dotted: string): number[] => dotted.split('.').map(Number);

/** What an object reads as on a row; undefined: there is no such instance at the moment. */
type Read<Row> = (row: Row) => Value | undefined;

/** Rows with their objects, as one device serves them. */
export interface Mounted {
  readonly columns: readonly { readonly prefix: readonly number[] }[];
  readonly indexes: readonly (readonly number[])[];
  read: (column: number, row: number) => Value | undefined;
}

/** The columns of a conceptual table. Written once and shared by all devices that serve it: a device adds its rows. */
export class Table<Row> {
  readonly columns: readonly { readonly prefix: readonly number[]; readonly read: Read<Row> }[];

  constructor(entry: string, columns: Readonly<Record<number, Read<Row>>>) {
    const before = oid(entry);
    this.columns = Object.entries(columns).map(([column, read]) => ({ prefix: [...before, Number(column)], read }));
  }

  /** With these rows of a device; `index` gives the instance's sub-identifiers. */
  of(rows: readonly Row[], index: (row: Row) => readonly number[]): Mounted {
    const indexed = rows.map((row) => ({ row, index: index(row) })).sort((a, b) => compareOids(a.index, b.index));
    const { columns } = this;
    return {
      columns,
      indexes: indexed.map((each) => each.index),
      read: (column, at) => {
        const found = indexed[at];
        return found && columns[column]?.read(found.row);
      },
    };
  }

  /** As a group of scalars, which have the one instance 0 (RFC 2578 section 7.7). */
  scalars(row: Row): Mounted {
    return this.of([row], () => [0]);
  }
}

export function encodeValue(value: Value): Buffer {
  switch (value.type) {
    case 'octets':
      return encode(tag.octets, typeof value.value === 'string' ? Buffer.from(value.value) : value.value);
    case 'oid':
      return encodeOid(value.value);
    default:
      return encodeInteger(tag[value.type], value.value);
  }
}

interface Leaf {
  prefix: readonly number[];
  mounted: Mounted;
  column: number;
}

/** All that an agent can be asked, in the order of object identifiers. */
export class MibView {
  readonly #leaves: readonly Leaf[];

  constructor(mounted: readonly Mounted[]) {
    this.#leaves = mounted
      .flatMap((each) => each.columns.map(({ prefix }, column) => ({ prefix, mounted: each, column })))
      .sort((a, b) => compareOids(a.prefix, b.prefix));
  }

  /** The value, or why there is none (RFC 3416 section 4.2.1). */
  get(wanted: readonly number[]): Value | 'noSuchObject' | 'noSuchInstance' {
    const leaf = this.#leaves[this.#lastUpTo(wanted)];
    if (!leaf || !startsWith(wanted, leaf.prefix)) return 'noSuchObject';
    const { mounted, column, prefix } = leaf;
    const suffix = wanted.slice(prefix.length);
    const row = firstBehind(mounted.indexes, suffix) - 1;
    const found = mounted.indexes[row];
    if (!found || compareOids(found, suffix) !== 0) return 'noSuchInstance';
    return mounted.read(column, row) ?? 'noSuchInstance';
  }

  /** The first variable behind an object identifier that has a value; undefined at the end of the view. */
  next(after: readonly number[]): { oid: readonly number[]; value: Value } | undefined {
    let at = Math.max(0, this.#lastUpTo(after));
    for (; at < this.#leaves.length; at++) {
      const leaf = this.#leaves[at];
      if (!leaf) break;
      const { mounted, column, prefix } = leaf;
      const inside = startsWith(after, prefix);
      if (!inside && compareOids(prefix, after) < 0) continue;
      const first =
        inside && after.length > prefix.length ? firstBehind(mounted.indexes, after.slice(prefix.length)) : 0;
      for (let row = first; row < mounted.indexes.length; row++) {
        const value = mounted.read(column, row);
        if (value) return { oid: [...prefix, ...(mounted.indexes[row] ?? [])], value };
      }
    }
    return undefined;
  }

  /** The last object whose identifier is not behind this one; −1 for none. */
  #lastUpTo(wanted: readonly number[]): number {
    let low = 0;
    let high = this.#leaves.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const leaf = this.#leaves[middle];
      if (leaf && compareOids(leaf.prefix, wanted) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function firstBehind(indexes: readonly (readonly number[])[], index: readonly number[]): number {
  let low = 0;
  let high = indexes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareOids(indexes[middle] ?? [], index) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const startsWith = (whole: readonly number[], start: readonly number[]): boolean =>
  whole.length >= start.length && start.every((part, i) => whole[i] === part);

function compareOids(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
