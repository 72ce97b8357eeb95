/** The header of an RTP packet (RFC 3550 section 5.1) and its payload. */
export interface RtpPacket {
  payloadType: number;
  sequence: number;
  /** In units of the track's clock rate, modulo 2^32. */
  timestamp: number;
  payload: Uint8Array;
}

/** Undefined for what is not a whole RTP packet. */
export function readRtpPacket(octets: Uint8Array): RtpPacket | undefined {
  if (octets.length < 12 || (octets[0] ?? 0) >> 6 !== 2) return undefined;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const flags = view.getUint8(0);
  let from = 12 + 4 * (flags & 0x0f);
  if ((flags & 0x10) !== 0) {
    if (from + 4 > octets.length) return undefined;
    from += 4 + 4 * view.getUint16(from + 2);
  }
  const padding = (flags & 0x20) === 0 ? 0 : (octets[octets.length - 1] ?? 0);
  const to = octets.length - padding;
  if (from > to) return undefined;
  return {
    payloadType: view.getUint8(1) & 0x7f,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    payload: octets.subarray(from, to),
  };
}
