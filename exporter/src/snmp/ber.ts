/** The part of BER (X.690) that SNMP uses: definite lengths, low tag numbers. */

/** Octets that are not BER, or not complete. Stays inside the codec: `decodeMessage` answers undefined. */
export class MalformedBer extends Error {}

/** Reads tag-length-value from a bounded stretch of octets; never beyond its end. */
export class BerReader {
  readonly #octets: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(octets: Uint8Array, from = 0, end = octets.length) {
    this.#octets = octets;
    this.#at = from;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** The tag of the next element, without reading it. */
  peekTag(): number {
    if (this.#at >= this.#end) throw new MalformedBer('ends where an element was expected');
    return this.#octets[this.#at] ?? 0;
  }

  /** The contents of the next element, whatever it is; a view, not a copy. */
  contents(): Uint8Array {
    const from = this.#next();
    return stretch(this.#octets, from, this.#at);
  }

  /** A reader of the contents of the next element, which must have this tag. */
  enter(tag: number): BerReader {
    this.#expect(tag);
    const from = this.#next();
    return new BerReader(this.#octets, from, this.#at);
  }

  /** Go beyond the next element, which must have this tag. */
  skip(tag: number): void {
    this.#expect(tag);
    this.#next();
  }

  /** Where what is left lies, for who reads many small elements faster than one reader for each would. */
  rest(): { octets: Uint8Array; from: number; to: number } {
    return { octets: this.#octets, from: this.#at, to: this.#end };
  }

  octets(tag: number): Uint8Array {
    this.#expect(tag);
    return this.contents();
  }

  /** An INTEGER of at most 32 bits, as every field of a message header is. */
  integer(): number {
    this.#expect(tags.integer);
    const from = this.#next();
    const length = this.#at - from;
    if (length === 0 || length > 4) throw new MalformedBer('an integer of 1 to 4 octets was expected');
    return signed(this.#octets, from, this.#at);
  }

  #expect(tag: number): void {
    const found = this.peekTag();
    if (found !== tag) throw new MalformedBer(`tag ${tag} was expected, found ${found}`);
  }

  /** Go beyond the next element. Gives where its contents begin; they end where the reader then is. */
  #next(): number {
    let at = this.#at + 1;
    if (at >= this.#end) throw new MalformedBer('ends within a length');
    let length = this.#octets[at++] ?? 0;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      // Zero means the indefinite form, which SNMP forbids (RFC 3417 section 8).
      if (octets === 0 || octets > 4 || at + octets > this.#end) throw new MalformedBer('not a definite length');
      length = 0;
      for (let i = 0; i < octets; i++) length = length * 256 + (this.#octets[at++] ?? 0);
    }
    if (length > this.#end - at) throw new MalformedBer('longer than what encloses it');
    this.#at = at + length;
    return at;
  }
}

/** A view. Of a Buffer, `subarray` would make another Buffer, which costs three times as much. */
export const stretch = ({ buffer, byteOffset }: Uint8Array, from: number, to: number): Uint8Array =>
  new Uint8Array(buffer, byteOffset + from, to - from);

export const tags = { integer: 0x02, octetString: 0x04, null: 0x05, oid: 0x06, sequence: 0x30 } as const;

/** Two's complement, most significant octet first. Exact up to 2^53. */
export function signed(octets: Uint8Array, from = 0, to = octets.length): number {
  const value = unsigned(octets, from, to);
  return ((octets[from] ?? 0) & 0x80) === 0 ? value : value - 2 ** (8 * (to - from));
}

/** Unsigned, most significant octet first. Exact up to 2^53, the nearest double beyond. */
export function unsigned(octets: Uint8Array, from = 0, to = octets.length): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 256 + (octets[at] ?? 0);
  return value;
}

/** Writes from the back to the front, so that every length is known when it is written. */
export class BerWriter {
  readonly #octets: Uint8Array;
  #at: number;

  constructor(capacity: number) {
    // Of node's pool: memory of its own costs a small message more than writing it.
    this.#octets = Buffer.allocUnsafe(capacity);
    this.#at = capacity;
  }

  /** How many octets are written so far; what `close` measures from. */
  get length(): number {
    return this.#octets.length - this.#at;
  }

  element(tag: number, contents: Uint8Array): void {
    const before = this.length;
    this.raw(contents);
    this.close(tag, before);
  }

  /** Octets that are encoded already. */
  raw(octets: Uint8Array): void {
    if (octets.length > this.#at) throw new RangeError('the message is longer than was planned');
    this.#at -= octets.length;
    this.#octets.set(octets, this.#at);
  }

  integer(value: number): void {
    const before = this.length;
    let left = value;
    do {
      this.#put(left & 0xff);
      left >>= 8;
    } while (left !== 0 && left !== -1);
    const top = this.#octets[this.#at] ?? 0;
    // The sign must show in the top bit.
    if (left === 0 && top >= 0x80) this.#put(0);
    else if (left === -1 && top < 0x80) this.#put(0xff);
    this.close(tags.integer, before);
  }

  /** Put tag and length before everything written since `before`. */
  close(tag: number, before: number): void {
    const length = this.length - before;
    if (length < 0x80) this.#put(length);
    else {
      let octets = 0;
      for (let left = length; left > 0; left >>>= 8, octets++) this.#put(left & 0xff);
      this.#put(0x80 | octets);
    }
    this.#put(tag);
  }

  finish(): Uint8Array {
    return stretch(this.#octets, this.#at, this.#octets.length);
  }

  #put(octet: number): void {
    if (this.#at === 0) throw new RangeError('the message is longer than was planned');
    this.#octets[--this.#at] = octet;
  }
}
