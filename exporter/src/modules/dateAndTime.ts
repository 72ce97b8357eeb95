/**
 * SNMPv2-TC DateAndTime as seconds since 1970; undefined for what is none. Its short form has no offset from UTC: `localIsUtc`
 * says whether to take it for UTC, or for unknown.
 */
export function unixSeconds(octets: Uint8Array | undefined, localIsUtc: boolean): number | undefined {
  if (octets?.length !== 11 && !(octets?.length === 8 && localIsUtc)) return undefined;
  const [high = 0, low = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, deci = 0] = octets;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const local = Date.UTC(high * 256 + low, month - 1, day, hour, minute, second) / 1000 + Math.min(deci, 9) / 10;
  const [direction, hours = 0, minutes = 0] = octets.subarray(8);
  const offset = hours * 3600 + minutes * 60;
  return direction === 0x2d ? local + offset : local - offset;
}
