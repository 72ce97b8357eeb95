/** From 1900, where NTP counts from (RFC 5905 section 6), to 1970. */
const ntpEpochSeconds = 2_208_988_800;

/**
 * Seconds since 1970 of a DateAndTime (RFC 2579): 8 octets in UTC, or 11 with the zone. Whole seconds, as snmp_exporter gives
 * them. Undefined for any other length or direction from UTC.
 */
export function dateAndTimeSeconds(octets: Uint8Array): number | undefined {
  if (octets.length !== 8 && octets.length !== 11) return undefined;
  const at = (index: number): number => octets[index] ?? 0;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(at(0) * 256 + at(1), at(2) - 1, at(3));
  date.setUTCHours(at(4), at(5), at(6));
  const seconds = date.getTime() / 1000;
  if (octets.length === 8) return seconds;
  const zone = at(9) * 3600 + at(10) * 60;
  if (at(8) === 0x2b) return seconds - zone;
  return at(8) === 0x2d ? seconds + zone : undefined;
}

/** Whole seconds since 1970 of an NTP timestamp of 64 bits; undefined when it is shorter. */
export function ntpSeconds(octets: Uint8Array): number | undefined {
  if (octets.length < 8) return undefined;
  return new DataView(octets.buffer, octets.byteOffset).getUint32(0) - ntpEpochSeconds;
}
