import type { AllowedNetworks } from '../allowedNetworks.ts';
import type { CredentialStore } from '../credentials.ts';
import { resolveHost } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import { askAgent } from '../snmp/agent.ts';
import type { SnmpSocket } from '../snmp/socket.ts';
import { walk, type WalkPlan, type WalkResult } from '../snmp/walk.ts';

const defaultPort = 161;

/** Reads a plan from the device of a probe. @throws ProbeFailure */
export type ReadSnmp = (probe: Probe, plan: WalkPlan) => Promise<WalkResult>;

export function snmpReader(parts: {
  socket: SnmpSocket;
  credentials: CredentialStore;
  allowed: AllowedNetworks;
}): ReadSnmp {
  return async (probe, plan) => {
    const { credentials: name, address } = probe.target;
    const credential = parts.credentials.find(name);
    if (credential?.type !== 'snmp_v2c')
      throw new ProbeFailure('credentials_missing', `the credentials file has no snmp_v2c entry "${name ?? ''}"`);
    const resolved = await resolveHost(address.host, parts.allowed, remainingMs(probe));
    const peer = { ...resolved, port: address.port ?? defaultPort };
    return walk(askAgent(parts.socket, peer, credential.community, probe), plan);
  };
}

/** A number that an agent sent, undefined where it sent none or something else. */
export const asNumber = (value: number | Uint8Array | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
