import { formatEndpoint } from '../deviceAddress.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { AgentTurns } from './agentTurns.ts';
import type { Ask, Exchange } from './ask.ts';
import { decodeCommunityMessage, encodeCommunityMessage, type CommunitySecurity } from './message.ts';
import { formatOid, oid } from './oid.ts';
import { errorStatuses, type SnmpRequest, type SnmpResponse } from './pdu.ts';
import type { Peer, SnmpSocket } from './socket.ts';
import type { Engines, KnownEngine } from './usm/engines.ts';
import { decodeUserMessage, encodeDiscovery, encodeUserMessage, type UserMessage } from './usm/message.ts';
import type { UserSecurity } from './usm/protocols.ts';
import { valueTags, Varbind } from './varbind.ts';

/** Who asks: a community (v1, v2c) or a user (v3). Holds secrets. */
export type SnmpSecurity = CommunitySecurity | UserSecurity;

/** What an agent is asked through, shared by all. */
export interface SnmpTransport {
  socket: SnmpSocket;
  engines: Engines;
  turns: AgentTurns;
}

export interface AgentOptions {
  peer: Peer;
  security: SnmpSecurity;
  /** In ms of `performance.now()`. */
  deadline: number;
  /** For how long one try waits, in ms; absent: a third of what is left, 0.2 to 1 s. */
  timeoutMs?: number;
  /** How often a request is sent again; absent: as often as the deadline allows. */
  retries?: number;
  /** A line for people; never holds a secret. */
  note?: ((line: string) => void) | undefined;
}

/** A lost datagram must leave time for two more within a deadline of 3 s. */
const resend = { min: 200, max: 1000, attempts: 3 };

/**
 * How to ask one agent. GETBULK is unknown to SNMPv1, so there it becomes GETNEXT with one repetition, and an object that the
 * agent does not have is marked as SNMPv2 would mark it (RFC 3584 section 4.1.2.3).
 * The asking function throws ProbeFailure `timeout`, `refused`, `unreachable`, `unauthorised` or `protocol`.
 */
export function askAgent(transport: SnmpTransport, options: AgentOptions): Ask {
  const { peer, security, note } = options;
  const endpoint = formatEndpoint(peer.address, peer.port);
  const exchange: Ask =
    security.version === 'v3'
      ? (request) => askAsUser(transport, options, security, endpoint, request)
      : (request) => askCommunity(transport, options, security, request);
  const ask = security.version === 'v1' ? asVersion1(exchange) : exchange;
  if (!note) return ask;
  return async (request) => {
    const started = performance.now();
    const { answer, octets, sends } = await ask(request);
    const asked =
      request.type === 'getBulk'
        ? `GETBULK ${request.oids.length} objects x ${request.maxRepetitions}`
        : `${request.type === 'get' ? 'GET' : 'GETNEXT'} ${request.oids.length} objects`;
    note(
      `${asked} from ${endpoint}: ${answer.varbinds.length} values, ${octets} octets, ` +
        `${sends} sent, ${(performance.now() - started).toFixed(1)} ms`,
    );
    return { answer, octets, sends };
  };
}

function patience({ deadline, timeoutMs, retries }: AgentOptions) {
  const left = deadline - performance.now();
  if (left <= 0) throw new ProbeFailure('timeout', 'the deadline of the probe has passed');
  return {
    resendMs: timeoutMs ?? Math.max(resend.min, Math.min(resend.max, left / resend.attempts)),
    retries: retries ?? Infinity,
    giveUpMs: left,
  };
}

function askCommunity(
  { socket }: SnmpTransport,
  options: AgentOptions,
  security: CommunitySecurity,
  request: SnmpRequest,
): Promise<Exchange> {
  const id = socket.nextId();
  const octets = encodeCommunityMessage(security, id, request);
  const read = (datagram: Uint8Array) => decodeCommunityMessage(security.version, datagram);
  return socket.request(options.peer, { id, octets, read }, patience(options));
}

const nothing = new Uint8Array(0);

