import { createHmac, timingSafeEqual } from 'node:crypto';
import { BerReader, BerWriter, MalformedBer, tags } from '../ber.ts';
import { attempt, versionNumbers } from '../message.ts';
import { pduCapacity, readPdu, writePdu, type SnmpRequest, type SnmpResponse } from '../pdu.ts';
import { keyObject, type LocalKeys } from './keys.ts';
import { decrypt, encrypt, type EngineClock } from './privacy.ts';
import { authProtocols, type UserSecurity, type UsmUser } from './protocols.ts';

const userBasedSecurityModel = 3;
/** What fits into a UDP datagram over IPv4; agents bound their answers by it (RFC 3412 section 6.3). */
const maxMessage = 65_507;
const flags = { auth: 1, priv: 2, reportable: 4 } as const;
const maxEngineId = 32;

/** An agent's engine with the keys of the user who asks it. */
export interface Engine {
  id: Uint8Array;
  keys: LocalKeys;
}

/** An SNMPv3 message whose security was checked (RFC 3412 section 6, RFC 3414 section 2.4), and what was read of its PDU. */
export interface OpenedMessage<T> {
  id: number;
  engineId: Uint8Array;
  clock: EngineClock;
  authenticated: boolean;
  encrypted: boolean;
  contextEngineId: Uint8Array;
  contextName: Uint8Array;
  content: T;
}

/** What an agent answered. */
export interface UserMessage extends Omit<OpenedMessage<SnmpResponse>, 'content'> {
  response: SnmpResponse;
}

/** What goes into a message beside the security of its user. */
export interface Envelope {
  id: number;
  clock: EngineClock;
  /** Whether the other side may answer with a report (RFC 3412 section 6.4). */
  reportable: boolean;
  contextEngineId: Uint8Array;
  contextName: Uint8Array;
  /** Writes the PDU, which takes at most `capacity` octets. */
  pdu: { capacity: number; write: (writer: BerWriter) => void };
}

const nothing = new Uint8Array(0);
const noEngine: Engine = { id: nothing, keys: { auth: undefined, priv: undefined } };

/** What asks an agent for its engine (RFC 3414 section 4): no user, no objects, no engine. It answers with a report. */
export function encodeDiscovery(id: number): Uint8Array {
  const request: SnmpRequest = { type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids: [] };
  return encodeRequest({ username: '' }, undefined, noEngine, { boots: 0, time: 0 }, id, request);
}

/** The octets of a request in the name of a user. */
export function encodeUserMessage(
  { user, contextName }: UserSecurity,
  engine: Engine,
  clock: EngineClock,
  id: number,
  request: SnmpRequest,
): Uint8Array {
  return encodeRequest(user, contextName, engine, clock, id, request);
}

function encodeRequest(
  user: UsmUser,
  contextName: string | undefined,
  engine: Engine,
  clock: EngineClock,
  id: number,
  request: SnmpRequest,
): Uint8Array {
  return sealUserMessage(user, engine, {
    ...{ id, clock, reportable: true, contextEngineId: engine.id },
    contextName: Buffer.from(contextName ?? '', 'utf8'),
    pdu: { capacity: pduCapacity(request), write: (writer) => writePdu(writer, id, request) },
  });
}

/** The octets of a message, signed and encrypted with the keys that the user has at the engine. */
export function sealUserMessage({ username, auth, priv }: UsmUser, engine: Engine, envelope: Envelope): Uint8Array {
  const { id, clock, reportable, contextEngineId, contextName, pdu } = envelope;
  const name = Buffer.from(username, 'utf8');
  const capacity = pdu.capacity + engine.id.length + contextEngineId.length + name.length + contextName.length + 192;
  const scoped = new BerWriter(capacity);
  pdu.write(scoped);
  scoped.element(tags.octetString, contextName);
  scoped.element(tags.octetString, contextEngineId);
  scoped.close(tags.sequence, 0);
  const sealed =
    priv && engine.keys.priv ? encrypt(priv.protocol, engine.keys.priv, clock, scoped.finish()) : undefined;

  const writer = new BerWriter(capacity);
  if (sealed) writer.element(tags.octetString, sealed.encrypted);
  else writer.raw(scoped.finish());
  const parameters = writer.length;
  writer.element(tags.octetString, sealed?.salt ?? nothing);
  const digestOctets = auth && engine.keys.auth ? authProtocols[auth.protocol].digestOctets : 0;
  writer.raw(new Uint8Array(digestOctets));
  const digestFromEnd = writer.length;
  writer.close(tags.octetString, digestFromEnd - digestOctets);
  writer.element(tags.octetString, name);
  writer.integer(clock.time);
  writer.integer(clock.boots);
  writer.element(tags.octetString, engine.id);
  writer.close(tags.sequence, parameters);
  writer.close(tags.octetString, parameters);
  const header = writer.length;
  writer.integer(userBasedSecurityModel);
  const level = (digestOctets > 0 ? flags.auth : 0) | (sealed ? flags.priv : 0);
  writer.element(tags.octetString, Uint8Array.of(level | (reportable ? flags.reportable : 0)));
  writer.integer(maxMessage);
  writer.integer(id);
  writer.close(tags.sequence, header);
  writer.integer(versionNumbers.v3);
  writer.close(tags.sequence, 0);
  const message = writer.finish();
  if (auth && engine.keys.auth) {
    const digest = createHmac(authProtocols[auth.protocol].hash, keyObject(engine.keys.auth)).update(message).digest();
    message.set(digest.subarray(0, digestOctets), message.length - digestFromEnd);
  }
  return message;
}

