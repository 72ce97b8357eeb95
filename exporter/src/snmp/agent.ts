import { formatEndpoint } from '../deviceAddress.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import { encodeBulkRequest } from './message.ts';
import type { Peer, SnmpSocket } from './socket.ts';
import type { AskBulk } from './walk.ts';

/** A lost datagram must leave time for two more within a deadline of 3 s. */
const maxResendMs = 1000;
const minResendMs = 200;
const attempts = 3;

/** How to ask one agent within a probe: each request is repeated until the probe's deadline. */
export function askAgent(socket: SnmpSocket, peer: Peer, community: string, probe: Probe): AskBulk {
  const endpoint = formatEndpoint(peer.address, peer.port);
  return async ({ nonRepeaters, maxRepetitions, oids }) => {
    const left = remainingMs(probe);
    const id = socket.nextId();
    const octets = encodeBulkRequest({ requestId: id, community, nonRepeaters, maxRepetitions, oids });
    const started = performance.now();
    const answer = await socket.request(
      peer,
      { id, octets },
      { resendMs: Math.max(minResendMs, Math.min(maxResendMs, left / attempts)), giveUpMs: left },
    );
    probe.note(
      `GETBULK ${oids.length} objects x ${maxRepetitions} from ${endpoint}: ${answer.response.varbinds.length} values, ` +
        `${answer.octets} octets, ${answer.sends} sent, ${(performance.now() - started).toFixed(1)} ms`,
    );
    return answer;
  };
}
