import type { Varbind } from '../snmp/pdu.ts';
import { isUnder, oid, subidentifiers, type Oid } from '../snmp/oid.ts';
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
  gets: readonly Oid[];
  subtrees: readonly Oid[];
  wanted: (varbind: Varbind) => boolean;
}

/** What the generator's static filters say: rows by their index. */
export function staticRestrictions(plan: ScrapePlan): Restriction[] {
  return plan.module.staticFilters.flatMap(({ targets, indices }) => {
    // An identifier begins with two numbers in one octet; an index does not.
    const rows = new Map(
      indices.map((index) => {
        const octets = oid(`1.3.${index}`).subarray(1);
        return [indexKey(octets, 0), octets];
      }),
    );
    return targets.map((target) => ({ target: oid(target), rows }));
  });
}

/** The rows in which the filter's column has one of its values. */
export function dynamicRestrictions(filter: DynamicFilter, found: readonly Varbind[]): Restriction[] {
  const source = oid(filter.oid);
  const rows = new Map<string, Uint8Array>();
  for (const varbind of found) {
    if (!isUnder(varbind.oid, source)) continue;
    const value = textValue(varbind, 'DisplayString', undefined);
    if (filter.values.some((expression) => expression.test(value)))
      rows.set(indexKey(varbind.oid, source.length), varbind.oid.subarray(source.length));
  }
  return filter.targets.map((target) => ({ target: oid(target), rows }));
}

/** The reading of a plan with only the rows that every restriction on them lets through: asked one by one, not walked. */
export function restrict(plan: ScrapePlan, restrictions: readonly Restriction[]): Restricted {
  const on = (at: Oid): Restriction[] => restrictions.filter(({ target }) => holds(target, at));
  const allowed = (all: readonly Restriction[], key: string): boolean => all.every(({ rows }) => rows.has(key));
  const gets = [...plan.gets];
  const subtrees: Oid[] = [];
  for (const subtree of plan.subtrees) {
    const [first, ...others] = on(subtree);
    if (!first) {
      subtrees.push(subtree);
      continue;
    }
    const inside = plan.columns.filter((column) => holds(subtree, column.oid));
    for (const column of inside.length > 0 ? inside : [{ oid: subtree }])
      for (const [key, row] of first.rows) if (allowed(others, key)) gets.push(Uint8Array.of(...column.oid, ...row));
  }
  const wanted = (varbind: Varbind): boolean => {
    const all = on(varbind.oid);
    if (all.length === 0) return true;
    const column = plan.columns.findLast((candidate) => holds(candidate.oid, varbind.oid));
    return column !== undefined && allowed(all, indexKey(varbind.oid, column.oid.length));
  };
  return { gets, subtrees, wanted };
}

/** The rows of a restriction, for people. */
export const rowNames = ({ rows }: Restriction): string =>
  [...rows.values()].map((row) => subidentifiers(row).join('.')).join(', ');
