import { encode, encodeInteger, encodeOid, tag } from './ber.ts';

/** A value of an object, with its type in SMIv2 (RFC 2578). */
export type Value =
  | { type: 'integer' | 'counter32' | 'gauge32' | 'timeTicks'; value: number }
  | { type: 'counter64'; value: bigint }
  | { type: 'octets'; value: string | Uint8Array }
  | { type: 'oid'; value: readonly number[] };

/** One instance of an object. Undefined: there is no such instance at the moment. */
export interface Variable {
  oid: readonly number[];
  read: () => Value | undefined;
}

export const integer = (value: number): Value => ({ type: 'integer', value });
export const octets = (value: string | Uint8Array): Value => ({ type: 'octets', value });
export const gauge = (value: number): Value => ({ type: 'gauge32', value });
export const timeTicks = (milliseconds: number): Value => ({
  type: 'timeTicks',
  value: Math.floor(milliseconds / 10) % 2 ** 32,
});
export const counter32 = (value: number): Value => ({ type: 'counter32', value: Math.floor(value) % 2 ** 32 });
export const counter64 = (value: number): Value => ({ type: 'counter64', value: BigInt(Math.floor(value)) });

export const oid = (dotted: string): number[] => dotted.split('.').map(Number);

/** Rows of a conceptual table: for each column, one variable a row. */
export function table<Row>(
  entry: string,
  rows: readonly Row[],
  index: (row: Row) => number,
  columns: Readonly<Record<number, (row: Row) => Value | undefined>>,
): Variable[] {
  return Object.entries(columns).flatMap(([column, read]) =>
    rows.map((row) => ({ oid: [...oid(entry), Number(column), index(row)], read: () => read(row) })),
  );
}

export function encodeValue(value: Value): Buffer {
  switch (value.type) {
    case 'octets':
      return encode(tag.octets, typeof value.value === 'string' ? Buffer.from(value.value) : value.value);
    case 'oid':
      return encodeOid(value.value);
    case 'counter64':
      return encodeInteger(tag.counter64, value.value);
    default:
      return encodeInteger(tag[value.type], BigInt(value.value));
  }
}

/** All that an agent can be asked, in the order of object identifiers. */
export class MibView {
  readonly #variables: readonly Variable[];

  constructor(variables: readonly Variable[]) {
    this.#variables = variables.toSorted((a, b) => compareOids(a.oid, b.oid));
  }

  /** The value, or why there is none (RFC 3416 section 4.2.1). */
  get(wanted: readonly number[]): Value | 'noSuchObject' | 'noSuchInstance' {
    const at = this.#firstNotBefore(wanted);
    const variable = this.#variables[at];
    const value = variable && compareOids(variable.oid, wanted) === 0 ? variable.read() : undefined;
    if (value) return value;
    // Instances are one sub-identifier long here: the neighbours tell whether the object exists.
    const sameObject = [this.#variables[at - 1], variable].some(
      (neighbour) => neighbour && neighbour.oid.slice(0, -1).every((part, i) => wanted[i] === part),
    );
    return sameObject ? 'noSuchInstance' : 'noSuchObject';
  }

  /** The first variable behind an object identifier that has a value; undefined at the end of the view. */
  next(after: readonly number[]): { oid: readonly number[]; value: Value } | undefined {
    for (let at = this.#firstNotBefore(after); at < this.#variables.length; at++) {
      const variable = this.#variables[at];
      if (!variable || compareOids(variable.oid, after) === 0) continue;
      const value = variable.read();
      if (value) return { oid: variable.oid, value };
    }
    return undefined;
  }

  #firstNotBefore(wanted: readonly number[]): number {
    let low = 0;
    let high = this.#variables.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const variable = this.#variables[middle];
      if (variable && compareOids(variable.oid, wanted) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compareOids(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
