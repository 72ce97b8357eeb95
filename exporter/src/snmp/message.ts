import { BerReader, BerWriter, MalformedBer, tags } from './ber.ts';
import { pduCapacity, readPdu, writePdu, type SnmpRequest, type SnmpResponse } from './pdu.ts';

/** The number in a message's first field: SNMPv1 (RFC 1157), SNMPv2c (RFC 1901), SNMPv3 (RFC 3412). */
export const versionNumbers = { v1: 0, v2c: 1, v3: 3 } as const;
export type SnmpVersion = keyof typeof versionNumbers;

/** What says who asks in SNMPv1 and SNMPv2c. */
export interface CommunitySecurity {
  version: 'v1' | 'v2c';
  community: string;
}

/** The octets of a request with a community. */
export function encodeCommunityMessage(security: CommunitySecurity, id: number, request: SnmpRequest): Uint8Array {
  const community = Buffer.from(security.community, 'utf8');
  const writer = new BerWriter(pduCapacity(request) + community.length + 32);
  writePdu(writer, id, request);
  writer.element(tags.octetString, community);
  writer.integer(versionNumbers[security.version]);
  writer.close(tags.sequence, 0);
  return writer.finish();
}

/** What an agent answered; undefined for anything else: malformed, truncated, another version or another PDU. Never throws. */
export function decodeCommunityMessage(version: 'v1' | 'v2c', octets: Uint8Array): SnmpResponse | undefined {
  return attempt(() => {
    const message = new BerReader(octets).enter(tags.sequence);
    if (message.integer() !== versionNumbers[version]) throw new MalformedBer(`not SNMP${version}`);
    message.skip(tags.octetString);
    const response = readPdu(message);
    if (response.report) throw new MalformedBer('a report outside of SNMPv3');
    return response;
  });
}

/**
 * Which request a message answers: the request id, of SNMPv3 the message id (the request id may be encrypted). Undefined for
 * what is no message that could answer.
 */
export function answeredId(octets: Uint8Array): number | undefined {
  return attempt(() => {
    const message = new BerReader(octets).enter(tags.sequence);
    if (message.integer() === versionNumbers.v3) return message.enter(tags.sequence).integer();
    message.skip(tags.octetString);
    return message.enter(message.peekTag()).integer();
  });
}

/** The result of reading what came from outside; undefined where it is not what it should be. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedBer) return undefined;
    throw error;
  }
}
