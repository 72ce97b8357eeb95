import { askAgent, type Ask, type SnmpTransport } from '../snmp/agent.ts';
import { isAbsent } from '../snmp/pdu.ts';
import { defaultWalkOptions, walkVarbinds } from '../snmp/walk.ts';
import type { ReadAgent } from './readAgent.ts';
import { securityOf } from './security.ts';

/** What the largest devices have: 20,000 interfaces with all their counters. */
const maxVarbinds = 1_000_000;
const maxBytes = 64 * 1024 * 1024;

/** Reads agents over the exporter's socket, by GETBULK with several columns in a request and several requests at a time. */
export function agentReader(transport: SnmpTransport): ReadAgent {
  return async ({ peer, auth, contextName, module, gets, subtrees, deadline, note }) => {
    const { timeoutMs, retries, maxRepetitions, allowNonincreasingOids } = module;
    const security = securityOf(auth, contextName);
    const ask = askAgent(transport, { peer, security, deadline, timeoutMs, retries, note });
    let [packetsSent, packetsRetried] = [0, 0];
    const counted: Ask = async (request) => {
      const answer = await ask(request);
      packetsSent += answer.sends;
      packetsRetried += answer.sends - 1;
      return answer;
    };
    const plan = { scalars: [], columns: subtrees, instances: gets };
    const { instances, columns } = await walkVarbinds(counted, plan, {
      ...defaultWalkOptions,
      maxRepetitions,
      // Who sets few repetitions has an agent that cannot give large answers.
      varbindsPerAnswer: Math.min(2 * maxRepetitions, Math.max(defaultWalkOptions.varbindsPerAnswer, maxRepetitions)),
      allowNonIncreasing: allowNonincreasingOids,
      maxVarbinds,
      maxBytes,
    });
    const varbinds = instances.filter((varbind) => !isAbsent(varbind)).concat(...columns);
    return { varbinds, packetsSent, packetsRetried };
  };
}
