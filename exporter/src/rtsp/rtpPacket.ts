/**
 * The header of an RTP packet (RFC 3550 section 5.1) and where its payload lies. One for all packets of a stream, read anew for each:
 * a camera sends hundreds in a second, and nothing is made for any of them.
 */
export class RtpPacket {
  payloadType = 0;
  sequence = 0;
  /** In units of the track's clock rate, modulo 2^32. */
  timestamp = 0;
  /** Set on the last packet of a picture. */
  marker = false;
  from = 0;
  to = 0;

  /** Read the packet that lies between two places of a buffer; false for what is not a whole RTP packet. */
  read(octets: Buffer, from: number, to: number): boolean {
    if (to - from < 12) return false;
    const flags = octets[from] ?? 0;
    if (flags >> 6 !== 2) return false;
    let payload = from + 12 + 4 * (flags & 0x0f);
    if ((flags & 0x10) !== 0) {
      if (payload + 4 > to) return false;
      payload += 4 + 4 * octets.readUInt16BE(payload + 2);
    }
    const end = to - ((flags & 0x20) === 0 ? 0 : (octets[to - 1] ?? 0));
    if (payload > end) return false;
    const second = octets[from + 1] ?? 0;
    this.payloadType = second & 0x7f;
    this.marker = second > 0x7f;
    this.sequence = octets.readUInt16BE(from + 2);
    this.timestamp = octets.readUInt32BE(from + 4);
    this.from = payload;
    this.to = end;
    return true;
  }
}
