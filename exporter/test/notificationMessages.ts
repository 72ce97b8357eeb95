import { BerWriter, tags } from '../src/snmp/ber.ts';
import { oid } from '../src/snmp/oid.ts';
import { localKeys } from '../src/snmp/usm/keys.ts';
import { sealUserMessage } from '../src/snmp/usm/message.ts';
import type { EngineClock } from '../src/snmp/usm/privacy.ts';
import type { UsmUser } from '../src/snmp/usm/protocols.ts';

export const linkDown = '1.3.6.1.6.3.1.1.5.3';
const types = { trapV1: 0xa4, inform: 0xa6, trap: 0xa7 };
const ipAddress = 0x40;
const timeTicks = 0x43;

/** What tests say in a notification: its name, the request id, the uptime, and ifIndex of some interfaces. */
export interface Saying {
  name?: string;
  id?: number;
  uptime?: number;
  interfaces?: readonly number[];
  type?: 'trap' | 'inform';
}

function writeObjects(writer: BerWriter, interfaces: readonly number[]): void {
  for (const ifIndex of interfaces.toReversed()) {
    const before = writer.length;
    writer.integer(ifIndex);
    writer.element(tags.oid, oid(`1.3.6.1.2.1.2.2.1.1.${ifIndex}`));
    writer.close(tags.sequence, before);
  }
}
const ticks = (uptime: number): Buffer => {
  const octets = Buffer.alloc(5);
  octets.writeUInt32BE(uptime, 1);
  return octets;
};

function writeNotification(writer: BerWriter, saying: Saying): void {
  const { name = linkDown, id = 7, uptime = 100, interfaces = [5], type = 'trap' } = saying;
  const end = writer.length;
  writeObjects(writer, interfaces);
  const named = writer.length;
  writer.element(tags.oid, oid(name));
  writer.element(tags.oid, oid('1.3.6.1.6.3.1.1.4.1.0'));
  writer.close(tags.sequence, named);
  const timed = writer.length;
  writer.element(timeTicks, ticks(uptime));
  writer.element(tags.oid, oid('1.3.6.1.2.1.1.3.0'));
  writer.close(tags.sequence, timed);
  writer.close(tags.sequence, end);
  for (const field of [0, 0, id]) writer.integer(field);
  writer.close(types[type], end);
}

const capacity = 4096;

export function communityNotification(community: string, saying: Saying = {}): Uint8Array {
  const writer = new BerWriter(capacity);
  writeNotification(writer, saying);
  writer.element(tags.octetString, Buffer.from(community));
  writer.integer(1);
  writer.close(tags.sequence, 0);
  return writer.finish();
}

/** A generic trap of version 1: 2 is linkDown. */
export function trapOfVersion1(community: string, generic = 2, agent = [127, 0, 0, 1]): Uint8Array {
  const writer = new BerWriter(capacity);
  writeObjects(writer, [5]);
  writer.close(tags.sequence, 0);
  writer.element(timeTicks, ticks(100));
  writer.integer(0);
  writer.integer(generic);
  writer.element(ipAddress, Uint8Array.from(agent));
  writer.element(tags.oid, oid('1.3.6.1.4.1.8072'));
  writer.close(types.trapV1, 0);
  writer.element(tags.octetString, Buffer.from(community));
  writer.integer(0);
  writer.close(tags.sequence, 0);
  return writer.finish();
}

export const engineId = Buffer.from('80001f8804726f756e64', 'hex');

/** A trap of a user whose engine has this clock. */
export function userTrap(user: UsmUser, clock: EngineClock, saying: Saying = {}): Uint8Array {
  return sealUserMessage(
    user,
    { id: engineId, keys: localKeys(user, engineId) },
    {
      ...{ id: 9, clock, reportable: false, contextEngineId: engineId, contextName: new Uint8Array(0) },
      pdu: { capacity, write: (writer) => writeNotification(writer, saying) },
    },
  );
}
