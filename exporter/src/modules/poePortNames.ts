import type { Row, Rows } from './row.ts';

/** IANAifType-MIB ethernetCsmacd. */
const ethernet = 6;

/**
 * The ifName of a PoE port. RFC 3621 counts ports by group and number and does not say which interface a number is, so an interface
 * is taken only where the numbers leave no doubt: an Ethernet interface whose name ends in the port's number, and which either has
 * that number as its ifIndex, or is the only one of that ending, or the only one whose name also begins with the group's number.
 * Else the port is called `group/number`: no name is better than a wrong one.
 */
export function poePortNames(interfaces: Rows<'name' | 'type'>): (index: readonly number[]) => string {
  const byEnding = new Map<number, { ifIndex: number; name: string; first: number }[]>();
  for (const row of interfaces) {
    const name = ethernetName(row);
    const numbers = name?.match(/\d+/g)?.map(Number) ?? [];
    const last = numbers.at(-1);
    if (name === undefined || last === undefined) continue;
    const alike = byEnding.get(last) ?? [];
    byEnding.set(last, alike);
    alike.push({ ifIndex: row.index[0] ?? 0, name, first: numbers[0] ?? 0 });
  }
  return ([group = 0, port = 0]) => {
    const alike = byEnding.get(port) ?? [];
    const ofGroup = alike.filter(({ first }) => first === group);
    const found =
      alike.find(({ ifIndex }) => ifIndex === port) ??
      (alike.length === 1 ? alike[0] : ofGroup.length === 1 ? ofGroup[0] : undefined);
    return found?.name ?? `${group}/${port}`;
  };
}

const ethernetName = (row: Row<'name' | 'type'>): string | undefined =>
  row.number('type') === ethernet ? row.text('name') : undefined;
