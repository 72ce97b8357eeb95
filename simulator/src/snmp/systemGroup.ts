import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { integer, octets, oid, timeTicks, type Variable } from './mibView.ts';

/** Of the range that RFC 5612 keeps for examples: these devices are nobody's product. */
const enterprise = '1.3.6.1.4.1.32473';
const products: Partial<Record<Element['kind'], number>> = { switch: 1, onu: 2, ups: 3, olt: 4, pdu: 5 };

/** SNMPv2-MIB system group (RFC 3418). */
export function systemGroup(element: Element, uptimeMs: () => number): Variable[] {
  const scalar = (number: number, read: Variable['read']): Variable => ({
    oid: oid(`1.3.6.1.2.1.1.${number}.0`),
    read,
  });
  const description = [element.vendor, element.model, element.serial].filter((part) => part !== undefined).join(' ');
  return [
    scalar(1, () => octets(description || element.kind)),
    scalar(2, () => ({ type: 'oid', value: oid(`${enterprise}.${products[element.kind] ?? 0}`) })),
    scalar(3, () => timeTicks(uptimeMs())),
    scalar(4, () => octets('')),
    scalar(5, () => octets(element.id)),
    scalar(6, () => octets(element.cabinet ?? element.site ?? '')),
    scalar(7, () => integer(element.kind === 'ups' ? 72 : 2)),
  ];
}
