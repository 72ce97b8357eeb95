/**
 * The part of BER (ITU-T X.690) that SNMP v2c needs (RFC 3416). Written for the agents alone: the exporter has its own, so
 * that one's mistake is not hidden by the other's.
 */
export const tag = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

/** What cannot be read as BER. */
export class BerError extends Error {}

/** Reads one value after the other; never past the end of what it was given. */
export class BerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next value's tag, which stays unread. @throws BerError at the end. */
  peek(): number {
    const next = this.#bytes[this.#at];
    if (next === undefined) throw new BerError('ends too early');
    return next;
  }

  /** The content of the next value. @throws BerError where it has another tag or is cut off. */
  content(expected: number): Buffer {
    const found = this.peek();
    if (found !== expected) throw new BerError(`expected tag ${expected}, found ${found}`);
    this.#at += 1;
    const length = this.#length();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new BerError('is cut off');
    const content = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return content;
  }

  nested(expected: number): BerReader {
    return new BerReader(this.content(expected));
  }

  /** A signed integer of at most six octets. */
  integer(): number {
    const content = this.content(tag.integer);
    if (content.length === 0 || content.length > 6) throw new BerError(`integer of ${content.length} octets`);
    return content.readIntBE(0, content.length);
  }

  oid(): number[] {
    return decodeOid(this.content(tag.oid));
  }

  #length(): number {
    const first = this.#bytes[this.#at++];
    if (first === undefined) throw new BerError('ends too early');
    if (first < 0x80) return first;
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3 || this.#at + octets > this.#bytes.length) throw new BerError('has a bad length');
    const length = this.#bytes.readUIntBE(this.#at, octets);
    this.#at += octets;
    return length;
  }
}

/** Sub-identifiers of an object identifier (X.690 section 8.19). */
export function decodeOid(content: Buffer): number[] {
  const parts: number[] = [];
  let value = 0;
  for (const [index, octet] of content.entries()) {
    value = value * 128 + (octet & 0x7f);
    if (value > 0xffffffff) throw new BerError('sub-identifier over 32 bits');
    if (octet & 0x80) {
      if (index === content.length - 1) throw new BerError('object identifier is cut off');
      continue;
    }
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(value / 40));
      parts.push(first, value - first * 40);
    } else parts.push(value);
    value = 0;
  }
  if (parts.length === 0) throw new BerError('empty object identifier');
  return parts;
}

/** One value from the parts of its content, in this order. */
export function encode(type: number, ...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = length < 0x80 ? 2 : length < 0x100 ? 3 : 4;
  const encoded = Buffer.allocUnsafe(header + length);
  encoded[0] = type;
  if (header === 2) encoded[1] = length;
  else {
    encoded[1] = 0x80 + header - 2;
    encoded.writeUIntBE(length, 2, header - 2);
  }
  let at = header;
  for (const part of parts) {
    encoded.set(part, at);
    at += part.length;
  }
  return encoded;
}

/**
 * Two's complement in as few octets as possible; unsigned types get a leading zero where needed (RFC 2578 section 7.1). Whole
 * numbers of up to 2^53, which no counter of the simulator reaches.
 */
export function encodeInteger(type: number, value: number): Buffer {
  let octets = 1;
  for (let limit = 0x80; value >= limit || value < -limit; limit *= 0x100) octets += 1;
  const encoded = Buffer.allocUnsafe(2 + octets);
  encoded[0] = type;
  encoded[1] = octets;
  let rest = value;
  for (let at = 1 + octets; at > 1; at--) {
    const octet = ((rest % 0x100) + 0x100) % 0x100;
    encoded[at] = octet;
    rest = (rest - octet) / 0x100;
  }
  return encoded;
}

export function encodeOid(oid: readonly number[]): Buffer {
  const [first = 0, second = 0] = oid;
  // Up to five octets for each sub-identifier of 32 bits.
  const content = Buffer.allocUnsafe(5 * Math.max(1, oid.length));
  let length = base128(first * 40 + second, content, 0);
  for (let at = 2; at < oid.length; at++) length = base128(oid[at] ?? 0, content, length);
  return encode(tag.oid, content.subarray(0, length));
}

function base128(part: number, into: Buffer, at: number): number {
  let groups = 1;
  for (let rest = part; rest >= 128; rest = Math.floor(rest / 128)) groups += 1;
  let rest = part;
  for (let place = at + groups - 1; place >= at; place--) {
    into[place] = (rest % 128) | (place === at + groups - 1 ? 0 : 0x80);
    rest = Math.floor(rest / 128);
  }
  return at + groups;
}
