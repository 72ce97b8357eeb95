/** Reads the bits of a NAL unit (ITU-T H.264 section 7.2, H.265 section 7.2). Beyond the end every bit is 0: `overrun` tells. */
export class BitReader {
  readonly #octets: Uint8Array;
  #at: number;

  /** `nal` still holds its emulation prevention octets. */
  constructor(nal: Uint8Array, skipOctets: number) {
    this.#octets = withoutEmulationPrevention(nal);
    this.#at = skipOctets * 8;
  }

  get overrun(): boolean {
    return this.#at > this.#octets.length * 8;
  }

  skip(bits: number): void {
    this.#at += bits;
  }

  bit(): number {
    const octet = this.#octets[this.#at >> 3] ?? 0;
    return (octet >> (7 - (this.#at++ & 7))) & 1;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 2 + this.bit();
    return value;
  }

  /** Unsigned Exp-Golomb code, ue(v). */
  unsigned(): number {
    let zeros = 0;
    while (zeros < 32 && this.bit() === 0) {
      if (this.overrun) return 0;
      zeros++;
    }
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Signed Exp-Golomb code, se(v). */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}

function withoutEmulationPrevention(nal: Uint8Array): Uint8Array {
  const octets: number[] = [];
  let zeros = 0;
  for (const octet of nal) {
    if (zeros >= 2 && octet === 3) {
      zeros = 0;
      continue;
    }
    zeros = octet === 0 ? zeros + 1 : 0;
    octets.push(octet);
  }
  return Uint8Array.from(octets);
}
