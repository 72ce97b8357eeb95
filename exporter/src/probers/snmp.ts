import type { AllowedNetworks } from '../allowedNetworks.ts';
import { snmpSecurity, type CredentialStore } from '../credentials.ts';
import { resolveHost } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import { askAgent, type SnmpTransport } from '../snmp/agent.ts';
import { walk, type WalkPlan, type WalkResult } from '../snmp/walk.ts';

const defaultPort = 161;

/** Reads a plan from the device of a probe. @throws ProbeFailure */
export type ReadSnmp = (probe: Probe, plan: WalkPlan) => Promise<WalkResult>;

export function snmpReader(parts: {
  transport: SnmpTransport;
  credentials: CredentialStore;
  allowed: AllowedNetworks;
}): ReadSnmp {
  return async (probe, plan) => {
    const { credentials: name, address } = probe.target;
    const security = snmpSecurity(parts.credentials.find(name));
    if (!security)
      throw new ProbeFailure('credentials_missing', `the credentials file has no snmp entry "${name ?? ''}"`);
    const resolved = await resolveHost(address.host, parts.allowed, remainingMs(probe));
    const peer = { ...resolved, port: address.port ?? defaultPort };
    const { deadline, note } = probe;
    return walk(askAgent(parts.transport, { peer, security, deadline, note }), plan);
  };
}

/** A number that an agent sent, undefined where it sent none or something else. */
export const asNumber = (value: number | Uint8Array | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
