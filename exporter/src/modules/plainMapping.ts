import type { Target } from '../targets.ts';
import type { DeviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Emit, Labels } from './emit.ts';
import type { Row, Rows } from './row.ts';
import { labelsOfRows } from './rowLabels.ts';

/** Emits every object of a module that is plainly mapped to a metric. */
export function mapPlainly(
  module: DeviceModule,
  scalars: Row<string>,
  tables: Readonly<Record<string, Rows<string>>>,
  emit: Emit,
  target: Target,
): void {
  for (const [name, object] of Object.entries(module.scalars)) emitObject(object, scalars, name, emit, {});
  for (const [tableName, table] of Object.entries(module.tables)) {
    const rows = tables[tableName];
    const mapped = Object.entries(table.columns).filter(([, { metric }]) => metric !== undefined);
    if (!rows || mapped.length === 0) continue;
    const labelsOf = labelsOfRows(table, rows, target);
    for (const row of rows) {
      const labels = labelsOf(row);
      if (labels) for (const [name, object] of mapped) emitObject(object, row, name, emit, labels);
    }
  }
}

function emitObject(object: MibObject, row: Row<string>, name: string, emit: Emit, labels: Labels): void {
  const { metric, one, states } = object;
  if (metric === undefined) return;
  if (one) {
    const value = row.number(name);
    emit.sample(metric, value === undefined ? undefined : one.includes(value) ? 1 : 0, labels);
  } else if (states) emit.state(metric, stateNames(states), row.state(name), labels);
  else emit.sample(metric, row.measure(name), labels);
}

/** Our names of the states of an enumeration, each once: several values may mean the same to us. */
export const stateNames = (states: Readonly<Record<number, string>>): string[] => [...new Set(Object.values(states))];
