import { indexReader, type ReadIndex } from './indexReader.ts';
import type { DisplayHint } from './displayHint.ts';
import type { IndexRule, LookupRule, MetricRule } from './schema.ts';
import { isPaired, type PairedType, type TextType } from './valueTypes.ts';

/** A label that is filled from another column. */
export interface Lookup {
  /** The label that it fills or, without a column, deletes. */
  slot: number;
  column: LookupColumn | undefined;
}

export interface LookupColumn {
  /** The labels whose part of the index, put together, is the row that is looked up. */
  sources: readonly number[];
  /** The sources are the whole index in its order: the row is the one at hand. */
  sameRow: boolean;
  capture: number;
  /** Of a paired type: the column with its subtype. */
  subtypeCapture: number;
  type: TextType | PairedType;
  hint: DisplayHint | undefined;
}

/** How the labels of a row come from its index: the same for all columns of most tables, so its rows are made once for all. */
export interface RowShape {
  /** Names of the labels, sorted. */
  names: readonly string[];
  indexes: readonly { slot: number; read: ReadIndex }[];
  lookups: readonly Lookup[];
}

/** Gives the columns that lookups and paired types need a number each. */
export type Capture = (oid: string) => number;

const textual = new Set<string>([
  'OctetString',
  'DisplayString',
  'PhysAddress48',
  'InetAddressIPv4',
  'InetAddressIPv6',
]);

/** The labels that are left when indexes and lookups are done; what a text metric's own label is held against. */
export function remainingLabels({ indexes, lookups }: Pick<MetricRule, 'indexes' | 'lookups'>): Set<string> {
  const left = new Set((indexes ?? []).map(({ labelname }) => labelname));
  for (const { labels, labelname } of lookups ?? [])
    if ((labels ?? []).length === 0) left.delete(labelname);
    else left.add(labelname);
  return left;
}

export function rowShape(indexes: readonly IndexRule[], lookups: readonly LookupRule[], capture: Capture): RowShape {
  const names = [...new Set([...indexes, ...lookups].map(({ labelname }) => labelname))].sort();
  const slot = (name: string): number => names.indexOf(name);
  const order = indexes.map(({ labelname }) => slot(labelname));
  const overwritten = new Set<number>();
  return {
    names,
    indexes: indexes.map((rule) => ({ slot: slot(rule.labelname), read: indexReader(rule) })),
    lookups: lookups.map(({ labels, labelname, oid, type = 'gauge', display_hint: hint }) => {
      const to = slot(labelname);
      if (!labels?.length || oid === undefined) return { slot: to, column: undefined };
      const sources = labels.map(slot);
      const sameRow = sources.length === order.length && sources.every((from, at) => from === order[at]);
      // A lookup that fills the label of an index leaves another part of the index behind for those after it.
      const untouched = sources.every((from) => !overwritten.has(from));
      overwritten.add(to);
      const paired = isPaired(type);
      return {
        slot: to,
        column: {
          sources,
          sameRow: sameRow && untouched,
          capture: capture(oid),
          subtypeCapture: paired ? capture(columnBefore(oid)) : -1,
          type: paired || textual.has(type) ? (type as TextType | PairedType) : 'OctetString',
          hint,
        },
      };
    }),
  };
}

/** The column that stands before one in the same table, where paired types have their subtype. */
export function columnBefore(oid: string): string {
  const dot = oid.lastIndexOf('.');
  return `${oid.slice(0, dot)}.${Number(oid.slice(dot + 1)) - 1}`;
}
