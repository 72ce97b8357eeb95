import type { Codec } from './codecs.ts';

/**
 * A picture as RTP packets, each behind its interleaving header, in one buffer: "$", channel, length (RFC 2326 section
 * 10.12), RTP header (RFC 3550 section 5.1), payload (RFC 6184, RFC 7798). What differs between sessions is patched into a copy.
 */
export interface Frame {
  bytes: Buffer;
  /** Where each packet begins, at its "$". */
  packets: readonly number[];
  /** Octets of payload without any header. */
  payloadOctets: number;
}

export const interleavingHeader = 4;
const rtpHeader = 12;
const maxPayload = 1400;
export const payloadType = 96;

/** Cut the NAL units of one picture into packets: whole, or in fragments where too long (RFC 6184 section 5.8, RFC 7798 section 4.4.3). */
export function packetise(nals: readonly Buffer[], codec: Codec): Frame {
  const payloads = nals.flatMap((nal) => (nal.length <= maxPayload ? [nal] : fragments(nal, codec)));
  const packets: number[] = [];
  let length = 0;
  const parts = payloads.map((payload, index) => {
    packets.push(length);
    const header = Buffer.alloc(interleavingHeader + rtpHeader);
    header.write('$', 0);
    header.writeUInt16BE(rtpHeader + payload.length, 2);
    header[interleavingHeader] = 0x80;
    const marker = index === payloads.length - 1 ? 0x80 : 0;
    header[interleavingHeader + 1] = marker | payloadType;
    length += header.length + payload.length;
    return Buffer.concat([header, payload]);
  });
  return {
    bytes: Buffer.concat(parts),
    packets,
    payloadOctets: payloads.reduce((sum, payload) => sum + payload.length, 0),
  };
}

function fragments(nal: Buffer, { headerOctets, fragmentHeader }: Codec): Buffer[] {
  const room = maxPayload - headerOctets - 1;
  const pieces: Buffer[] = [];
  for (let at = headerOctets; at < nal.length; at += room) {
    const start = at === headerOctets ? 0x80 : 0;
    const end = at + room >= nal.length ? 0x40 : 0;
    pieces.push(Buffer.concat([fragmentHeader(nal, start | end), nal.subarray(at, at + room)]));
  }
  return pieces;
}

export interface Stamp {
  channel: number;
  /** Of the first packet; the others follow. */
  sequence: number;
  timestamp: number;
  ssrc: number;
}

/** Copy a frame into a buffer that has room for it, with a session's own numbers; the part that was filled. */
export function stamp(frame: Frame, { channel, sequence, timestamp, ssrc }: Stamp, into: Buffer): Buffer {
  frame.bytes.copy(into);
  let next = sequence;
  for (const at of frame.packets) {
    into[at + 1] = channel;
    into.writeUInt16BE(next & 0xffff, at + 6);
    into.writeUInt32BE(timestamp, at + 8);
    into.writeUInt32BE(ssrc, at + 12);
    next += 1;
  }
  return into.subarray(0, frame.bytes.length);
}

export interface ReportedCounts {
  ssrc: number;
  timestamp: number;
  packets: number;
  octets: number;
}

const secondsFrom1900To1970 = 2_208_988_800;

/** An RTCP sender report with a source description (RFC 3550 sections 6.4.1, 6.5). */
export function senderReport({ ssrc, timestamp, packets, octets }: ReportedCounts, nowMs: number): Buffer {
  const report = Buffer.alloc(28);
  report[0] = 0x80;
  report[1] = 200;
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc, 4);
  report.writeUInt32BE(Math.floor(nowMs / 1000) + secondsFrom1900To1970, 8);
  report.writeUInt32BE(Math.floor(((nowMs % 1000) / 1000) * 2 ** 32), 12);
  report.writeUInt32BE(timestamp, 16);
  report.writeUInt32BE(packets >>> 0, 20);
  report.writeUInt32BE(octets >>> 0, 24);
  const name = 'camera';
  const description = Buffer.alloc(20);
  description[0] = 0x81;
  description[1] = 202;
  description.writeUInt16BE(4, 2);
  description.writeUInt32BE(ssrc, 4);
  description[8] = 1;
  description[9] = name.length;
  description.write(name, 10, 'ascii');
  return Buffer.concat([report, description]);
}