/**
 * Read a message of an agent and check its digest. `engine` undefined: its engine is not known yet, so that only a report
 * without security can be read. Undefined for what is malformed or not what its sender claims. Never throws.
 */
export function decodeUserMessage(
  security: UserSecurity,
  engine: Engine | undefined,
  octets: Uint8Array,
): UserMessage | undefined {
  const opened = openUserMessage(security.user, engine, octets, readPdu);
  if (!opened) return undefined;
  const { content, ...message } = opened;
  return { ...message, response: content };
}

/** Who sent a message for which engine, as it says itself; undefined where it is no SNMPv3 message. Nothing of it is checked. */
export function claimedSender(
  octets: Uint8Array,
): { id: number; reportable: boolean; engineId: Uint8Array; username: string } | undefined {
  return attempt(() => {
    const { id, level, engineId, name } = readHead(new BerReader(octets).enter(tags.sequence));
    return {
      ...{ id, engineId, reportable: (level & flags.reportable) !== 0 },
      username: Buffer.from(name).toString('utf8'),
    };
  });
}

/** The same for any PDU, which `read` reads; what it throws as MalformedBer makes the message undefined. */
export function openUserMessage<T>(
  user: UsmUser,
  engine: Engine | undefined,
  octets: Uint8Array,
  read: (scoped: BerReader) => T,
): OpenedMessage<T> | undefined {
  return attempt(() => {
    const message = new BerReader(octets).enter(tags.sequence);
    const { id, level, engineId, clock, name, digest, salt } = readHead(message);
    const authenticated = (level & flags.auth) !== 0;
    const encrypted = (level & flags.priv) !== 0;
    if (authenticated) {
      if (!engine || !user.auth || !engine.keys.auth) throw new MalformedBer('authenticated for nobody');
      if (!same(engineId, engine.id) || !same(name, Buffer.from(user.username, 'utf8')))
        throw new MalformedBer('from another engine or for another user');
      if (!digestHolds(octets, digest, user.auth.protocol, engine.keys.auth)) throw new MalformedBer('wrong digest');
    }
    if (encrypted && !authenticated) throw new MalformedBer('privacy without authentication');
    const scoped = encrypted
      ? new BerReader(decrypted(user, engine, clock, salt, message.octets(tags.octetString))).enter(tags.sequence)
      : message.enter(tags.sequence);
    const contextEngineId = scoped.octets(tags.octetString);
    const contextName = scoped.octets(tags.octetString);
    const content = read(scoped);
    return { id, engineId, clock, authenticated, encrypted, contextEngineId, contextName, content };
  });
}

/** Version, header and security parameters; the scoped PDU is left. @throws MalformedBer */
function readHead(message: BerReader) {
  if (message.integer() !== versionNumbers.v3) throw new MalformedBer('not SNMPv3');
  const header = message.enter(tags.sequence);
  const id = header.integer();
  header.integer();
  const level = header.octets(tags.octetString)[0] ?? 0;
  if (header.integer() !== userBasedSecurityModel) throw new MalformedBer('not the user-based security model');
  const parameters = new BerReader(message.octets(tags.octetString)).enter(tags.sequence);
  const engineId = parameters.octets(tags.octetString);
  if (engineId.length > maxEngineId) throw new MalformedBer('an engine id of at most 32 octets was expected');
  const clock = { boots: parameters.integer(), time: parameters.integer() };
  const name = parameters.octets(tags.octetString);
  const digest = parameters.octets(tags.octetString);
  const salt = parameters.octets(tags.octetString);
  return { id, level, engineId, clock, name, digest, salt };
}

function decrypted(
  { priv }: UsmUser,
  engine: Engine | undefined,
  clock: EngineClock,
  salt: Uint8Array,
  encrypted: Uint8Array,
): Uint8Array {
  if (!priv || !engine?.keys.priv) throw new MalformedBer('encrypted for nobody');
  return decrypt(priv.protocol, engine.keys.priv, clock, salt, encrypted);
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The digest is over the message with the digest's own octets zero (RFC 3414 section 6.3.2). */
function digestHolds(
  octets: Uint8Array,
  digest: Uint8Array,
  protocol: keyof typeof authProtocols,
  key: Buffer,
): boolean {
  const { hash, digestOctets } = authProtocols[protocol];
  if (digest.length !== digestOctets) return false;
  const from = digest.byteOffset - octets.byteOffset;
  const computed = createHmac(hash, keyObject(key))
    .update(octets.subarray(0, from))
    .update(zeros.subarray(0, digestOctets))
    .update(octets.subarray(from + digestOctets))
    .digest();
  return timingSafeEqual(computed.subarray(0, digestOctets), digest);
}

const zeros = new Uint8Array(64);
