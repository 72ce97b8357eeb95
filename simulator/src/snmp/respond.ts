import type { Access } from './access.ts';
import { BerReader, encode, encodeInteger, tag } from './ber.ts';
import type { MibView } from './mibView.ts';
import { answer, readPdu } from './pdu.ts';
import { respondToUser } from './usm/respondToUser.ts';

const versions = { 0: 'v1', 1: 'v2c', 3: 'v3' } as const;
const isVersion = (number: number): number is keyof typeof versions => Object.hasOwn(versions, number);

/**
 * The response to an SNMP message of version 1, 2c (RFC 3584) or 3 (RFC 3412), as far as who asks is let in; undefined for what an
 * agent passes over in silence: another community, another version, what is no request. @throws BerError for a malformed message.
 */
export function respond(message: Buffer, access: Access, view: MibView): Buffer | undefined {
  const outer = new BerReader(message).nested(tag.sequence);
  const number = outer.integer();
  if (!isVersion(number)) return undefined;
  const version = versions[number];
  if (version === 'v3') return access.type === 'user' ? respondToUser(message, outer, access, view) : undefined;
  if (access.type !== 'community' || !outer.content(tag.octets).equals(Buffer.from(access.community))) return undefined;
  const response = answer(readPdu(outer), version, view);
  return response && encodeCommunityMessage(number, access.community, response);
}

export const encodeCommunityMessage = (version: number, community: string, pdu: Buffer): Buffer =>
  encode(tag.sequence, encodeInteger(tag.integer, version), encode(tag.octets, Buffer.from(community)), pdu);
