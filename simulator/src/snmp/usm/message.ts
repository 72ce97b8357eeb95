import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { BerError, BerReader, encode, encodeInteger, tag } from '../ber.ts';
import { authProtocols, digest, localisedKey, type User } from './user.ts';

export const flag = { auth: 1, priv: 2, reportable: 4 } as const;
const versionV3 = 3;
const usmModel = 3;
const maxMessageSize = 65_507;

/** An SNMPv3 message with the parameters of the User-based Security Model (RFC 3412 section 6, RFC 3414 section 2.4). */
export interface UsmMessage {
  id: number;
  maxSize: number;
  flags: number;
  engineId: Buffer;
  boots: number;
  time: number;
  username: string;
  digest: Buffer;
  salt: Buffer;
  /** The scoped PDU, or what it was encrypted to. */
  body: Buffer;
}

/** What comes after the version. @throws BerError, also for another security model. */
export function readUsmMessage(reader: BerReader): UsmMessage {
  const header = reader.nested(tag.sequence);
  const [id, maxSize] = [header.integer(), header.integer()];
  const flags = header.content(tag.octets)[0] ?? 0;
  if (header.integer() !== usmModel) throw new BerError('another security model');
  const security = new BerReader(reader.content(tag.octets)).nested(tag.sequence);
  return {
    ...{ id, maxSize, flags },
    engineId: security.content(tag.octets),
    boots: security.integer(),
    time: security.integer(),
    username: security.content(tag.octets).toString(),
    digest: security.content(tag.octets),
    salt: security.content(tag.octets),
    body: reader.content(flags & flag.priv ? tag.octets : tag.sequence),
  };
}

/** Whether the digest of a whole message is right. */
export function isAuthentic(whole: Buffer, { digest: sent }: UsmMessage, user: User, engineId: Buffer): boolean {
  if (!user.auth || sent.length !== authProtocols[user.auth.protocol].digestOctets) return false;
  const blank = Buffer.from(whole);
  const at = sent.byteOffset - whole.byteOffset;
  blank.fill(0, at, at + sent.length);
  return digest(user.auth.protocol, keyOf(user, user.auth.password, engineId), blank).equals(sent);
}

/** The scoped PDU's content. @throws BerError where it cannot be decrypted. */
export function openBody(message: UsmMessage, user: User): Buffer {
  const { flags, body, salt, engineId } = message;
  if (!(flags & flag.priv)) return body;
  if (!user.priv || salt.length !== 8) throw new BerError('cannot be decrypted');
  const cipher = createDecipheriv('aes-128-cfb', privacyKey(user, engineId), vector(message));
  const plain = Buffer.concat([cipher.update(body), cipher.final()]);
  return new BerReader(plain).content(tag.sequence);
}

type Outgoing = Omit<UsmMessage, 'digest' | 'salt' | 'maxSize' | 'body'> & { scopedPdu: Buffer };

/** Encrypted and signed as its flags say. */
export function encodeUsmMessage(message: Outgoing, user: User): Buffer {
  const { id, flags, engineId, boots, time, username, scopedPdu } = message;
  const number = (value: number): Buffer => encodeInteger(tag.integer, value);
  const octets = (content: Uint8Array): Buffer => encode(tag.octets, content);
  const salt = flags & flag.priv ? randomBytes(8) : Buffer.alloc(0);
  const body = flags & flag.priv ? octets(encrypted(message, salt, user)) : scopedPdu;
  const auth = flags & flag.auth ? user.auth : undefined;
  const blank = Buffer.alloc(auth ? authProtocols[auth.protocol].digestOctets : 0);
  const identity = [octets(engineId), number(boots), number(time), octets(Buffer.from(username))];
  const security = encode(tag.sequence, ...identity, octets(blank), octets(salt));
  const header = encode(
    tag.sequence,
    ...[number(id), number(maxMessageSize), octets(Buffer.from([flags])), number(usmModel)],
  );
  const whole = encode(tag.sequence, number(versionV3), header, octets(security), body);
  if (auth) {
    const at = whole.length - body.length - octets(salt).length - blank.length;
    digest(auth.protocol, keyOf(user, auth.password, engineId), whole).copy(whole, at);
  }
  return whole;
}

function encrypted(message: Outgoing, salt: Buffer, user: User): Buffer {
  const cipher = createCipheriv('aes-128-cfb', privacyKey(user, message.engineId), vector({ ...message, salt }));
  return Buffer.concat([cipher.update(message.scopedPdu), cipher.final()]);
}

/** RFC 3826 section 3.1.2.1. */
function vector({ boots, time, salt }: Pick<UsmMessage, 'boots' | 'time' | 'salt'>): Buffer {
  const start = Buffer.alloc(8);
  start.writeInt32BE(boots, 0);
  start.writeInt32BE(time, 4);
  return Buffer.concat([start, salt]);
}

const keyOf = (user: User, password: string, engineId: Buffer): Buffer =>
  localisedKey(user.auth?.protocol ?? 'SHA', password, engineId);
const privacyKey = (user: User, engineId: Buffer): Buffer =>
  keyOf(user, user.priv?.password ?? '', engineId).subarray(0, 16);
