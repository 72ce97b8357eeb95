import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { failureOf } from '../probe/failure.ts';
import { maxConnectionBytes } from './connection.ts';

/** Told of a packet that lies between two places of a buffer, which is only valid during the call. */
export type MediaReceiver = (octets: Buffer, from: number, to: number) => void;

const tries = 8;
/** As large as a burst of a key frame. */
const receiveBufferBytes = 512 * 1024;
/** An empty receiver report (RFC 3550 section 6.4.2): opens the way through a firewall that lets in answers only. */
const opener = Buffer.from([0x80, 201, 0, 1, 0, 0, 0, 1]);

export interface UdpPorts {
  /** Of RTP, even; RTCP is at the next. */
  media: number;
  /** The camera's ports, from which its packets come. */
  expect: (media: number, control: number) => void;
  close: () => void;
}

/** A pair of ports of one of our addresses, for the packets of one peer. @throws ProbeFailure where none is to be had */
export async function openUdpPorts(
  local: string,
  peer: string,
  media: MediaReceiver,
  control: MediaReceiver,
): Promise<UdpPorts> {
  const [mediaSocket, controlSocket] = await bindPair(plainAddress(local));
  let bytes = 0;
  const expected = new Map<Socket, number>();
  const hear = (socket: Socket, receiver: MediaReceiver): void => {
    socket.on('message', (octets: Buffer, from: RemoteInfo) => {
      const port = expected.get(socket);
      if (plainAddress(from.address) !== plainAddress(peer) || (port !== undefined && port !== from.port)) return;
      bytes += octets.length;
      if (bytes <= maxConnectionBytes) receiver(octets, 0, octets.length);
    });
    // What a camera's machine answers to the opener where nobody listens; that no packet comes is seen without it.
    socket.on('error', () => undefined);
  };
  hear(mediaSocket, media);
  hear(controlSocket, control);
  return {
    media: mediaSocket.address().port,
    expect: (mediaPort, controlPort) => {
      expected.set(mediaSocket, mediaPort).set(controlSocket, controlPort);
      for (const [socket, port] of expected)
        if (port > 0 && port < 65_536) socket.send(opener, port, plainAddress(peer));
    },
    close: () => {
      mediaSocket.close();
      controlSocket.close();
    },
  };
}

/** The even port is of RTP (RFC 3550 section 11). */
async function bindPair(address: string): Promise<[Socket, Socket]> {
  for (let left = tries; ; left--) {
    const first = await bound(address, 0);
    const port = first.address().port;
    try {
      const second = await bound(address, port ^ 1);
      return port % 2 === 0 ? [first, second] : [second, first];
    } catch (error) {
      first.close();
      if (left === 0) throw error;
    }
  }
}

function bound(address: string, port: number): Promise<Socket> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', recvBufferSize: receiveBufferBytes });
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(failureOf(error));
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

/** Addresses as they are compared: an IPv4 one may come in IPv6's clothes. */
const plainAddress = (address: string): string =>
  isIPv6(address) && address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
