import { createSocket } from 'node:dgram';
import { encode, encodeInteger, encodeOid, tag } from '../src/snmp/ber.ts';
import { oid } from '../src/snmp/mibView.ts';
import type { Endpoint } from '../src/endpoint.ts';

const getBulk = 0xa5;
/** What a prober of interfaces or of a UPS asks for, in two requests of several columns. */
const columns = {
  snmp_if: [
    [
      '1.3.6.1.2.1.1.3',
      '1.3.6.1.2.1.2.2.1.7',
      '1.3.6.1.2.1.2.2.1.8',
      '1.3.6.1.2.1.31.1.1.1.1',
      '1.3.6.1.2.1.31.1.1.1.15',
    ],
    ['1.3.6.1.2.1.31.1.1.1.6', '1.3.6.1.2.1.31.1.1.1.10', '1.3.6.1.2.1.2.2.1.14', '1.3.6.1.2.1.2.2.1.20'],
  ],
  snmp_ups: [
    ['1.3.6.1.2.1.33.1.2', '1.3.6.1.2.1.33.1.3'],
    ['1.3.6.1.2.1.33.1.4', '1.3.6.1.2.1.33.1.5'],
  ],
} as const;

function request(community: string, asked: readonly string[]): Buffer {
  const number = (value: number): Buffer => encodeInteger(tag.integer, value);
  const varbinds = asked.map((column) =>
    encode(tag.sequence, Buffer.concat([encodeOid(oid(column)), encode(tag.null, Buffer.alloc(0))])),
  );
  const pdu = Buffer.concat([number(1), number(0), number(11), encode(tag.sequence, Buffer.concat(varbinds))]);
  return encode(
    tag.sequence,
    Buffer.concat([number(1), encode(tag.octets, Buffer.from(community)), encode(getBulk, pdu)]),
  );
}

/** Asks agents over one socket and counts what comes back. */
export function snmpPoller(community: string) {
  const socket = createSocket('udp4');
  const requests = {
    snmp_if: columns.snmp_if.map((asked) => request(community, asked)),
    snmp_ups: columns.snmp_ups.map((asked) => request(community, asked)),
  };
  const counts = { sent: 0, answered: 0 };
  socket.on('message', () => void (counts.answered += 1));
  return {
    counts,
    poll: (module: keyof typeof columns, { host, port }: Endpoint): void => {
      for (const message of requests[module]) {
        counts.sent += 1;
        socket.send(message, port, host);
      }
    },
    close: (): void => void socket.close(),
  };
}
