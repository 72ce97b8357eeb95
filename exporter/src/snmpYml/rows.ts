import type { Varbind } from '../snmp/varbind.ts';
import { IndexCursor } from './indexReader.ts';
import type { LookupColumn, RowShape } from './rowShape.ts';
import { textValue } from './value.ts';
import { isPaired, pairedWith, type TextType } from './valueTypes.ts';

/** A row of a table with its labels as they stand in a sample. */
export interface Row {
  index: Uint8Array;
  /** `{ifIndex="1"`, open for one more label, or empty. */
  labels: Uint8Array;
  /** Another row has the same labels. */
  repeated: boolean;
}

/** Values by the index of their row, for one column that lookups read. */
export type Captured = ReadonlyMap<string, Varbind>;

/** Octets of an index as the key of a map: `Varbind.indexKey`, for an index that is no varbind's. */
export const indexKey = (octets: Uint8Array): string => String.fromCharCode(...octets);

/** As `indexKey`, from subidentifiers. */
function keyOf(ids: readonly number[]): string {
  let key = '';
  for (const id of ids) {
    let septets = String.fromCharCode(id % 128);
    for (let left = Math.floor(id / 128); left > 0; left = Math.floor(left / 128))
      septets = String.fromCharCode((left % 128) + 128) + septets;
    key += septets;
  }
  return key;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };
export const escapeLabel = (value: string): string => value.replace(/[\\"\n]/g, (found) => escapes[found] ?? found);

/** The rows of one shape within one scrape; each is made once, however many columns have it. */
export class Rows {
  readonly #shape: RowShape;
  readonly #captured: readonly Captured[];
  readonly #byKey = new Map<string, { row: Row; position: number }>();
  readonly #inOrder: Row[] = [];
  readonly #labels = new Map<string, Row>();

  constructor(shape: RowShape, captured: readonly Captured[]) {
    this.#shape = shape;
    this.#captured = captured;
  }

  /** Position of the row of an object. Columns repeat their rows in order: the one after the last is tried first. */
  at(varbind: Varbind, length: number, expected: number): number {
    const guess = this.#inOrder[expected];
    if (guess && varbind.hasIndex(guess.index, length)) return expected;
    const key = varbind.indexKey(length);
    const known = this.#byKey.get(key);
    if (known) return known.position;
    const row = this.#make(varbind.index(length), key);
    this.#byKey.set(key, { row, position: this.#inOrder.length });
    return this.#inOrder.push(row) - 1;
  }

  get(position: number): Row | undefined {
    return this.#inOrder[position];
  }

  #make(index: Uint8Array, key: string): Row {
    const { names } = this.#shape;
    let written = '';
    if (names.length > 0) {
      const values = this.#values(index, key);
      for (let slot = 0; slot < names.length; slot++) {
        const value = values[slot];
        if (value === undefined) continue;
        written += `${written === '' ? '{' : ','}${names[slot] ?? ''}="${escapeLabel(value)}"`;
      }
    }
    const same = this.#labels.get(written);
    if (same) same.repeated = true;
    const row = { index, labels: Buffer.from(written), repeated: same !== undefined };
    this.#labels.set(written, row);
    return row;
  }

  /** Texts by slot; undefined where there is no such label. */
  #values(index: Uint8Array, key: string): (string | undefined)[] {
    const { indexes, lookups } = this.#shape;
    const values: (string | undefined)[] = [];
    const parts: (readonly number[])[] = [];
    const cursor = new IndexCursor(index);
    for (const { slot, read } of indexes) {
      const from = cursor.position;
      values[slot] = read(cursor);
      parts[slot] = cursor.since(from);
    }
    for (const { slot, column } of lookups) {
      if (!column) {
        values[slot] = undefined;
        continue;
      }
      const sought = column.sameRow && cursor.exact ? key : keyOf(column.sources.flatMap((from) => parts[from] ?? []));
      const found = this.#captured[column.capture]?.get(sought);
      values[slot] = found ? this.#lookedUp(column, sought, found) : '';
      // What was found may be the index of the next lookup.
      if (found) parts[slot] = [found.wrappedNumber() ?? 0];
    }
    return values;
  }

  #lookedUp({ type, subtypeCapture, hint }: LookupColumn, key: string, found: Varbind): string {
    return textValue(found, textTypeOf(type, this.#captured[subtypeCapture]?.get(key)), hint);
  }
}

/** How a text is to be read: a paired type by the subtype beside it, as octets where nobody says. */
export function textTypeOf(type: string, subtype: Varbind | undefined): TextType {
  if (isPaired(type)) return pairedWith(type, subtype?.wrappedNumber()) ?? 'OctetString';
  return type as TextType;
}
