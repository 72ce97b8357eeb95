import { ProbeFailure } from '../probe/failure.ts';
import { askAgent, type SnmpTransport } from '../snmp/agent.ts';
import { compareOids, isUnder } from '../snmp/oid.ts';
import { valueTags, type Varbind } from '../snmp/pdu.ts';
import type { ReadAgent } from './readAgent.ts';
import { securityOf } from './security.ts';

/** Reads agents over the exporter's socket. */
export function agentReader(transport: SnmpTransport): ReadAgent {
  return async ({ peer, auth, contextName, module, gets, subtrees, deadline, note }) => {
    const ask = askAgent(transport, {
      peer,
      security: securityOf(auth, contextName),
      deadline,
      timeoutMs: module.timeoutMs,
      retries: module.retries,
      note,
    });
    const varbinds: Varbind[] = [];
    let [packetsSent, packetsRetried] = [0, 0];
    const exchange: typeof ask = async (request) => {
      const answer = await ask(request);
      packetsSent += answer.sends;
      packetsRetried += answer.sends - 1;
      if (answer.response.errorStatus !== 0)
        throw new ProbeFailure('protocol', `the agent answers with error status ${answer.response.errorStatus}`);
      return answer;
    };
    for (let at = 0; at < gets.length; at += module.maxRepetitions) {
      const oids = gets.slice(at, at + module.maxRepetitions);
      varbinds.push(...(await exchange({ type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids })).response.varbinds);
    }
    for (const root of subtrees) {
      let last = root;
      for (let more = true; more;) {
        const { response } = await exchange({
          type: 'getBulk',
          nonRepeaters: 0,
          maxRepetitions: module.maxRepetitions,
          oids: [last],
        });
        more = response.varbinds.length > 0;
        for (const varbind of response.varbinds) {
          if (
            varbind.tag === valueTags.endOfMibView ||
            !isUnder(varbind.oid, root) ||
            compareOids(varbind.oid, last) <= 0
          ) {
            more = false;
            break;
          }
          varbinds.push(varbind);
          last = varbind.oid;
        }
      }
    }
    return { varbinds, packetsSent, packetsRetried };
  };
}
