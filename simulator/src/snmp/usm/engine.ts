import { hash } from 'node:crypto';

/** An authoritative SNMP engine (RFC 3414 section 2): its identity, how often it started, and its clock. */
export interface Engine {
  id: Buffer;
  boots: () => number;
  /** Seconds since it started, as it believes. */
  time: () => number;
  /** usmStats (RFC 3414 section 5), by their last number. */
  refused: Map<number, number>;
}

/** RFC 3411 snmpEngineID: enterprise 32473, which RFC 5612 keeps for examples, and octets of its own that follow from the name. */
const idPrefix = Buffer.from([0x80, 0x00, 0x7e, 0xd9, 0x05]);
const idOctets = 12;

/** `bootedAt` and `now` in milliseconds; `skewSeconds` is what its clock is ahead. */
export function engineOf(
  name: string,
  { bootedAt, now, skewSeconds }: { bootedAt: () => number; now: () => number; skewSeconds: () => number },
): Engine {
  let boots = 1;
  let last = bootedAt();
  const look = (): number => {
    const booted = bootedAt();
    if (booted !== last) boots += 1;
    last = booted;
    return booted;
  };
  return {
    id: Buffer.concat([idPrefix, hash('sha256', name, 'buffer').subarray(0, idOctets)]),
    boots: () => {
      look();
      return boots;
    },
    time: () => Math.max(0, Math.floor((now() - look()) / 1000) + skewSeconds()),
    refused: new Map(),
  };
}
