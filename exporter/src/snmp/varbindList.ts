import { Varbind } from './varbind.ts';

/** Varbinds in their order. */
export interface VarbindList extends Iterable<Varbind> {
  readonly length: number;
  at(index: number): Varbind | undefined;
}

/** Where the parts of a varbind lie: tag, and begin and end of identifier and value. */
const marks = 5;

/**
 * The varbinds of a message, kept as where they lie in it: a walk holds them for as long as the agent takes, and objects that
 * live so long cost the process far more memory than their own.
 */
export class ReceivedVarbinds implements VarbindList {
  readonly length: number;
  readonly #message: Uint8Array;
  readonly #marks: Uint16Array;

  constructor(message: Uint8Array, marked: Uint16Array) {
    this.length = marked.length / marks;
    this.#message = message;
    this.#marks = marked;
  }

  at(index: number): Varbind | undefined {
    const from = index * marks;
    const [tag, oid, oidEnd, value, valueEnd] = [
      this.#marks[from],
      this.#marks[from + 1],
      this.#marks[from + 2],
      this.#marks[from + 3],
      this.#marks[from + 4],
    ];
    if (tag === undefined) return undefined;
    return new Varbind(this.#message, tag, oid ?? 0, oidEnd ?? 0, value ?? 0, valueEnd ?? 0);
  }

  *[Symbol.iterator](): Iterator<Varbind> {
    for (let at = 0; at < this.length; at++) {
      const varbind = this.at(at);
      if (varbind) yield varbind;
    }
  }
}

/** Collects where the varbinds of one message lie. A message is of at most 65,507 octets, so sixteen bits hold every place. */
export class VarbindMarks {
  #marks = new Uint16Array(marks * 64);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  add(tag: number, oid: number, oidEnd: number, value: number, valueEnd: number): void {
    const at = this.#count * marks;
    if (at + marks > this.#marks.length) {
      const more = new Uint16Array(this.#marks.length * 2);
      more.set(this.#marks);
      this.#marks = more;
    }
    this.#marks[at] = tag;
    this.#marks[at + 1] = oid;
    this.#marks[at + 2] = oidEnd;
    this.#marks[at + 3] = value;
    this.#marks[at + 4] = valueEnd;
    this.#count++;
  }

  of(message: Uint8Array): ReceivedVarbinds {
    return new ReceivedVarbinds(message, this.#marks.slice(0, this.#count * marks));
  }
}
