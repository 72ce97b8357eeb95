import { subidentifiers } from '../snmp/oid.ts';
import type { IndexRule } from './schema.ts';
import { octetsText } from './value.ts';
import { isPaired, pairedWith, type TextType } from './valueTypes.ts';

/**
 * The index of a row, read part by part. What an agent left out at its end counts as zeros: there are agents that cut them.
 */
export class IndexCursor {
  readonly #ids: readonly number[];
  #at = 0;

  constructor(octets: Uint8Array) {
    this.#ids = subidentifiers(octets);
  }

  get left(): number {
    return Math.max(0, this.#ids.length - this.#at);
  }

  /** Neither more nor less was there than was read. */
  get exact(): boolean {
    return this.#at === this.#ids.length;
  }

  get position(): number {
    return this.#at;
  }

  one(): number {
    return this.#ids[this.#at++] ?? 0;
  }

  /** The next subidentifiers as octets. */
  octets(count: number): Uint8Array {
    const taken = new Uint8Array(count);
    for (let at = 0; at < count; at++) taken[at] = this.one();
    return taken;
  }

  /** The subidentifiers from a position to here, for a lookup. */
  since(position: number): readonly number[] {
    const taken = this.#ids.slice(position, this.#at);
    while (taken.length < this.#at - position) taken.push(0);
    return taken;
  }
}

/** Takes its part of the index and gives the text of the label. */
export type ReadIndex = (cursor: IndexCursor) => string;

/** No index of an OID is longer (RFC 2578 section 3.5), whatever length it claims. */
const maxLength = 128;

/** How one index is read: RFC 2578 section 7.7. */
export function indexReader(rule: IndexRule): ReadIndex {
  const { type, display_hint: hint, enum_values: names } = rule;
  if (isPaired(type)) {
    return (cursor) => {
      const subtype = cursor.one();
      const known = pairedWith(type, subtype);
      if (type === 'InetAddressMissingSize') {
        if (known) return addressText(cursor, known);
        return octetsText(Uint8Array.of(subtype, ...cursor.octets(cursor.left)), 'OctetString');
      }
      const length = bounded(cursor.one());
      if (known === 'DisplayString' || known === 'OctetString') return octetsText(cursor.octets(length), known);
      if (known) return addressText(cursor, known);
      return octetsText(Uint8Array.of(subtype, length, ...cursor.octets(length)), 'OctetString');
    };
  }
  switch (type) {
    case 'gauge':
    case 'counter':
    case 'Integer':
    case 'Integer32':
      return (cursor) => String(cursor.one());
    case 'EnumAsInfo':
      return (cursor) => {
        const value = cursor.one();
        return names?.get(value) ?? String(value);
      };
    case 'OctetString':
    case 'DisplayString':
      return (cursor) => {
        const length = rule.fixed_size || (rule.implied ? cursor.left : bounded(cursor.one()));
        const octets = cursor.octets(length);
        return hint ? hint(octets) : octetsText(octets, type);
      };
    default:
      return (cursor) => addressText(cursor, type);
  }
}

const sizes: Readonly<Record<TextType, number>> = {
  PhysAddress48: 6,
  InetAddressIPv4: 4,
  IpAddr: 4,
  InetAddressIPv6: 16,
  OctetString: 0,
  DisplayString: 0,
};

const addressText = (cursor: IndexCursor, type: TextType): string => octetsText(cursor.octets(sizes[type]), type);

const bounded = (length: number): number => Math.min(length, maxLength);
