/** The types that snmp.yml knows, by where they may stand. */

/** Values that are numbers. */
export const numericTypes = ['gauge', 'counter', 'Float', 'Double'] as const;
/** Values that are moments; they become seconds since 1970. */
export const timeTypes = ['DateAndTime', 'ParseDateAndTime', 'NTPTimeStamp'] as const;
/** Integers and bit strings of which each value has a name. */
export const enumTypes = ['EnumAsInfo', 'EnumAsStateSet', 'Bits'] as const;
/** Values that become the text of a label. `IpAddr` is how the earliest files call InetAddressIPv4. */
export const textTypes = [
  'OctetString',
  'DisplayString',
  'PhysAddress48',
  'InetAddressIPv4',
  'InetAddressIPv6',
  'IpAddr',
] as const;
/** Text whose type stands in the column before its own. */
export const pairedTypes = ['InetAddress', 'InetAddressMissingSize', 'LldpPortId', 'LldpChassisId'] as const;

export const metricTypes = [...numericTypes, ...timeTypes, ...enumTypes, ...textTypes, ...pairedTypes] as const;
export type MetricType = (typeof metricTypes)[number];
export type TextType = (typeof textTypes)[number];
export type PairedType = (typeof pairedTypes)[number];

export const integerIndexTypes = ['gauge', 'counter', 'Integer', 'Integer32'] as const;
export const indexTypes = [...integerIndexTypes, 'EnumAsInfo', ...textTypes, ...pairedTypes] as const;
export type IndexType = (typeof indexTypes)[number];

/** What a lookup may say of the value that it finds; anything but text shows as the number that it is. */
export const lookupTypes = [...metricTypes, 'Integer', 'Integer32'] as const;
export type LookupType = (typeof lookupTypes)[number];

/** What each subtype says of a paired value: RFC 4001 InetAddressType, IEEE 802.1AB LldpPortIdSubtype and LldpChassisIdSubtype. */
const pairs: Readonly<Record<PairedType, Readonly<Record<number, TextType>>>> = {
  InetAddress: { 1: 'InetAddressIPv4', 2: 'InetAddressIPv6' },
  InetAddressMissingSize: { 1: 'InetAddressIPv4', 2: 'InetAddressIPv6' },
  LldpPortId: { 1: 'DisplayString', 2: 'DisplayString', 3: 'PhysAddress48', 5: 'DisplayString', 7: 'DisplayString' },
  LldpChassisId: {
    1: 'DisplayString',
    2: 'DisplayString',
    3: 'DisplayString',
    4: 'PhysAddress48',
    6: 'DisplayString',
    7: 'DisplayString',
  },
};

export const isPaired = (type: string): type is PairedType => Object.hasOwn(pairs, type);

/** The type of a paired value by its subtype; undefined where nobody says how to read it. */
export const pairedWith = (type: PairedType, subtype: number | undefined): TextType | undefined =>
  subtype === undefined ? undefined : pairs[type][subtype];
