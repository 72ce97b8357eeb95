import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { integer, objectId, octets, Table, timeTicks } from '../mibView.ts';
import type { Device, View } from './device.ts';

/** Of the range that RFC 5612 keeps for examples: these devices are nobody's product. */
const enterprise = '1.3.6.1.4.1.32473';
const products: Partial<Record<Element['kind'], number>> = {
  switch: 1,
  onu: 2,
  ups: 3,
  olt: 4,
  pdu: 5,
  sdh_node: 6,
  recorder: 7,
  server: 8,
};
/** sysServices: the sum of 2^(layer-1). */
const services = (kind: Element['kind']): number => (kind === 'ups' || kind === 'pdu' || kind === 'server' ? 72 : 2);

const systemGroup = new Table<Device>('1.3.6.1.2.1.1', {
  1: ({ element }) => octets([element.vendor, element.model, element.serial].filter(Boolean).join(' ') || element.kind),
  2: ({ element }) => objectId(`${enterprise}.${products[element.kind] ?? 0}`),
  3: ({ uptimeMs }) => timeTicks(uptimeMs()),
  4: () => octets(''),
  5: ({ element }) => octets(element.id),
  6: ({ element }) => octets(element.cabinet ?? element.site ?? ''),
  7: ({ element }) => integer(services(element.kind)),
});

/** SNMPv2-MIB system group (RFC 3418). */
export const system: View = (device) => [systemGroup.scalars(device)];
