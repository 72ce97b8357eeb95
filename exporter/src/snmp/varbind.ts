import { signed, stretch, tags, unsigned } from './ber.ts';
import { compareStretches, type Oid } from './oid.ts';

/** Tags of values (RFC 3416 section 3, RFC 2578 section 7.1), and of the exceptions that stand in their place. */
export const valueTags = {
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  /** Of RFC 1902; some agents still send it. */
  unsigned32: 0x47,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

const nothing = new Uint8Array(0);

/**
 * One object as an agent sent it: where its parts lie in the message. A scrape compares and reads a thousand of them, so that is
 * done in place; views of the parts are made only for who asks, since they cost more than what they show. A new one shows nothing.
 */
export class Varbind {
  #tag: number = tags.null;
  #message: Uint8Array = nothing;
  #oid = 0;
  #oidEnd = 0;
  #value = 0;
  #valueEnd = 0;

  /** From now on this one shows another object: only of one's own, which nobody else keeps. */
  show(message: Uint8Array, tag: number, oid: number, oidEnd: number, value: number, valueEnd: number): this {
    this.#tag = tag;
    this.#message = message;
    this.#oid = oid;
    this.#oidEnd = oidEnd;
    this.#value = value;
    this.#valueEnd = valueEnd;
    return this;
  }

  /** Tag of the value. */
  get tag(): number {
    return this.#tag;
  }

  /** One that stands in no message. */
  static of({ oid, tag, contents }: { oid: Oid; tag: number; contents: Uint8Array }): Varbind {
    const octets = new Uint8Array(oid.length + contents.length);
    octets.set(oid);
    octets.set(contents, oid.length);
    return new Varbind().show(octets, tag, 0, oid.length, oid.length, octets.length);
  }

  /** A view, not a copy. */
  get oid(): Oid {
    return stretch(this.#message, this.#oid, this.#oidEnd);
  }

  /** Octets of the identifier. */
  get oidLength(): number {
    return this.#oidEnd - this.#oid;
  }

  /** Contents of the value; a view, not a copy. */
  get contents(): Uint8Array {
    return stretch(this.#message, this.#value, this.#valueEnd);
  }

  /** Null, noSuchObject, noSuchInstance or endOfMibView: the agent has nothing there. */
  get absent(): boolean {
    return this.tag === tags.null || (this.tag & 0xf0) === 0x80;
  }

  /** Whether it lies in a subtree; the subtree's own root does not. */
  isUnder(subtree: Oid): boolean {
    return this.oidLength > subtree.length && this.startsWith(subtree);
  }

  /** Whether its identifier is the root of a subtree or lies in it. */
  startsWith(prefix: Oid): boolean {
    if (this.oidLength < prefix.length) return false;
    const message = this.#message;
    const from = this.#oid;
    // What is held against each other mostly differs at the end.
    for (let at = prefix.length - 1; at >= 0; at--) if (message[from + at] !== prefix[at]) return false;
    return true;
  }

  /** Lexicographic order of identifiers: negative, zero or positive. */
  compareTo(other: Varbind): number {
    return compareStretches(this.#message, this.#oid, this.#oidEnd, other.#message, other.#oid, other.#oidEnd);
  }

  compareToOid(oid: Oid): number {
    return compareStretches(this.#message, this.#oid, this.#oidEnd, oid, 0, oid.length);
  }

  /** The identifier after so many octets; a view, not a copy. */
  index(length: number): Uint8Array {
    return stretch(this.#message, this.#oid + length, this.#oidEnd);
  }

  /** Whether the identifier goes on like this after so many octets. */
  hasIndex(index: Uint8Array, length: number): boolean {
    if (this.oidLength - length !== index.length) return false;
    const message = this.#message;
    const from = this.#oid + length;
    for (let at = index.length - 1; at >= 0; at--) if (message[from + at] !== index[at]) return false;
    return true;
  }

  /** What follows after so many octets of the identifier, as the key of a map. */
  indexKey(length: number): string {
    const message = this.#message;
    let key = '';
    for (let at = this.#oid + length; at < this.#oidEnd; at++) key += String.fromCharCode(message[at] ?? 0);
    return key;
  }

  /**
   * A number; undefined where the value is none, has no octets or too many (RFC 2578 section 7.1): one value that an agent got
   * wrong must not cost the others. Exact up to 2^53.
   */
  number(): number | undefined {
    const length = this.#valueEnd - this.#value;
    switch (this.tag) {
      case tags.integer:
        return length === 0 || length > 8 ? undefined : signed(this.#message, this.#value, this.#valueEnd);
      case valueTags.counter32:
      case valueTags.gauge32:
      case valueTags.timeTicks:
      case valueTags.unsigned32:
      case valueTags.counter64:
        // Nine octets: a counter above 2^63 carries a leading zero.
        return length === 0 || length > 9 ? undefined : unsigned(this.#message, this.#value, this.#valueEnd);
      case valueTags.opaque:
        return opaqueNumber(this.contents);
      default:
        return undefined;
    }
  }

  /** As `number`, but a Counter64 by its lowest 53 bits: doubles count exactly to there; beyond, a counter would stand still and leap. */
  wrappedNumber(): number | undefined {
    const length = this.#valueEnd - this.#value;
    if (this.tag !== valueTags.counter64 || length < 7 || length > 9) return this.number();
    // Five bits of the seventh octet from the end, and all that follow it.
    const from = this.#valueEnd - 7;
    return ((this.#message[from] ?? 0) & 0x1f) * 2 ** 48 + unsigned(this.#message, from + 1, this.#valueEnd);
  }

  /** The octets of an OCTET STRING, OBJECT IDENTIFIER or IpAddress; undefined of anything else. A view, not a copy. */
  octets(): Uint8Array | undefined {
    const { tag } = this;
    return tag === tags.octetString || tag === tags.oid || tag === valueTags.ipAddress ? this.contents : undefined;
  }
}

/** Opaque float (9f 78 04) and double (9f 79 08) of NET-SNMP-TC; other opaque values are not numbers. */
function opaqueNumber(contents: Uint8Array): number | undefined {
  if (contents[0] !== 0x9f) return undefined;
  const view = new DataView(contents.buffer, contents.byteOffset, contents.length);
  if (contents[1] === 0x78 && contents[2] === 4 && contents.length === 7) return view.getFloat32(3);
  if (contents[1] === 0x79 && contents[2] === 8 && contents.length === 11) return view.getFloat64(3);
  return undefined;
}
