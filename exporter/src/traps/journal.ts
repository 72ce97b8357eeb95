import { tags } from '../snmp/ber.ts';
import { formatOid } from '../snmp/oid.ts';
import { valueTags, type Varbind } from '../snmp/varbind.ts';
import type { NotificationOutcome } from './outcome.ts';
import { printable } from './reading.ts';

const maxVarbinds = 24;
const maxOctets = 64;
const maxNames = 500;

/** One notification for a person to read. Never holds a community. */
export interface JournalEntry {
  /** By the exporter's clock. */
  at: Date;
  source: string;
  /** Of the inventory; null where it is not known which one it is. */
  device: string | null;
  version: string;
  /** snmpTrapOID; null where it could not be read, or nobody may believe it. */
  oid: string | null;
  /** What we understood. */
  notification: string | null;
  outcome: NotificationOutcome;
  objects: readonly { oid: string; value: string }[];
}

/** The last notifications, and how often each unknown one came. */
export class Journal {
  readonly #limit: number;
  readonly #entries: JournalEntry[] = [];
  readonly #unknown = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  write(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) this.#entries.shift();
    const { outcome, oid } = entry;
    if (outcome !== 'unknown' || oid === null) return;
    if (this.#unknown.size < maxNames || this.#unknown.has(oid))
      this.#unknown.set(oid, (this.#unknown.get(oid) ?? 0) + 1);
  }

  /** The newest first. */
  entries(): JournalEntry[] {
    return this.#entries.toReversed();
  }

  /** Names that nothing is known of, the most frequent first. */
  unknown(): { oid: string; count: number }[] {
    const counted = [...this.#unknown].map(([oid, count]) => ({ oid, count }));
    return counted.sort((a, b) => b.count - a.count);
  }
}

/** Objects of a notification as a person reads them, a bounded number. */
export const readable = (varbinds: readonly Varbind[]): JournalEntry['objects'] =>
  varbinds.slice(0, maxVarbinds).map((varbind) => ({ oid: shortOid(varbind.oid), value: valueOf(varbind) }));

function valueOf(varbind: Varbind): string {
  const number = varbind.number();
  if (number !== undefined) return String(number);
  const octets = varbind.octets();
  if (octets === undefined) return varbind.absent ? '' : '?';
  if (varbind.tag === tags.oid) return shortOid(octets);
  if (varbind.tag === valueTags.ipAddress) return octets.join('.');
  const text = printable(octets);
  return isText(octets) ? text : Buffer.from(octets.subarray(0, maxOctets)).toString('hex');
}

/** Whether octets are text throughout, apart from zeros at the end. */
const isText = (octets: Uint8Array): boolean => {
  const text = Buffer.from(octets).toString('utf8').replace(/\0+$/, '');
  return !/[\p{Cc}\uFFFD]/u.test(text.replace(/[\r\n\t]/g, ' '));
};
const shortOid = (octets: Uint8Array): string => formatOid(octets.subarray(0, 2 * maxOctets));
