import { octets, type Value } from '../mibView.ts';

/** DateAndTime (RFC 2579) in its long form, in UTC. */
export function dateAndTime(milliseconds: number): Value {
  const at = new Date(milliseconds);
  const year = at.getUTCFullYear();
  return octets(
    Uint8Array.from([
      ...[year >> 8, year & 255, at.getUTCMonth() + 1, at.getUTCDate()],
      ...[at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), Math.floor(at.getUTCMilliseconds() / 100)],
      ...[0x2b, 0, 0],
    ]),
  );
}
