import { deviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Labels } from './emit.ts';
import { onuDownCauses, type OnuDownCause } from './onus.ts';
import { ifIndex, ifName, portLabels } from './ports.ts';
import type { Row } from './row.ts';
import { sysUpTime } from './system.ts';

/** An object of DOT3-EPON-MIB (RFC 4837), 1.3.6.1.2.1.155.1; a row for each logical link, at an OLT one for each ONU. */
const epon = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.155.1.${suffix}`,
  mib: 'DOT3-EPON-MIB',
  ...rest,
});
/** A column of the event log of DOT3-OAM-MIB (RFC 4878). */
const oamEvent = (column: number, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.158.1.6.1.${column}`,
  mib: 'DOT3-OAM-MIB',
  ...rest,
});

/** The round trip counts in 16 ns; light in glass goes 0.2 m in a nanosecond, there and back. */
const metresPerQuantum = 1.6;

const causeOf: Readonly<Record<string, OnuDownCause>> = {
  link_fault: 'loss_of_signal',
  dying_gasp: 'dying_gasp',
  critical: 'other',
};

/** An EPON: its ONUs as an OLT or an ONU sees them, and the last events of Ethernet OAM, a dying gasp among them. */
export const snmpEpon = deviceModule({
  name: 'snmp_epon',
  title: { en: 'EPON and Ethernet OAM (RFC 4837, RFC 4878)', zh: 'EPON 与以太网 OAM(RFC 4837、RFC 4878)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    links: {
      index: ifIndex,
      columns: {
        name: ifName,
        registration: epon('1.1.1.7', {
          object: 'dot3MpcpRegistrationState',
          syntax: 'integer',
          one: [3],
          metric: 'onu_registered',
        }),
        roundTrip: epon('1.1.1.10', {
          object: 'dot3MpcpRoundTripTime',
          syntax: 'gauge',
          unknown: [0],
          feeds: ['onu_distance_metres'],
        }),
        uncorrectable: epon('3.1.1.5', {
          object: 'dot3EponFecUncorrectableBlocks',
          syntax: 'counter64',
          metric: 'fec_uncorrectable_blocks_total',
        }),
        inputPower: epon('4.1.5.1.2', {
          object: 'dot3ExtPkgOptIfInputPower',
          syntax: 'integer',
          scale: 0.1,
          metric: 'optical_receive_power_dbm',
        }),
        outputPower: epon('4.1.5.1.7', {
          object: 'dot3ExtPkgOptIfOutputPower',
          syntax: 'integer',
          scale: 0.1,
          metric: 'optical_transmit_power_dbm',
        }),
        signal: epon('4.1.5.1.12', {
          object: 'dot3ExtPkgOptIfSignalDetect',
          syntax: 'integer',
          one: [1],
          metric: 'optical_signal_detected',
        }),
      },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
    events: {
      index: [...ifIndex, { label: 'dot3OamEventLogIndex', type: 'number' }],
      columns: {
        time: oamEvent(2, {
          object: 'dot3OamEventLogTimestamp',
          syntax: 'timeTicks',
          scale: 0.01,
          feeds: ['ethernet_oam_event_age_seconds'],
        }),
        type: oamEvent(4, {
          object: 'dot3OamEventLogType',
          syntax: 'gauge',
          states: { 256: 'link_fault', 257: 'dying_gasp', 258: 'critical' },
          feeds: ['ethernet_oam_event_age_seconds', 'onu_last_down_cause'],
        }),
        end: oamEvent(5, {
          object: 'dot3OamEventLogLocation',
          syntax: 'integer',
          states: { 1: 'near', 2: 'far' },
          feeds: ['ethernet_oam_event_age_seconds', 'onu_last_down_cause'],
        }),
      },
    },
  },
  normalise({ scalars, tables }, emit, target) {
    const labelsOf = portLabels(tables.links, target);
    const linkLabels = new Map<number | undefined, Labels>();
    for (const link of tables.links) {
      const labels = labelsOf(link);
      if (!labels) continue;
      linkLabels.set(link.index[0], labels);
      const quanta = link.number('roundTrip');
      emit.sample('onu_distance_metres', quanta === undefined ? undefined : quanta * metresPerQuantum, labels);
    }
    const now = scalars.measure('uptime');
    if (now === undefined) return;
    const latest = new Map<Labels, { age: number; cause: OnuDownCause }>();
    // The newest first, since the first sample of a series counts.
    const events = [...tables.events].sort((a, b) => ageOf(a, now) - ageOf(b, now));
    for (const event of events) {
      const labels = linkLabels.get(event.index[0]);
      const [type, end, age] = [event.state('type'), event.state('end'), ageOf(event, now)];
      if (!labels || type === undefined || end === undefined || !Number.isFinite(age)) continue;
      emit.sample('ethernet_oam_event_age_seconds', age, { ...labels, event: type, end });
      const cause = causeOf[type];
      if (end === 'far' && cause !== undefined && !latest.has(labels)) latest.set(labels, { age, cause });
    }
    for (const [labels, { cause }] of latest) emit.state('onu_last_down_cause', onuDownCauses, cause, labels);
  },
});

/** An event cannot be newer than now: the agent counted through 2^32 hundredths since. */
function ageOf(event: Row<string>, now: number): number {
  const time = event.measure('time');
  if (time === undefined) return Infinity;
  const age = Math.round((now - time) * 100) / 100;
  return age >= 0 ? age : Infinity;
}
