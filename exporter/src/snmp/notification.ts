import { BerReader, BerWriter, MalformedBer, tags } from './ber.ts';
import { attempt, versionNumbers } from './message.ts';
import { formatOid, oid } from './oid.ts';
import { pduTypes, readVarbinds } from './pdu.ts';
import { valueTags, type Varbind } from './varbind.ts';

/** What an agent told unasked: a Trap of SNMPv1 (RFC 1157 section 4.1.6), a Trap or an Inform (RFC 3416 sections 4.2.6, 4.2.7). */
export interface SnmpNotification {
  type: 'trap' | 'inform';
  /** snmpTrapOID, dotted; of SNMPv1 made of enterprise and numbers (RFC 3584 section 3.1). */
  name: string;
  /** Without those that say what, when and from whom it is. */
  varbinds: readonly Varbind[];
  /** The IPv4 address that the notification itself says it comes from: agent-addr, or snmpTrapAddress of a forwarder (RFC 3584). */
  origin: string | undefined;
  /** The PDU's contents as they came: what an inform is answered with, and what a repetition is known by. */
  contents: Uint8Array;
}

/** A notification with a community, of which nothing is checked yet. */
export interface CommunityNotification {
  version: 'v1' | 'v2c';
  community: Uint8Array;
  notification: SnmpNotification;
}

/** The version that a message says it is of; undefined for what is no SNMP message. Never throws. */
export const versionOf = (octets: Uint8Array): number | undefined =>
  attempt(() => new BerReader(octets).enter(tags.sequence).integer());

/** Undefined for what is malformed or no notification. Never throws. */
export function decodeCommunityNotification(octets: Uint8Array): CommunityNotification | undefined {
  return attempt(() => {
    const message = new BerReader(octets).enter(tags.sequence);
    const number = message.integer();
    const community = message.octets(tags.octetString);
    if (number === versionNumbers.v1)
      return { version: 'v1' as const, community, notification: readTrapOfVersion1(message) };
    if (number !== versionNumbers.v2c) throw new MalformedBer('not SNMPv1 or SNMPv2c');
    return { version: 'v2c' as const, community, notification: readNotification(message) };
  });
}

/** The answer that acknowledges an inform: the same PDU as a response (RFC 3416 section 4.2.7). */
export function encodeCommunityAcknowledgement(community: Uint8Array, contents: Uint8Array): Uint8Array {
  const writer = new BerWriter(contents.length + community.length + 32);
  acknowledgement(contents).write(writer);
  writer.element(tags.octetString, community);
  writer.integer(versionNumbers.v2c);
  writer.close(tags.sequence, 0);
  return writer.finish();
}

export const acknowledgement = (contents: Uint8Array) => ({
  capacity: contents.length + 8,
  write: (writer: BerWriter) => writer.element(pduTypes.response, contents),
});

const own = {
  sysUpTime: '1.3.6.1.2.1.1.3.0',
  snmpTrapOid: '1.3.6.1.6.3.1.1.4.1.0',
  snmpTrapEnterprise: '1.3.6.1.6.3.1.1.4.3.0',
  snmpTrapAddress: '1.3.6.1.6.3.18.1.3.0',
  /** Forwarders put the community of an SNMPv1 trap there, so it must not be kept. */
  snmpTrapCommunity: '1.3.6.1.6.3.18.1.4.0',
} as const;
const ownNames: ReadonlySet<string> = new Set(Object.values(own));

/** Trap or Inform of SNMPv2, as SNMPv3 carries it too. @throws MalformedBer for any other PDU */
export function readNotification(reader: BerReader): SnmpNotification {
  const type = reader.peekTag();
  if (type !== pduTypes.trap && type !== pduTypes.inform) throw new MalformedBer('not a notification');
  const contents = reader.contents();
  const pdu = new BerReader(contents);
  for (let field = 0; field < 3; field++) pdu.integer();
  const varbinds = [...readVarbinds(pdu.enter(tags.sequence))];
  const name = find(varbinds, own.snmpTrapOid);
  if (name?.tag !== tags.oid) throw new MalformedBer('a notification without its name');
  return {
    type: type === pduTypes.inform ? 'inform' : 'trap',
    name: nameOf(name.contents),
    ...{ varbinds: told(varbinds), origin: originOf(varbinds), contents },
  };
}

/** The last number of the five generic traps after snmpTraps, and what stands for those of an enterprise. */
const snmpTraps = '1.3.6.1.6.3.1.1.5';
const enterpriseSpecific = 6;

function readTrapOfVersion1(reader: BerReader): SnmpNotification {
  if (reader.peekTag() !== pduTypes.trapV1) throw new MalformedBer('not a trap of SNMPv1');
  const contents = reader.contents();
  const pdu = new BerReader(contents);
  const enterprise = nameOf(pdu.octets(tags.oid));
  const address = ipAddress(pdu.octets(valueTags.ipAddress));
  const generic = pdu.integer();
  const specific = pdu.integer();
  pdu.octets(valueTags.timeTicks);
  const varbinds = [...readVarbinds(pdu.enter(tags.sequence))];
  if (generic < 0 || generic > enterpriseSpecific || specific < 0) throw new MalformedBer('no such trap');
  const name = generic === enterpriseSpecific ? `${enterprise}.0.${specific}` : `${snmpTraps}.${generic + 1}`;
  return { type: 'trap', name, varbinds: told(varbinds), origin: originOf(varbinds) ?? address, contents };
}

/** Identifiers have at most 128 numbers (RFC 2578 section 3.5); names in use need far fewer octets than that allows. */
const maxName = 255;
function nameOf(octets: Uint8Array): string {
  if (octets.length === 0 || octets.length > maxName) throw new MalformedBer('a name of 1 to 255 octets was expected');
  return formatOid(octets);
}

const find = (varbinds: readonly Varbind[], name: string): Varbind | undefined => {
  const wanted = oid(name);
  return varbinds.find((varbind) => varbind.compareToOid(wanted) === 0);
};
const told = (varbinds: readonly Varbind[]): Varbind[] => varbinds.filter((each) => !ownNames.has(formatOid(each.oid)));

function originOf(varbinds: readonly Varbind[]): string | undefined {
  const address = find(varbinds, own.snmpTrapAddress);
  return address?.tag === valueTags.ipAddress ? ipAddress(address.contents) : undefined;
}

const nowhere = '0.0.0.0';
function ipAddress(octets: Uint8Array): string | undefined {
  if (octets.length !== 4) throw new MalformedBer('an address of four octets was expected');
  const address = octets.join('.');
  return address === nowhere ? undefined : address;
}
