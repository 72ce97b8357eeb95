/** Grown beyond this by one large device, a buffer is given back when it is cleared. */
const keptOctets = 4 * 1024 * 1024;
const firstOctets = 256 * 1024;

const digitZero = 0x30;
const blank = 0x20;
const lineFeed = 0x0a;
/** Whole numbers are written digit by digit, in halves of nine: a string for each would be most of what a scrape leaves to be collected. */
const half = 1_000_000_000;
const halfDigits = 9;

/** UTF-8 text that is written once and read as octets; what is the same in every scrape is copied as octets that were made before. */
export class TextBuffer {
  #octets = Buffer.allocUnsafe(firstOctets);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
    if (this.#octets.length > keptOctets) this.#octets = Buffer.allocUnsafe(firstOctets);
  }

  octets(octets: Uint8Array): void {
    this.#reserve(octets.length);
    this.#octets.set(octets, this.#length);
    this.#length += octets.length;
  }

  octet(octet: number): void {
    this.#reserve(1);
    this.#octets[this.#length++] = octet;
  }

  /** What stands in a stretch of another. */
  copy(other: TextBuffer, from: number, to: number): void {
    this.#reserve(to - from);
    this.#length += other.#octets.copy(this.#octets, this.#length, from, to);
  }

  text(text: string): void {
    this.#reserve(3 * text.length);
    this.#length += this.#octets.write(text, this.#length);
  }

  /** The end of a sample's line. */
  value(value: number): void {
    this.#reserve(32);
    this.#octets[this.#length++] = blank;
    if (value >= 0 && value <= Number.MAX_SAFE_INTEGER && Number.isInteger(value)) this.#whole(value);
    else this.#length += this.#octets.write(sampleNumber(value), this.#length, 'latin1');
    this.#octets[this.#length++] = lineFeed;
  }

  /** A view until the next writing. */
  view(from = 0, to = this.#length): Buffer {
    return this.#octets.subarray(from, to);
  }

  /** How many lines end in a stretch. */
  lines(from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to; at++) if (this.#octets[at] === lineFeed) count++;
    return count;
  }

  #whole(value: number): void {
    const high = Math.floor(value / half);
    const low = value - high * half;
    if (high > 0) this.#digits(high, digitsOf(high));
    this.#digits(low, high > 0 ? halfDigits : digitsOf(low));
  }

  #digits(value: number, count: number): void {
    let left = value | 0;
    const end = this.#length + count;
    for (let at = end - 1; at >= this.#length; at--) {
      const rest = (left / 10) | 0;
      this.#octets[at] = digitZero + (left - rest * 10);
      left = rest;
    }
    this.#length = end;
  }

  #reserve(octets: number): void {
    const needed = this.#length + octets;
    if (needed <= this.#octets.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#octets.length));
    larger.set(this.view());
    this.#octets = larger;
  }
}

function digitsOf(value: number): number {
  let count = 1;
  for (let left = (value / 10) | 0; left > 0; left = (left / 10) | 0) count++;
  return count;
}

/** A number as Prometheus reads it. */
export function sampleNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
}
