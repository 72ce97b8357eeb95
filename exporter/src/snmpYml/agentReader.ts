import { formatEndpoint } from '../deviceAddress.ts';
import { askAgent, type SnmpTransport } from '../snmp/agent.ts';
import { PickedVarbinds } from '../snmp/varbindList.ts';
import { effortText } from '../snmp/effortText.ts';
import { formatOid } from '../snmp/oid.ts';
import { defaultWalkOptions, walkVarbinds, type Walked, type WalkPlan } from '../snmp/walk.ts';
import { WalkMemory } from '../snmp/walkMemory.ts';
import type { ReadAgent } from './readAgent.ts';
import { securityOf } from './security.ts';

/** What the largest devices have: 20,000 interfaces with all their counters. */
const maxVarbinds = 1_000_000;
const maxBytes = 64 * 1024 * 1024;

/** Who sets fewer repetitions than the format's default has an agent that cannot give large answers. */
const fewRepetitions = 25;

/** Reads agents over the exporter's socket, by GETBULK with several columns in a request and several requests at a time. */
export function agentReader(transport: SnmpTransport): ReadAgent {
  const memory = new WalkMemory();
  return async ({ peer, auth, contextName, module, walk, deadline, note }) => {
    const { timeoutMs, retries, maxRepetitions, allowNonincreasingOids } = module;
    const security = securityOf(auth, contextName);
    const ask = askAgent(transport, { peer, security, deadline, timeoutMs, retries, note });
    const agent = formatEndpoint(peer.address, peer.port);
    const options = {
      ...defaultWalkOptions,
      maxRepetitions,
      varbindsPerAnswer: maxRepetitions < fewRepetitions ? 2 * maxRepetitions : defaultWalkOptions.varbindsPerAnswer,
      allowNonIncreasing: allowNonincreasingOids,
      maxVarbinds,
      maxBytes,
    };
    const expected = memory.recall(walk, agent);
    const walked = await transport.turns.run(agent, deadline, ask, (inTurn) =>
      walkVarbinds(inTurn, walk, options, expected),
    );
    const { instances, scalars, columns, experience, packetsSent, packetsRetried } = walked;
    memory.keep(walk, agent, experience);
    if (note) for (const line of effortLines(walk, walked)) note(line);
    const varbinds = new PickedVarbinds();
    for (const some of [instances.filter((varbind) => !varbind.absent), ...scalars, ...columns]) varbinds.add(some);
    return { varbinds, packetsSent, packetsRetried };
  };
}

/** A line for each identifier of a plan: what the agent has there, and what it took. */
function effortLines(plan: WalkPlan, { instances, scalars, columns, efforts }: Walked): string[] {
  const present = new Set(instances.filter(({ absent }) => !absent).map(({ oid }) => formatOid(oid)));
  return [
    ...(plan.instances ?? []).map((oid, at) => {
      const name = formatOid(oid);
      return `${name}: ${effortText(present.has(name) ? 1 : 0, efforts.instances[at])}`;
    }),
    ...plan.scalars.map((oid, at) => `${formatOid(oid)}: ${effortText(scalars[at]?.length ?? 0, efforts.scalars[at])}`),
    ...plan.columns.map((oid, at) => `${formatOid(oid)}: ${effortText(columns[at]?.length ?? 0, efforts.columns[at])}`),
  ];
}
