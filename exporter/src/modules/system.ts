import type { MibObject } from './mibObject.ts';

/** SNMPv2-MIB sysUpTime, which every agent has: an agent that lacks all else still shows when it started. */
export const sysUpTime: MibObject = {
  oid: '1.3.6.1.2.1.1.3',
  mib: 'SNMPv2-MIB',
  object: 'sysUpTime',
  syntax: 'timeTicks',
  scale: 0.01,
  metric: 'device_uptime_seconds',
};
