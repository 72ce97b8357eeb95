import type { Peer } from '../snmp/socket.ts';
import type { VarbindList } from '../snmp/varbindList.ts';
import type { WalkPlan } from '../snmp/walk.ts';
import type { SnmpAuth, SnmpModule } from './snmpYml.ts';

/** What to ask of whom, until when. */
export interface AgentRequest {
  peer: Peer;
  auth: SnmpAuth;
  /** Overrides the context of the auth. */
  contextName: string | undefined;
  module: Pick<SnmpModule, 'maxRepetitions' | 'retries' | 'timeoutMs' | 'allowNonincreasingOids'>;
  walk: WalkPlan;
  /** In ms of `performance.now()`. */
  deadline: number;
  /** A line for `?debug=true`; without secrets. */
  note: ((line: string) => void) | undefined;
}

/** Everything that the agent has of what was asked. */
export interface AgentReading {
  varbinds: VarbindList;
  packetsSent: number;
  packetsRetried: number;
}

/** Reads an agent. @throws ProbeFailure */
export type ReadAgent = (request: AgentRequest) => Promise<AgentReading>;
