import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { tags, type BerWriter } from '../snmp/ber.ts';
import { oid } from '../snmp/oid.ts';
import { pduTypes } from '../snmp/pdu.ts';
import { KnownEngine } from '../snmp/usm/engines.ts';
import { sealUserMessage } from '../snmp/usm/message.ts';
import type { EngineClock } from '../snmp/usm/privacy.ts';
import type { UsmUser } from '../snmp/usm/protocols.ts';
import { valueTags } from '../snmp/varbind.ts';

/** RFC 3411 snmpEngineID: enterprise 32473, which RFC 5612 keeps for those without a number, and octets of one's own. */
const idPrefix = Buffer.from([0x80, 0x00, 0x7e, 0xd9, 0x05]);
const idOctets = 12;
/** How far the time of an inform may differ from ours (RFC 3414 section 3.2 step 7a). */
const timeWindowSeconds = 150;

/** Why a message is answered with a report: usmStats (RFC 3414 section 5), by its last number. */
const usmStats = { notInTimeWindows: 2, unknownEngineIds: 4 } as const;
type Reported = keyof typeof usmStats;

/**
 * The engine that the exporter is for those who send informs over SNMPv3: for these the receiver is the authoritative one (RFC 3414
 * section 1.5.1). It says the same id after a restart, since some devices have it configured; its boots are the minutes since
 * 1970, which grow with every restart without having to be stored.
 */
export class OwnEngine {
  readonly known: KnownEngine;
  readonly #reports: Record<Reported, number> = { notInTimeWindows: 0, unknownEngineIds: 0 };

  /** @param id as configured; absent: made of the machine's name and the port */
  constructor(id: Buffer | undefined, port: number) {
    const own = createHash('sha256').update(`${hostname()}:${port}`).digest().subarray(0, idOctets);
    const clock = { boots: Math.floor(Date.now() / 60_000), time: 0 };
    this.known = new KnownEngine(id ?? Buffer.concat([idPrefix, own]), clock, () => performance.now());
  }

  get id(): Uint8Array {
    return this.known.id;
  }

  /** Whether an inform was made now, as far as its sender knows our clock. */
  isTimely({ boots, time }: EngineClock): boolean {
    const now = this.known.clock();
    return boots === now.boots && Math.abs(time - now.time) <= timeWindowSeconds;
  }

  /** What tells a sender our id and clock, signed for the user where one is given, and why its message was not taken. */
  report(why: Reported, id: number, user?: UsmUser): Uint8Array {
    this.#reports[why] = (this.#reports[why] + 1) % 2 ** 31;
    const count = Buffer.alloc(5);
    count.writeUInt32BE(this.#reports[why], 1);
    const write = (writer: BerWriter): void => {
      writer.element(valueTags.counter32, count);
      writer.element(tags.oid, oid(`1.3.6.1.6.3.15.1.1.${usmStats[why]}.0`));
      writer.close(tags.sequence, 0);
      writer.close(tags.sequence, 0);
      for (let field = 0; field < 3; field++) writer.integer(0);
      writer.close(pduTypes.report, 0);
    };
    // A report is never encrypted: its reader may have lost more than the clock.
    const signer = user ? { username: user.username, auth: user.auth } : { username: '' };
    return sealUserMessage(signer, this.known.withKeysOf(signer), {
      ...{ id, clock: this.known.clock(), reportable: false, contextEngineId: this.id, contextName: new Uint8Array(0) },
      pdu: { capacity: 64, write },
    });
  }
}
