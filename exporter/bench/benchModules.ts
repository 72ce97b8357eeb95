import { stringify } from 'yaml';

const ifEntry = '1.3.6.1.2.1.2.2.1';
const ifXEntry = '1.3.6.1.2.1.31.1.1.1';
const ups = '1.3.6.1.2.1.33.1';

interface Metric {
  name: string;
  oid: string;
  type: string;
  [key: string]: unknown;
}

const ifColumns: Readonly<Record<string, [column: number, type: string]>> = {
  ifIndex: [1, 'gauge'],
  ifType: [3, 'EnumAsInfo'],
  ifMtu: [4, 'gauge'],
  ifSpeed: [5, 'gauge'],
  ifPhysAddress: [6, 'PhysAddress48'],
  ifAdminStatus: [7, 'gauge'],
  ifOperStatus: [8, 'gauge'],
  ifLastChange: [9, 'gauge'],
  ifInOctets: [10, 'counter'],
  ifInUcastPkts: [11, 'counter'],
  ifInNUcastPkts: [12, 'counter'],
  ifInDiscards: [13, 'counter'],
  ifInErrors: [14, 'counter'],
  ifInUnknownProtos: [15, 'counter'],
  ifOutOctets: [16, 'counter'],
  ifOutUcastPkts: [17, 'counter'],
  ifOutNUcastPkts: [18, 'counter'],
  ifOutDiscards: [19, 'counter'],
  ifOutErrors: [20, 'counter'],
  ifOutQLen: [21, 'gauge'],
  ifSpecific: [22, 'OctetString'],
};
const ifXColumns: typeof ifColumns = {
  ifInMulticastPkts: [2, 'counter'],
  ifInBroadcastPkts: [3, 'counter'],
  ifOutMulticastPkts: [4, 'counter'],
  ifOutBroadcastPkts: [5, 'counter'],
  ifHCInOctets: [6, 'counter'],
  ifHCInUcastPkts: [7, 'counter'],
  ifHCInMulticastPkts: [8, 'counter'],
  ifHCInBroadcastPkts: [9, 'counter'],
  ifHCOutOctets: [10, 'counter'],
  ifHCOutUcastPkts: [11, 'counter'],
  ifHCOutMulticastPkts: [12, 'counter'],
  ifHCOutBroadcastPkts: [13, 'counter'],
  ifLinkUpDownTrapEnable: [14, 'gauge'],
  ifHighSpeed: [15, 'gauge'],
  ifPromiscuousMode: [16, 'gauge'],
  ifConnectorPresent: [17, 'gauge'],
  ifCounterDiscontinuityTime: [19, 'gauge'],
};

const lookup = (labelname: string, oid: string) => ({ labels: ['ifIndex'], labelname, oid, type: 'DisplayString' });

/** The whole of ifTable and ifXTable, each series with the names of its interface, as the if_mib of snmp_exporter has them. */
export function ifMibModule(): object {
  const columns = (entry: string, all: typeof ifColumns): Metric[] =>
    Object.entries(all).map(([name, [column, type]]) => ({
      name,
      oid: `${entry}.${column}`,
      type,
      help: `${name} of IF-MIB - ${entry}.${column}`,
      indexes: [{ labelname: 'ifIndex', type: 'gauge' }],
      lookups: [
        lookup('ifAlias', `${ifXEntry}.18`),
        lookup('ifDescr', `${ifEntry}.2`),
        lookup('ifName', `${ifXEntry}.1`),
      ],
      ...(type === 'EnumAsInfo' ? { enum_values: { 6: 'ethernetCsmacd', 24: 'softwareLoopback' } } : {}),
    }));
  return {
    walk: ['1.3.6.1.2.1.2', '1.3.6.1.2.1.31.1.1'],
    get: ['1.3.6.1.2.1.1.3.0'],
    metrics: [
      { name: 'sysUpTime', oid: '1.3.6.1.2.1.1.3', type: 'gauge', help: 'Time since the last start, 1/100 s' },
      { name: 'ifNumber', oid: '1.3.6.1.2.1.2.1', type: 'gauge', help: 'Number of interfaces' },
      ...columns(ifEntry, ifColumns),
      ...columns(ifXEntry, ifXColumns),
    ],
    max_repetitions: 25,
  };
}

/** UPS-MIB (RFC 1628). */
export function upsMibModule(): object {
  const scalars = ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '3.1', '3.2', '4.1', '4.2', '4.3', '5.1', '5.2'];
  const table = (entry: string, index: string, columns: readonly number[]): Metric[] =>
    columns.map((column) => ({
      name: `ups_${entry.replaceAll('.', '_')}_${column}`,
      oid: `${ups}.${entry}.${column}`,
      type: 'gauge',
      help: `${entry}.${column} of UPS-MIB`,
      indexes: [{ labelname: index, type: 'gauge' }],
    }));
  return {
    walk: [ups],
    get: ['1.3.6.1.2.1.1.3.0'],
    metrics: [
      { name: 'sysUpTime', oid: '1.3.6.1.2.1.1.3', type: 'gauge', help: 'Time since the last start, 1/100 s' },
      ...scalars.map((scalar) => ({
        name: `ups_${scalar.replaceAll('.', '_')}`,
        oid: `${ups}.${scalar}`,
        type: 'gauge',
        help: `${scalar} of UPS-MIB`,
      })),
      ...table('3.3.1', 'upsInputLineIndex', [2, 3, 4, 5]),
      ...table('4.4.1', 'upsOutputLineIndex', [2, 3, 4]),
      ...table('5.3.1', 'upsBypassLineIndex', [2, 3]),
    ],
    max_repetitions: 25,
  };
}

/** A file of the flat shape, which both Debian's snmp_exporter and ours read. Go wants the keys of enumerations to be numbers. */
export const flatYml = (modules: Readonly<Record<string, object>>): string =>
  stringify(modules, { aliasDuplicateObjects: false }).replace(/^(\s*)"(\d+)":/gm, '$1$2:');

/** A user of SNMPv3 with SHA-1 and AES, as both sides know it: the module's keys in the flat shape. */
export const v3Auth = {
  version: 3,
  auth: {
    username: 'bench',
    security_level: 'authPriv',
    password: 'authentication-of-bench',
    auth_protocol: 'SHA',
    priv_protocol: 'AES',
    priv_password: 'privacy-of-bench',
  },
};

/** The same for snmpd.conf. */
export const v3Config = [
  'createUser bench SHA "authentication-of-bench" AES "privacy-of-bench"',
  'rouser bench authpriv',
];

/** The 41 objects of UPS-MIB that the fleet's UPS has, for snmpd.conf. */
export const upsObjects: readonly string[] = [
  ...['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '3.1', '3.2', '4.1', '4.2', '4.3', '5.1', '5.2'].map(
    (scalar) => `${scalar}.0`,
  ),
  ...[
    { entry: '3.3.1', columns: [2, 3, 4, 5] },
    { entry: '4.4.1', columns: [2, 3, 4] },
    { entry: '5.3.1', columns: [2, 3] },
  ].flatMap(({ entry, columns }) => columns.flatMap((column) => [1, 2, 3].map((row) => `${entry}.${column}.${row}`))),
].map((suffix, at) => `override .1.3.6.1.2.1.33.1.${suffix} integer ${at + 1}`);
