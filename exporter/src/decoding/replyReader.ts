import { readReplyHead, replyHeadOctets, type ReplyHead } from './messages.ts';

/** What the decoder process answered to one request. */
export interface DecodeReply extends Pick<ReplyHead, 'number' | 'errors' | 'residentBytes'> {
  /** Absent where the frame could not be decoded. */
  octets?: Uint8Array;
}

/** Puts a reply together from the pieces in which a pipe brings it: one at a time, since one frame is asked for at a time. */
export class ReplyReader {
  readonly #head = new Filling(replyHeadOctets);
  #reply: { head: ReplyHead; octets: Filling } | undefined;

  /** @returns the reply that ends with this piece, undefined while more must come @throws Error for what is no reply */
  read(piece: Uint8Array): DecodeReply | undefined {
    let rest = piece;
    if (!this.#reply) {
      rest = this.#head.take(rest);
      if (!this.#head.isFull) return undefined;
      const head = readReplyHead(Buffer.from(this.#head.octets.buffer));
      this.#reply = { head, octets: new Filling(head.length) };
    }
    const { head, octets } = this.#reply;
    rest = octets.take(rest);
    if (rest.length > 0) throw new RangeError(`${rest.length} octets follow a reply that nothing follows`);
    if (!octets.isFull) return undefined;
    this.#reply = undefined;
    this.#head.clear();
    const { number, errors, residentBytes } = head;
    return { number, errors, residentBytes, ...(head.length > 0 && { octets: octets.octets }) };
  }
}

/** Octets of a known count, as they come. */
class Filling {
  readonly octets: Uint8Array;
  #filled = 0;

  constructor(length: number) {
    this.octets = new Uint8Array(length);
  }

  get isFull(): boolean {
    return this.#filled === this.octets.length;
  }

  /** @returns what is too much */
  take(piece: Uint8Array): Uint8Array {
    const taken = piece.subarray(0, this.octets.length - this.#filled);
    this.octets.set(taken, this.#filled);
    this.#filled += taken.length;
    return piece.subarray(taken.length);
  }

  clear(): void {
    this.#filled = 0;
  }
}
