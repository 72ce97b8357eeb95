import type { Port } from './ports.ts';
import { counter32, counter64, gauge, integer, octets, oid, table, timeTicks, type Variable } from './mibView.ts';

const status = (up: boolean) => integer(up ? 1 : 2);
const packetOctets = 1000;

interface Counted extends Port {
  /** What has flowed until now, by the time that the port was up since it was last looked at. */
  octetsIn: () => number;
  octetsOut: () => number;
  /** sysUpTime, milliseconds, at which a change of state was first seen; 0 where it was so from the start. */
  lastChange: () => number;
}

/** Counts from the start of the device; starts again from 0 when it restarts (ifCounterDiscontinuityTime). */
function counted(port: Port, uptimeMs: () => number): Counted {
  let seenAt = 0;
  let wasUp = port.up();
  let upMs = 0;
  let changedAt = 0;
  const look = (): number => {
    const uptime = uptimeMs();
    const isUp = port.up();
    if (uptime < seenAt) {
      seenAt = 0;
      upMs = 0;
      changedAt = 0;
      wasUp = isUp;
    }
    if (isUp) upMs += uptime - seenAt;
    if (isUp !== wasUp) changedAt = uptime;
    wasUp = isUp;
    seenAt = uptime;
    return upMs / 1000;
  };
  return {
    ...port,
    octetsIn: () => look() * port.inRate,
    octetsOut: () => look() * port.outRate,
    lastChange: () => {
      look();
      return changedAt;
    },
  };
}

const macAddress = (port: Port): Uint8Array => Uint8Array.from([0x02, 0, 0, 0, 0, port.index]);

/** IF-MIB ifNumber, ifTable and ifXTable (RFC 2863). */
export function ifMib(ports: readonly Port[], uptimeMs: () => number): Variable[] {
  const rows = ports.map((port) => counted(port, uptimeMs));
  const index = (row: Counted): number => row.index;
  return [
    { oid: oid('1.3.6.1.2.1.2.1.0'), read: () => integer(rows.length) },
    ...table('1.3.6.1.2.1.2.2.1', rows, index, {
      1: (row) => integer(row.index),
      2: (row) => octets(row.name),
      3: (row) => integer(row.type),
      4: () => integer(1500),
      5: (row) => gauge(Math.min(row.megabitsPerSecond * 1e6, 2 ** 32 - 1)),
      6: (row) => octets(macAddress(row)),
      7: () => status(true),
      8: (row) => status(row.up()),
      9: (row) => timeTicks(row.lastChange()),
      10: (row) => counter32(row.octetsIn()),
      11: (row) => counter32(row.octetsIn() / packetOctets),
      13: () => counter32(0),
      14: () => counter32(0),
      16: (row) => counter32(row.octetsOut()),
      17: (row) => counter32(row.octetsOut() / packetOctets),
      19: () => counter32(0),
      20: () => counter32(0),
    }),
    ...table('1.3.6.1.2.1.31.1.1.1', rows, index, {
      1: (row) => octets(row.name),
      6: (row) => counter64(row.octetsIn()),
      7: (row) => counter64(row.octetsIn() / packetOctets),
      10: (row) => counter64(row.octetsOut()),
      11: (row) => counter64(row.octetsOut() / packetOctets),
      15: (row) => gauge(row.megabitsPerSecond),
      17: () => integer(1),
      18: (row) => octets(row.alias),
      19: () => timeTicks(0),
    }),
  ];
}
