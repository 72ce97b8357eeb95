import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import snmp from 'net-snmp';

/** A port of the simulated switch. Octets as eight bytes, as net-snmp takes them. */
export interface SwitchPort {
  name: string;
  up: boolean;
  receivedBytes: bigint;
}

const column = (number: number, name: string, type: number) => ({
  number,
  name,
  type,
  maxAccess: snmp.MaxAccess['read-only'],
});
const { Integer, Gauge, Counter64, OctetString, TimeTicks } = snmp.ObjectType;

const providers = [
  { name: 'sysUpTime', type: snmp.MibProviderType.Scalar, oid: '1.3.6.1.2.1.1.3', scalarType: TimeTicks, maxAccess: 2 },
  {
    name: 'ifTable',
    type: snmp.MibProviderType.Table,
    oid: '1.3.6.1.2.1.2.2.1',
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      column(1, 'ifIndex', Integer),
      column(7, 'ifAdminStatus', Integer),
      column(8, 'ifOperStatus', Integer),
    ],
    tableIndex: [{ columnName: 'ifIndex' }],
  },
  {
    name: 'ifXTable',
    type: snmp.MibProviderType.Table,
    oid: '1.3.6.1.2.1.31.1.1.1',
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      column(1, 'ifName', OctetString),
      column(6, 'ifHCInOctets', Counter64),
      column(15, 'ifHighSpeed', Gauge),
      column(20, 'xIndex', Integer),
    ],
    tableIndex: [{ columnName: 'xIndex' }],
  },
];

/** A switch spoken for by net-snmp's agent, on a free port of 127.0.0.1. */
export async function startSwitchAgent(
  community: string,
  ports: readonly SwitchPort[],
): Promise<{ port: number; stop: () => void }> {
  const port = await freeUdpPort();
  // Told of every message that it refuses, as the one with a wrong community: that is the agent doing well.
  const agent = snmp.createAgent({ port, address: '127.0.0.1' }, () => undefined);
  agent.getAuthorizer().addCommunity(community);
  const mib = agent.getMib();
  for (const provider of providers) mib.registerProvider(provider);
  mib.setScalarValue('sysUpTime', 8_640_050);
  ports.forEach(({ name, up, receivedBytes }, at) => {
    const octets = Buffer.alloc(8);
    octets.writeBigUInt64BE(receivedBytes);
    mib.addTableRow('ifTable', [at + 1, 1, up ? 1 : 2]);
    mib.addTableRow('ifXTable', [name, octets, 1000, at + 1]);
  });
  return { port, stop: () => agent.close() };
}

/** A port that was free a moment ago: net-snmp's agent does not tell which one it got. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}
