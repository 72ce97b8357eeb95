import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { interleavingHeader, stamp, type Frame, type Stamp } from './packets.ts';

/** A way for packets to one client. */
export interface Transport {
  /** What the server answers to SETUP. */
  header: string;
  sendFrame: (frame: Frame, numbers: Omit<Stamp, 'channel'>) => void;
  /** One packet behind its interleaving header, stamped already. */
  sendPacket: (packet: Buffer) => void;
  /** Of interleaved RTP; nothing over UDP. */
  channel: number;
  sendReport: (report: Buffer) => void;
  close: () => void;
}

/** What a client asks for in SETUP (RFC 2326 section 12.39). */
export type Wish = { way: 'interleaved'; channel: number } | { way: 'udp'; port: number };

/** The first of the offered transports that a camera has; undefined where it has none of them. */
export function parseTransport(header: string): Wish | undefined {
  for (const offer of header.split(',')) {
    const parameters = offer.split(';').map((part) => part.trim());
    const [protocol] = parameters;
    const number = (name: string): number | undefined => {
      const value = parameters.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
      const match = /^(\d{1,5})(?:-\d{1,5})?$/.exec(value ?? '');
      return match ? Number(match[1]) : undefined;
    };
    if (parameters.includes('multicast')) continue;
    if (protocol === 'RTP/AVP/TCP') {
      const channel = number('interleaved') ?? 0;
      if (channel <= 254) return { way: 'interleaved', channel };
    }
    if (protocol === 'RTP/AVP' || protocol === 'RTP/AVP/UDP') {
      const port = number('client_port');
      if (port !== undefined && port > 0 && port < 65535) return { way: 'udp', port };
    }
  }
  return undefined;
}

const maxBacklog = 512 * 1024;
/** Room for a key frame of a sub-stream. */
const scratchSize = 64 * 1024;
/** Frames are stamped into it, one after the other, for all sessions. */
let scratch = Buffer.alloc(0);

export function interleaved(socket: Socket, channel: number): Transport {
  return {
    header: `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}`,
    sendFrame: (frame, numbers) => {
      // A client that does not read loses pictures; memory stays bounded.
      if (socket.writableLength > maxBacklog) return;
      if (scratch.length < frame.bytes.length) scratch = Buffer.allocUnsafe(Math.max(scratchSize, frame.bytes.length));
      socket.write(stamp(frame, { ...numbers, channel }, scratch));
      // What the kernel did not take at once still waits in the buffer: leave it alone and go on with another.
      if (socket.writableLength > 0) scratch = Buffer.alloc(0);
    },
    channel,
    sendPacket: (packet) => void (socket.writableLength > maxBacklog || socket.write(packet)),
    sendReport: (report) => {
      const header = Buffer.from([0x24, channel + 1, report.length >> 8, report.length & 0xff]);
      socket.write(Buffer.concat([header, report]));
    },
    close: () => undefined,
  };
}

/** RTP from a pair of ports of the camera's own to the client's. @throws the socket's error when no port is to be had. */
export async function overUdp(host: string, client: string, clientPort: number): Promise<Transport> {
  const [rtp, rtcp] = await bindPair(host);
  // A datagram that nobody takes is lost, as on any network.
  const lost = (): undefined => undefined;
  return {
    header:
      `RTP/AVP;unicast;client_port=${clientPort}-${clientPort + 1};` +
      `server_port=${rtp.address().port}-${rtcp.address().port}`,
    sendFrame: (frame, numbers) => {
      const stamped = stamp(frame, { ...numbers, channel: 0 }, Buffer.allocUnsafe(frame.bytes.length));
      frame.packets.forEach((at, index) => {
        const end = frame.packets[index + 1] ?? stamped.length;
        rtp.send(stamped.subarray(at + interleavingHeader, end), clientPort, client, lost);
      });
    },
    channel: 0,
    sendPacket: (packet) => rtp.send(packet.subarray(interleavingHeader), clientPort, client, lost),
    sendReport: (report) => rtcp.send(report, clientPort + 1, client, lost),
    close: () => {
      rtp.close();
      rtcp.close();
    },
  };
}

const attempts = 8;

/** Two sockets on neighbouring ports, the first one even (RFC 3550 section 11). */
async function bindPair(host: string): Promise<[UdpSocket, UdpSocket]> {
  for (let attempt = 1; ; attempt++) {
    const probe = await bound(host, 0);
    const even = probe.address().port & ~1;
    probe.close();
    await once(probe, 'close');
    const pair = await Promise.allSettled([bound(host, even), bound(host, even + 1)]);
    const [first, second] = pair;
    if (first.status === 'fulfilled' && second.status === 'fulfilled') return [first.value, second.value];
    for (const half of pair) if (half.status === 'fulfilled') half.value.close();
    if (attempt === attempts) throw new Error(`no pair of UDP ports to be had on ${host}`);
  }
}

async function bound(host: string, port: number): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  socket.bind(port, host);
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}
