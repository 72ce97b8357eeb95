import { maxDropout, maxMisorder } from './receptionStatistics.ts';

/** Told of packets in the order in which they were sent; `gap`: what was sent before it has not come. */
export type OrderedPacket = (octets: Buffer, from: number, to: number, gap: boolean) => void;

/** Packets that are held until a missing one comes; then it is given up. */
const mostHeld = 32;

/** Puts packets that overtook one another in order again. Only one that came too early is copied. */
export class PacketOrder {
  readonly #deliver: OrderedPacket;
  readonly #held = new Map<number, Buffer>();
  #next: number | undefined;

  constructor(deliver: OrderedPacket) {
    this.#deliver = deliver;
  }

  push(sequence: number, octets: Buffer, from: number, to: number): void {
    const ahead = this.#next === undefined ? 0 : (sequence - this.#next) & 0xffff;
    if (ahead === 0) this.#pass(sequence, octets, from, to, false);
    else if (ahead > 0xffff - maxMisorder) return;
    else if (ahead >= maxDropout) {
      this.flush();
      this.#pass(sequence, octets, from, to, true);
    } else {
      this.#held.set(sequence, Buffer.from(octets.subarray(from, to)));
      if (this.#held.size > mostHeld) this.#giveUp();
    }
    if (this.#held.size > 0) this.#follow();
  }

  /** Nothing more will come. */
  flush(): void {
    while (this.#held.size > 0) {
      this.#giveUp();
      this.#follow();
    }
  }

  #giveUp(): void {
    const next = this.#next ?? 0;
    let nearest: number | undefined;
    for (const sequence of this.#held.keys())
      if (nearest === undefined || ((sequence - next) & 0xffff) < ((nearest - next) & 0xffff)) nearest = sequence;
    if (nearest !== undefined) this.#passHeld(nearest, true);
  }

  #follow(): void {
    while (this.#next !== undefined && this.#held.has(this.#next)) this.#passHeld(this.#next, false);
  }

  #passHeld(sequence: number, gap: boolean): void {
    const octets = this.#held.get(sequence);
    this.#held.delete(sequence);
    if (octets) this.#pass(sequence, octets, 0, octets.length, gap);
  }

  #pass(sequence: number, octets: Buffer, from: number, to: number, gap: boolean): void {
    this.#next = (sequence + 1) & 0xffff;
    this.#deliver(octets, from, to, gap);
  }
}
