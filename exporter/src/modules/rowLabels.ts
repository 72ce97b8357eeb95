import type { Target } from '../targets.ts';
import type { IndexPart, MibTable } from './deviceModule.ts';
import type { Labels } from './emit.ts';
import type { Row, Rows } from './row.ts';

/** The labels of the rows of a table, as its definition says. */
export function labelsOfRows(
  table: MibTable,
  rows: Rows<string>,
  target: Target,
): (row: Row<string>) => Labels | undefined {
  if (table.labels) return table.labels(rows, target);
  const { labelledBy } = table;
  if (labelledBy) {
    const columns = Object.entries(labelledBy);
    return (row) =>
      Object.fromEntries(columns.map(([label, column]) => [label, row.text(column) ?? row.index.join('.')]));
  }
  return (row) => indexLabels(table.index, row.index);
}

/** An index read by its parts (RFC 2578 section 7.7); undefined when it is not made of them. */
export function indexLabels(parts: readonly IndexPart[], index: readonly number[]): Labels | undefined {
  const labels: Record<string, string> = {};
  let at = 0;
  for (const { label, type, length, implied } of parts) {
    let count = type === 'number' ? 1 : type === 'macAddress' ? 6 : length;
    if (count === undefined) count = implied ? index.length - at : (index[at++] ?? NaN);
    if (!(at + count <= index.length)) return undefined;
    const octets = index.slice(at, at + count);
    at += count;
    labels[label] =
      type === 'number'
        ? String(octets[0])
        : type === 'text'
          ? Buffer.from(octets).toString('utf8')
          : octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':');
  }
  return at === index.length ? labels : undefined;
}
