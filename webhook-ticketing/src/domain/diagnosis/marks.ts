/** Some places: as a list, which may have one twice, or where they may be thousands, as marks. */
export type Places = readonly number[] | Marks;

/**
 * Which of so many are marked, by their places: a set that is cheap to ask, and that is put together with another one thirty-two
 * places at a time.
 */
export class Marks implements Iterable<number> {
  /** How many there are in all. */
  readonly size: number;
  /** How many are marked. */
  count = 0;
  readonly #words: Int32Array;

  constructor(size: number) {
    this.size = size;
    this.#words = new Int32Array((size + 31) >>> 5);
  }

  /** Of so many these places. */
  static of(size: number, places: Places): Marks {
    const marks = new Marks(size);
    marks.add(places);
    return marks;
  }

  has(place: number): boolean {
    return ((this.#words[place >>> 5] ?? 0) & (1 << place)) !== 0;
  }

  set(place: number): void {
    if (this.has(place)) return;
    this.#words[place >>> 5] = (this.#words[place >>> 5] ?? 0) | (1 << place);
    this.count += 1;
  }

  clear(place: number): void {
    if (!this.has(place)) return;
    this.#words[place >>> 5] = (this.#words[place >>> 5] ?? 0) & ~(1 << place);
    this.count -= 1;
  }

  /** Those within the size. */
  add(places: Places): void {
    if (places instanceof Marks) this.#join(this, places, -1, -1, -1);
    else for (let at = 0; at < places.length; at += 1) this.set(places[at] ?? -1);
  }

  /** The same without these. */
  without(places: Places): Marks {
    const others = places instanceof Marks ? places : Marks.of(this.size, places);
    return new Marks(this.size).#join(this, others, -1, 0, -1);
  }

  /** What is marked in both. */
  both(others: Marks): Marks {
    return new Marks(this.size).#join(this, others, 0, 0, -1);
  }

  /** What is marked in one of the two only. */
  differences(others: Marks): Marks {
    return new Marks(Math.max(this.size, others.size)).#join(this, others, -1, -1, 0);
  }

  /** Whether any of these is marked. */
  meets(places: Places): boolean {
    if (!(places instanceof Marks)) return places.some((place) => this.has(place));
    for (let at = 0; at < this.#words.length; at += 1) {
      if (((this.#words[at] ?? 0) & (places.#words[at] ?? 0)) !== 0) return true;
    }
    return false;
  }

  /** All that are marked, in order. */
  places(): number[] {
    // A list that grows to thousands is copied time and again.
    const places = new Array<number>(this.count);
    let found = 0;
    for (let at = 0; at < this.#words.length; at += 1) {
      for (let word = this.#words[at] ?? 0; word !== 0; word &= word - 1) {
        places[found] = at * 32 + 31 - Math.clz32(word & -word);
        found += 1;
      }
    }
    return places;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.places()[Symbol.iterator]();
  }

  /**
   * Becomes, added up without carrying, the marks of the one, those of the other, and what is marked in both, each where it is to
   * be counted (-1).
   */
  #join(one: Marks, other: Marks, ofOne: number, ofOther: number, ofBoth: number): this {
    const words = this.#words;
    const ones = one.#words;
    const others = other.#words;
    let count = 0;
    for (let at = 0; at < words.length; at += 1) {
      const first = ones[at] ?? 0;
      const second = others[at] ?? 0;
      const word = (first & ofOne) ^ (second & ofOther) ^ (first & second & ofBoth);
      words[at] = word;
      count += bitsOf(word);
    }
    this.count = count;
    return this;
  }
}

/** Whether they are the same marks, or the same list in the same order; of marks and a list that is not told. */
export const areSame = (one: Places, other: Places): boolean =>
  one instanceof Marks || other instanceof Marks
    ? one instanceof Marks && other instanceof Marks && one.differences(other).count === 0
    : one.length === other.length && one.every((place, at) => place === other[at]);

/** How many there are; of a list its length. */
export const countOf = (places: Places): number => (places instanceof Marks ? places.count : places.length);

/** The same one after the other. */
export const listOf = (places: Places): readonly number[] => (places instanceof Marks ? places.places() : places);

/** How many bits of the word are set: in pairs, in fours, in eights, and all eights added up. */
const bitsOf = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
