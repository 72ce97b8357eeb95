import { oid, subidentifiers, type Oid } from '../snmp/oid.ts';
import type { WalkPlan } from '../snmp/walk.ts';
import type { Varbind } from '../snmp/varbind.ts';
import type { VarbindList } from '../snmp/varbindList.ts';
import { holds, type ScrapePlan } from './plan.ts';
import { indexKey } from './rows.ts';
import type { DynamicFilter } from './schema.ts';
import { textValue } from './value.ts';

/** Of a part of the tree only some rows are wanted. */
export interface Restriction {
  target: Oid;
  /** By `indexKey`, with their octets. */
  rows: ReadonlyMap<string, Uint8Array>;
}

export interface Restricted {
  walk: Required<WalkPlan>;
  wanted: (varbind: Varbind) => boolean;
}

/** What the generator's static filters say: rows by their index. */
export function staticRestrictions(plan: ScrapePlan): Restriction[] {
  return plan.module.staticFilters.flatMap(({ targets, indices }) => {
    // An identifier begins with two numbers in one octet; an index does not.
    const rows = new Map(
      indices.map((index) => {
        const octets = oid(`1.3.${index}`).subarray(1);
        return [indexKey(octets), octets];
      }),
    );
    return targets.map((target) => ({ target: oid(target), rows }));
  });
}

/** The rows in which the filter's column has one of its values. */
export function dynamicRestrictions(filter: DynamicFilter, found: VarbindList): Restriction[] {
  const source = oid(filter.oid);
  const rows = new Map<string, Uint8Array>();
  for (const varbind of found) {
    if (!varbind.isUnder(source)) continue;
    const value = textValue(varbind, 'DisplayString', undefined);
    if (filter.values.some((expression) => expression.test(value)))
      rows.set(varbind.indexKey(source.length), varbind.index(source.length));
  }
  return filter.targets.map((target) => ({ target: oid(target), rows }));
}

/** The reading of a plan with only the rows that every restriction on them lets through: asked one by one, not walked. */
export function restrict(plan: ScrapePlan, restrictions: readonly Restriction[]): Restricted {
  const on = (at: Oid): Restriction[] => restrictions.filter(({ target }) => holds(target, at));
  const allowed = (all: readonly Restriction[], key: string): boolean => all.every(({ rows }) => rows.has(key));
  const instances = [...plan.walk.instances];
  const unrestricted = (subtree: Oid): boolean => on(subtree).length === 0;
  for (const subtree of [...plan.walk.scalars, ...plan.walk.columns]) {
    const [first, ...others] = on(subtree);
    if (!first) continue;
    const inside = plan.columns.filter((column) => holds(subtree, column.oid));
    for (const column of inside.length > 0 ? inside : [{ oid: subtree }])
      for (const [key, row] of first.rows)
        if (allowed(others, key)) instances.push(Uint8Array.of(...column.oid, ...row));
  }
  const wanted = (varbind: Varbind): boolean => {
    const all = on(varbind.oid);
    if (all.length === 0) return true;
    const column = plan.columns.findLast((candidate) => varbind.startsWith(candidate.oid));
    return column !== undefined && allowed(all, varbind.indexKey(column.oid.length));
  };
  const { scalars, columns } = plan.walk;
  return {
    walk: { instances, scalars: scalars.filter(unrestricted), columns: columns.filter(unrestricted) },
    wanted,
  };
}

/** The rows of a restriction, for people. */
export const rowNames = ({ rows }: Restriction): string =>
  [...rows.values()].map((row) => subidentifiers(row).join('.')).join(', ');
