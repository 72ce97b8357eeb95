import { Varbind } from './varbind.ts';

/** Varbinds in their order. */
export interface VarbindList extends Iterable<Varbind> {
  readonly length: number;
  /**
   * `into`: a varbind of one's own that may be made to show it; a scrape looks at each of a thousand objects several times, and an
   * object for every look would be most of what it leaves to be collected.
   */
  at(index: number, into?: Varbind): Varbind | undefined;
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

  at(index: number, into = new Varbind()): Varbind | undefined {
    const from = index * marks;
    const place = this.#marks;
    const tag = place[from];
    if (tag === undefined) return undefined;
    const oidEnd = place[from + 2] ?? 0;
    const valueEnd = place[from + 4] ?? 0;
    return into.show(this.#message, tag, place[from + 1] ?? 0, oidEnd, place[from + 3] ?? 0, valueEnd);
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

/** Every so manieth varbind of a list. */
interface Run {
  list: VarbindList;
  from: number;
  step: number;
  count: number;
}

/** Varbinds picked from the lists of several answers, in the order in which they were picked. */
export class PickedVarbinds implements VarbindList {
  readonly #runs: Run[] = [];
  #length = 0;
  /** Where the last one was found: reading goes forwards. */
  #run = 0;
  #first = 0;

  get length(): number {
    return this.#length;
  }

  /** Pick one; the next one of the same list is `step` places on. */
  pick(list: VarbindList, from: number, step: number): void {
    const run = this.#runs.at(-1);
    if (run?.list === list) run.count++;
    else this.#runs.push({ list, from, step, count: 1 });
    this.#length++;
  }

  /** Pick all that another has, and everything of a list. */
  add(other: PickedVarbinds | readonly Varbind[]): void {
    if (other instanceof PickedVarbinds) this.#runs.push(...other.#runs);
    else this.#runs.push({ list: other, from: 0, step: 1, count: other.length });
    this.#length += other.length;
  }

  at(index: number, into?: Varbind): Varbind | undefined {
    if (index < this.#first) this.#run = this.#first = 0;
    for (let run = this.#runs[this.#run]; run; run = this.#runs[++this.#run]) {
      if (index < this.#first + run.count) return run.list.at(run.from + (index - this.#first) * run.step, into);
      this.#first += run.count;
    }
    this.#run = this.#first = 0;
    return undefined;
  }

  /** The one that was picked last. */
  last(into: Varbind): Varbind | undefined {
    const run = this.#runs.at(-1);
    return run?.list.at(run.from + (run.count - 1) * run.step, into);
  }

  *[Symbol.iterator](): Iterator<Varbind> {
    for (let at = 0; at < this.#length; at++) {
      const varbind = this.at(at);
      if (varbind) yield varbind;
    }
  }
}
