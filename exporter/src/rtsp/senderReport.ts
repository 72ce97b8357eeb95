const senderReport = 200;
/** From 1900, where NTP counts from, to 1970. */
const ntpToUnixSeconds = 2_208_988_800;
/** 2000-01-01: what is earlier is the time since a camera started, which it may send instead (RFC 3550 section 6.4.1). */
const earliestMs = 946_684_800_000;

/** The camera's clock in a sender report of RTCP (RFC 3550 section 6.4.1), ms since 1970; undefined for anything else. */
export function clockOfSenderReport(octets: Buffer, from: number, to: number): number | undefined {
  if (to - from < 28 || (octets[from] ?? 0) >> 6 !== 2 || octets[from + 1] !== senderReport) return undefined;
  const seconds = octets.readUInt32BE(from + 8) - ntpToUnixSeconds;
  const ms = seconds * 1000 + (octets.readUInt32BE(from + 12) / 2 ** 32) * 1000;
  return ms >= earliestMs ? ms : undefined;
}
