import { ProbeFailure } from '../probe/failure.ts';
import type { RtspConnection } from './connection.ts';
import { openUdpPorts, type MediaReceiver } from './udpPorts.ts';

/** The way on which a camera's packets come. */
export interface MediaTransport {
  /** `Transport` of the SETUP request (RFC 2326 section 12.39). */
  offered: string;
  /** The camera took it; its own `Transport`. @throws ProbeFailure where it chose another way */
  agreed: (answered: string) => void;
  close: () => void;
}

/** Within the RTSP connection. */
export function interleaved(connection: RtspConnection, media: MediaReceiver, control: MediaReceiver): MediaTransport {
  return {
    offered: 'RTP/AVP/TCP;unicast;interleaved=0-1',
    agreed: (answered) => {
      if (/^RTP\/AVP(?:\/UDP)?;/i.test(answered)) throw otherWay();
      const [, first = '0', second] = /interleaved=(\d+)(?:-(\d+))?/.exec(answered) ?? [];
      const [mediaChannel, controlChannel] = [Number(first), Number(second ?? Number(first) + 1)];
      connection.onInterleaved((channel, octets, from, to) => {
        if (channel === mediaChannel) media(octets, from, to);
        else if (channel === controlChannel) control(octets, from, to);
      });
    },
    close: () => connection.onInterleaved(() => undefined),
  };
}

/** Beside the connection, to two ports of ours. Only what comes from the camera's address, and the ports that it named, counts. */
export async function beside(
  connection: RtspConnection,
  peer: string,
  media: MediaReceiver,
  control: MediaReceiver,
): Promise<MediaTransport> {
  const ports = await openUdpPorts(connection.localAddress, peer, media, control);
  return {
    offered: `RTP/AVP;unicast;client_port=${ports.media}-${ports.media + 1}`,
    agreed: (answered) => {
      if (/^RTP\/AVP\/TCP/i.test(answered)) throw otherWay();
      const [, first, second] = /server_port=(\d{1,5})(?:-(\d{1,5}))?/.exec(answered) ?? [];
      if (first !== undefined) ports.expect(Number(first), Number(second ?? Number(first) + 1));
    },
    close: ports.close,
  };
}

const otherWay = (): ProbeFailure =>
  new ProbeFailure('protocol', 'the device chooses a transport that was not offered');