/** Objects that an agent of SNMPv1 refuses by their index are asked no more, and the others again (RFC 1157 section 4.1.2). */
const asVersion1 =
  (exchange: Ask): Ask =>
  async (asked) => {
    const request: SnmpRequest = { ...asked, type: asked.type === 'get' ? 'get' : 'getNext' };
    const places = request.oids.map((_, at) => at);
    const found: Varbind[] = [];
    let [octets, sends] = [0, 0];
    const absent = asked.type === 'get' ? valueTags.noSuchObject : valueTags.endOfMibView;
    for (;;) {
      const oids = places.map((at) => request.oids[at] ?? nothing);
      const exchanged = await exchange({ ...request, oids });
      octets += exchanged.octets;
      sends += exchanged.sends;
      const { errorStatus, errorIndex, varbinds } = exchanged.answer;
      const refused = places[errorIndex - 1];
      if (errorStatus === errorStatuses.noSuchName && refused !== undefined) {
        found[refused] = Varbind.of({ oid: request.oids[refused] ?? nothing, tag: absent, contents: nothing });
        places.splice(errorIndex - 1, 1);
        if (places.length > 0) continue;
      } else if (errorStatus !== errorStatuses.noError) return { ...exchanged, octets, sends };
      else for (const [at, varbind] of [...varbinds].entries()) found[places[at] ?? at] = varbind;
      const answer = { ...exchanged.answer, errorStatus: errorStatuses.noError, errorIndex: 0, varbinds: found };
      return { answer, octets, sends };
    }
  };

/** What a report counts (RFC 3414 section 5, usmStats), by its object. */
const reports: ReadonlyMap<string, string> = new Map(
  [
    'unsupportedSecLevels',
    'notInTimeWindows',
    'unknownUserNames',
    'unknownEngineIDs',
    'wrongDigests',
    'decryptionErrors',
  ].map((name, at) => [`1.3.6.1.6.3.15.1.1.${at + 1}.0`, name]),
);
const refusals: Readonly<Record<string, string>> = {
  unsupportedSecLevels: 'the agent does not take this security level of the user',
  unknownUserNames: 'the agent does not know the user',
  wrongDigests: 'the agent finds the digest wrong: the authentication protocol or password differs',
  decryptionErrors: 'the agent cannot decrypt: the privacy protocol or password differs',
};

/** Once for an engine not known, once for a new one in its place, once for its clock. */
const maxExchanges = 4;

async function askAsUser(
  { socket, engines }: SnmpTransport,
  options: AgentOptions,
  security: UserSecurity,
  endpoint: string,
  request: SnmpRequest,
): Promise<Exchange> {
  let sends = 0;
  for (let exchanges = 0; exchanges < maxExchanges; exchanges++) {
    const known = engines.find(endpoint) ?? (await discover());
    const engine = known.withKeysOf(security.user);
    const id = socket.nextId();
    const octets = encodeUserMessage(security, engine, known.clock(), id, request);
    const read = (datagram: Uint8Array): UserMessage | undefined => {
      const message = decodeUserMessage(security, engine, datagram);
      return message && believable(message, security, known) ? message : undefined;
    };
    const answered = await socket.request(options.peer, { id, octets, read }, patience(options));
    sends += answered.sends;
    const { response, authenticated, clock } = answered.answer;
    if (!response.report) return { answer: response, octets: answered.octets, sends };
    const what = reportOf(response);
    const refusal = refusals[what];
    if (refusal !== undefined) throw new ProbeFailure('unauthorised', refusal);
    if (what === 'notInTimeWindows' && authenticated) known.set(clock);
    else if (what === 'unknownEngineIDs') engines.forget(endpoint);
    else throw new ProbeFailure('protocol', `the agent reports ${what}`);
  }
  throw new ProbeFailure('protocol', 'the agent keeps changing its engine or its clock');

  async function discover(): Promise<KnownEngine> {
    const id = socket.nextId();
    const read = (datagram: Uint8Array): UserMessage | undefined => decodeUserMessage(security, undefined, datagram);
    const outgoing = { id, octets: encodeDiscovery(id), read };
    const answered = await socket.request(options.peer, outgoing, patience(options));
    sends += answered.sends;
    const { engineId, clock } = answered.answer;
    if (engineId.length === 0) throw new ProbeFailure('protocol', 'the agent does not say which engine it is');
    return engines.learn(endpoint, engineId, clock);
  }
}

/** An answer has the security of its request, and its time lies in the window; a report may come without, to say why. */
function believable(
  { response, authenticated, encrypted, clock }: UserMessage,
  security: UserSecurity,
  known: KnownEngine,
) {
  const { auth, priv } = security.user;
  if (authenticated && !response.report && !known.accepts(clock)) return false;
  return response.report || ((auth === undefined || authenticated) && (priv === undefined || encrypted));
}

const reportOf = ({ varbinds: [first] }: SnmpResponse): string => {
  const object = formatOid(first?.oid ?? oid('0.0'));
  return reports.get(object) ?? object;
};
