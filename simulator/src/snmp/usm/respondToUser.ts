import type { Access } from '../access.ts';
import { BerError, BerReader, encode, tag } from '../ber.ts';
import { counter32, oid, type MibView } from '../mibView.ts';
import { answer, encodePdu, encodeVarbind, pdu, readPdu, refusal } from '../pdu.ts';
import { encodeUsmMessage, flag, isAuthentic, openBody, readUsmMessage, type UsmMessage } from './message.ts';

/** usmStats, by their last number (RFC 3414 section 5). */
const stats = {
  unsupportedSecurityLevel: 1,
  notInTimeWindow: 2,
  unknownUserName: 3,
  unknownEngineId: 4,
  wrongDigest: 5,
  decryptionError: 6,
} as const;
const usmStats = oid('1.3.6.1.6.3.15.1.1');
const windowSeconds = 150;
/** What a message takes beside its varbinds, at the most. */
const overhead = 200;

/** The response to an SNMPv3 message, or the report why there is none (RFC 3414 section 3.2). @throws BerError */
export function respondToUser(
  whole: Buffer,
  reader: BerReader,
  access: Access & { type: 'user' },
  view: MibView,
): Buffer | undefined {
  const { user, engine } = access;
  const message = readUsmMessage(reader);
  const level = message.flags & (flag.auth | flag.priv);
  const full = (user.auth ? flag.auth : 0) | (user.priv ? flag.priv : 0);
  const report = (stat: number, reportLevel = 0): Buffer | undefined => {
    const count = (engine.refused.get(stat) ?? 0) + 1;
    engine.refused.set(stat, count);
    if (!(message.flags & flag.reportable)) return undefined;
    const varbind = encodeVarbind([...usmStats, stat, 0], counter32(count));
    return enclosed(access, message, reportLevel, encodePdu(pdu.report, requestId(message), 0, 0, varbind));
  };

  if (!message.engineId.equals(engine.id)) return report(stats.unknownEngineId);
  if (message.username !== user.username) return report(stats.unknownUserName);
  if (level === flag.priv || (level & ~full) !== 0) return report(stats.unsupportedSecurityLevel);
  if (level & flag.auth) {
    if (!isAuthentic(whole, message, user, engine.id)) return report(stats.wrongDigest);
    const late = Math.abs(message.time - engine.time()) > windowSeconds;
    if (late || message.boots !== engine.boots()) return report(stats.notInTimeWindow, flag.auth);
  }
  let scoped: Buffer;
  try {
    scoped = openBody(message, user);
  } catch (error) {
    if (!(error instanceof BerError)) throw error;
    return report(stats.decryptionError, flag.auth);
  }
  const context = new BerReader(scoped);
  const contextEngine = context.content(tag.octets);
  // These agents have the one context without a name (RFC 3411 section 3.3.1).
  if (!contextEngine.equals(engine.id) || context.content(tag.octets).length > 0) return undefined;
  const request = readPdu(context);
  const response =
    level === full ? answer(request, 'v3', view, Math.max(0, message.maxSize - overhead)) : refusal(request);
  return response && enclosed(access, message, level, response);
}

/** Of what is not encrypted the request's number can be read, and is given back with a report (RFC 3412 section 7.1). */
function requestId({ flags, body }: UsmMessage): number {
  if (flags & flag.priv) return 0;
  try {
    const scoped = new BerReader(body);
    scoped.content(tag.octets);
    scoped.content(tag.octets);
    return readPdu(scoped).id;
  } catch (error) {
    if (!(error instanceof BerError)) throw error;
    return 0;
  }
}

function enclosed({ user, engine }: Access & { type: 'user' }, to: UsmMessage, flags: number, content: Buffer): Buffer {
  return encodeUsmMessage(
    {
      ...{ id: to.id, flags, engineId: engine.id, boots: engine.boots(), time: engine.time() },
      username: to.username,
      scopedPdu: scopedPdu(engine.id, content),
    },
    user,
  );
}

export const scopedPdu = (engineId: Buffer, content: Buffer): Buffer =>
  encode(tag.sequence, encode(tag.octets, engineId), encode(tag.octets, Buffer.alloc(0)), content);
