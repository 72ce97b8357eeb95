import type { AllowedNetworks } from '../allowedNetworks.ts';
import { snmpSecurity, type CredentialStore } from '../credentials.ts';
import { formatEndpoint, resolveHost } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import { askAgent, type SnmpTransport } from '../snmp/agent.ts';
import { defaultWalkOptions, walk, type WalkPlan, type WalkResult } from '../snmp/walk.ts';
import { WalkMemory } from '../snmp/walkMemory.ts';

const defaultPort = 161;

/** Reads a plan from the device of a probe. @throws ProbeFailure */
export type ReadSnmp = (probe: Probe, plan: WalkPlan) => Promise<WalkResult>;

export function snmpReader(parts: {
  transport: SnmpTransport;
  credentials: CredentialStore;
  allowed: AllowedNetworks;
}): ReadSnmp {
  const memory = new WalkMemory();
  return async (probe, plan) => {
    const { credentials: name, address } = probe.target;
    const security = snmpSecurity(parts.credentials.find(name));
    if (!security)
      throw new ProbeFailure('credentials_missing', `the credentials file has no snmp entry "${name ?? ''}"`);
    const resolved = await resolveHost(address.host, parts.allowed, remainingMs(probe));
    const peer = { ...resolved, port: address.port ?? defaultPort };
    const { deadline } = probe;
    const note = probe.explains ? probe.note : undefined;
    const ask = askAgent(parts.transport, { peer, security, deadline, note });
    const found = await parts.transport.turns.run(formatEndpoint(peer.address, peer.port), deadline, ask, (inTurn) =>
      walk(inTurn, plan, defaultWalkOptions, memory.recall(plan, probe.target.id)),
    );
    memory.keep(plan, probe.target.id, found.experience);
    return found;
  };
}

/** A number that an agent sent, undefined where it sent none or something else. */
export const asNumber = (value: number | Uint8Array | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;
