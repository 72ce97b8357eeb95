import { observables } from '@roundsman/contract/symptoms.ts';
import { Marks } from './marks.ts';
import { comesSlowly, ofPowerPath } from './parameters.ts';
import { sayingOf, type Sighting } from './sighting.ts';

const codes = new Map(observables.map((observable, code) => [observable, code]));

/** The bad sightings, each at a place of its own for as long as it is bad; and in columns what is asked of thousands of them. */
export class BadSightings {
  /** By place: of which element it is, and what it is like (see `Sighting`). */
  position = new Int32Array(64);
  like = new Int32Array(64);
  /** By place: a small number that it shares with those of which the same is said (see `sayingOf`). */
  said = new Int32Array(64);
  /** By place: since when it is bad, milliseconds of the epoch; not a number where nobody knows, or nothing is bad. */
  since = new Float64Array(64).fill(NaN);
  /** How many are bad of which nobody knows since when. */
  undated = 0;
  /** By place: 1 where it shows only minutes after it began. */
  slow = new Uint8Array(64);
  /** By place: 1 where it is a reading of the power path, and not of a device. */
  ofPowerPath = new Uint8Array(64);
  /** By place: for how long its like is fresh, milliseconds. */
  freshFor = new Float64Array(64);
  /** By place: what it could say at most for any cause (natural logarithm). */
  most = new Float64Array(64);
  readonly #sightings: (Sighting | undefined)[] = [];
  readonly #free: number[] = [];
  #taken = new Marks(64);
  readonly #sayings = new Map<number, number>();
  #inOrder: { order: Int32Array; ranks: Int32Array } | undefined;

  /** All places ever given out. */
  get places(): number {
    return this.#sightings.length;
  }

  /** Of a place that is taken. */
  at(place: number): Sighting {
    const sighting = this.#sightings[place];
    if (sighting === undefined) throw new Error(`nothing is bad at place ${String(place)}`);
    return sighting;
  }

  /** All places that are taken, in the order of their onsets; and by place, where it stands among them. */
  inOrder(): { order: Int32Array; ranks: Int32Array } {
    if (this.#inOrder !== undefined) return this.#inOrder;
    const order = Int32Array.from(this.all(), ({ place }) => place).sort(this.byOnset);
    const ranks = new Int32Array(this.places);
    order.forEach((place, rank) => (ranks[place] = rank));
    this.#inOrder = { order, ranks };
    return this.#inOrder;
  }

  /** All places that are taken. */
  marks(): Marks {
    return Marks.of(this.places, this.#taken);
  }

  all(): Sighting[] {
    return this.#sightings.filter((sighting) => sighting !== undefined);
  }

  /** Gives the sighting a place. */
  enter(sighting: Sighting): void {
    const place = this.#free.pop() ?? this.#sightings.length;
    sighting.place = place;
    this.#sightings[place] = sighting;
    if (place === this.since.length) this.#grow();
    this.#inOrder = undefined;
    this.#taken.set(place);
    this.position[place] = sighting.position;
    this.like[place] = sighting.like;
    this.said[place] = this.#numberOf(sayingOf(sighting));
    this.since[place] = sighting.since ?? NaN;
    this.undated += Number(Number.isNaN(this.since[place]));
    this.slow[place] = Number(comesSlowly.has(sighting.observable));
    this.ofPowerPath[place] = Number(ofPowerPath.has(sighting.observable));
    this.freshFor[place] = sighting.trust.freshFor;
    this.most[place] = -Math.log(sighting.trust.falseAlarm);
  }

  /** Gives up its place; others may take it over. */
  leave({ place }: Sighting): void {
    this.#sightings[place] = undefined;
    this.#inOrder = undefined;
    this.#taken.clear(place);
    this.undated -= Number(Number.isNaN(this.since[place]));
    this.since[place] = NaN;
    this.#free.push(place);
  }

  /** The order in which the two at these places began; those of which nobody knows when come last. */
  readonly byOnset = (one: number, other: number): number => {
    const first = this.since[one] ?? NaN;
    const second = this.since[other] ?? NaN;
    const byTime =
      Number.isNaN(first) || Number.isNaN(second)
        ? Number(Number.isNaN(first)) - Number(Number.isNaN(second))
        : first - second || this.#codeAt(one) - this.#codeAt(other);
    return byTime || one - other;
  };

  #codeAt(place: number): number {
    return codes.get(this.at(place).observable) ?? 0;
  }

  #numberOf(saying: number): number {
    const number = this.#sayings.get(saying) ?? this.#sayings.size;
    this.#sayings.set(saying, number);
    return number;
  }

  #grow(): void {
    const size = 2 * this.since.length;
    this.#taken = Marks.of(size, this.#taken);
    this.position = longer(this.position, new Int32Array(size));
    this.like = longer(this.like, new Int32Array(size));
    this.said = longer(this.said, new Int32Array(size));
    this.since = longer(this.since, new Float64Array(size).fill(NaN));
    this.slow = longer(this.slow, new Uint8Array(size));
    this.ofPowerPath = longer(this.ofPowerPath, new Uint8Array(size));
    this.freshFor = longer(this.freshFor, new Float64Array(size));
    this.most = longer(this.most, new Float64Array(size));
  }
}

const longer = <Column extends { set(column: Column): void }>(column: Column, grown: Column): Column => {
  grown.set(column);
  return grown;
};
