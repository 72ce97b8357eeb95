import { faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { Evidence } from '@roundsman/contract/evidence.ts';
import type { PriorRates } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { AskedSightings } from './askedSightings.ts';
import { classesAt, type Hypothesis } from './hypotheses.ts';
import { gainOf, weigh, type Weighed } from './likelihood.ts';
import { mayReach } from './mayReach.ts';
import { orderOfPoints } from './orderOfPoints.ts';
import { likeliestLogPrior } from './parameters.ts';
import { prepare, type Prepared } from './prepared.ts';
import { canBeRevised, reachesNoneOf, revise } from './revision.ts';
import { ScopeInQuestion, why } from './scope.ts';
import { SightingIndex } from './sightings.ts';
import { Sleepers } from './sleepers.ts';
import { unitsOf, type Units } from './units.ts';

const classOrder = new Map(faultClassIds.map((id, place) => [id, place]));
const none: readonly number[] = [];

/** What brings others of a unit into question than what hangs on them: its hypotheses then reach further than to the unit. */
const fromBeside = why.sharesThePon | why.standsByTheStruck;

/**
 * All hypotheses that could account for something bad, each weighed while all of it counts; those of a unit that sleeps only once it
 * is woken. Known by numbers, which others take over when they have gone. With new evidence only those are made anew that asked of an
 * element of which something else is known.
 */
export class Field {
  readonly sightings: SightingIndex;
  readonly sleepers: Sleepers;
  /** By number; undefined where there is none. */
  readonly weighed: (Weighed | undefined)[] = [];
  /** By number: what it is worth; less than anything where there is none. */
  gains = new Float64Array(64).fill(-Infinity);
  /** By number: where it stands in order among those that are worth the same. */
  order = new Float64Array(64);
  readonly #topology: Topology;
  readonly #learned: PriorRates | undefined;
  readonly #noted: AskedSightings;
  readonly #inQuestion: ScopeInQuestion;
  /** By position: the numbers of the hypotheses there. */
  readonly #at: (readonly number[] | undefined)[] = [];
  /** By position: of which elements the hypotheses there ever asked, and the other way round, once that is needed. */
  readonly #asked: (number[] | undefined)[] = [];
  #askedBy: number[][] | undefined;
  /** By place of a bad sighting: who could account for it. */
  readonly #reaching: number[][] = [];
  #free: number[] = [];
  readonly #units: Units;
  /** Of which elements something else is known than with the evidence before. */
  #about: AskedSightings;
  /** The numbers that have come since this evidence was taken. */
  #woken: number[] = [];

  constructor(topology: Topology, learned: PriorRates | undefined) {
    const { graph } = topology;
    this.#topology = topology;
    this.#learned = learned;
    this.sightings = new SightingIndex(graph);
    this.#noted = AskedSightings.ofAll(this.sightings, graph.elements.length);
    this.#inQuestion = new ScopeInQuestion(graph);
    this.#units = unitsOf(graph);
    this.sleepers = new Sleepers(this.#units, graph.elements.length, likeliestLogPrior(learned));
    this.#about = AskedSightings.about(this.sightings, graph.elements.length, { positions: [], freed: [] });
  }

  /** Who could account for the bad sighting at the place. */
  reaching(place: number): readonly number[] {
    return this.#reaching[place] ?? none;
  }

  /** Goes by this evidence from now on; answers which have gone, have come or were made anew, by number; some perhaps twice. */
  take(evidence: Evidence): number[] {
    const { graph } = this.#topology;
    const changes = this.sightings.take(evidence);
    const { positions, freed } = changes;
    this.sleepers.take(this.sightings, positions);
    for (const place of freed) this.#reaching[place] = [];
    const points = new Set<number>();
    for (const position of positions) for (const point of this.#askers(position)) points.add(point);
    const rescoped = this.#inQuestion.renew(this.sightings, positions);
    for (const point of rescoped) points.add(point);
    const changed = this.#woken;
    this.#woken = [];
    this.#about = AskedSightings.about(this.sightings, graph.elements.length, changes);
    const touched = new Set<number>();
    const { scope } = this.#inQuestion;
    for (const point of [...points].sort((a, b) => a - b)) {
      const unit = this.#units.of[point] ?? -1;
      if (unit !== -1) touched.add(unit);
      if (unit !== -1 && this.sleepers.isAsleep(unit)) {
        if (((scope[point] ?? 0) & fromBeside) !== 0) changed.push(...this.#wake(unit));
      } else this.#renew(point, rescoped.has(point), changed);
    }
    for (const unit of touched) if (this.#isEmpty(unit)) this.sleepers.sleep(unit);
    return changed;
  }

  /** Makes the hypotheses of a unit that slept; answers their numbers. */
  wake(unit: number): number[] {
    const woken = this.#wake(unit);
    for (const number of woken) this.#woken.push(number);
    return woken;
  }

  #wake(unit: number): number[] {
    this.sleepers.wake(unit);
    const woken: number[] = [];
    for (const point of this.#units.members[unit] ?? none) {
      if (this.#inQuestion.scope[point] !== 0) this.#renew(point, true, woken);
    }
    return woken;
  }

  #isEmpty(unit: number): boolean {
    const { scope } = this.#inQuestion;
    return (this.#units.members[unit] ?? none).every(
      (point) => this.#at[point] === undefined && ((scope[point] ?? 0) & fromBeside) === 0,
    );
  }

  #askers(position: number): readonly number[] {
    if (this.#asked.length === 0) return none;
    if (this.#askedBy === undefined) {
      const askedBy: number[][] = this.#topology.graph.elements.map(() => []);
      this.#asked.forEach((asked, point) => {
        for (const each of asked ?? []) askedBy[each]?.push(point);
      });
      this.#askedBy = askedBy;
    }
    return this.#askedBy[position] ?? none;
  }

  /**
   * Makes all that could have struck at the point what it is now, after something else is seen of some elements; or, where the point
   * is in question for other reasons than before, after other things could have.
   */
  #renew(point: number, isRescoped: boolean, changed: number[]): void {
    const { graph } = this.#topology;
    const about = this.#about;
    const before = this.#at[point] ?? none;
    const after: number[] = [];
    const asked = this.#asked[point] ?? [];
    const askedBefore = asked.length;
    this.#asked[point] = asked;
    this.#noted.noteTo(asked);
    for (const faultClass of classesAt(graph, this.#inQuestion.scope, point)) {
      const hypothesis = { faultClass, point };
      if (!mayReach(graph, this.#noted, hypothesis)) continue;
      const known = before.find((each) => this.weighed[each]?.prepared.hypothesis.faultClass === faultClass);
      const was = known === undefined ? undefined : this.weighed[known]?.prepared;
      const isRevised = was !== undefined && canBeRevised(faultClass);
      if (was === undefined && !isRescoped && reachesNoneOf(this.#topology, about, hypothesis)) continue;
      if (known !== undefined) this.#withdraw(known, isRevised ? about : null);
      const is = isRevised
        ? revise(this.#topology, about, was)
        : prepare(this.#topology, this.#noted, hypothesis, this.#learned);
      if (is.reachesFor.length === 0) continue;
      const number = known ?? this.#newNumber(hypothesis);
      after.push(number);
      this.#put(number, is, isRevised ? about : null);
      changed.push(number);
    }
    for (let next = askedBefore; next < asked.length; next += 1) this.#askedBy?.[asked[next] ?? -1]?.push(point);
    for (const number of before) {
      if (after.includes(number)) continue;
      this.#withdraw(number, null);
      this.weighed[number] = undefined;
      this.gains[number] = -Infinity;
      this.#free.push(number);
      changed.push(number);
    }
    this.#at[point] = after.length > 0 ? after : undefined;
  }

  #newNumber({ faultClass, point }: Hypothesis): number {
    const number = this.#free.pop() ?? this.weighed.length;
    if (number === this.order.length) {
      const order = new Float64Array(2 * number);
      order.set(this.order);
      this.order = order;
      const gains = new Float64Array(2 * number).fill(-Infinity);
      gains.set(this.gains);
      this.gains = gains;
    }
    const place = orderOfPoints(this.#topology.graph)[point] ?? 0;
    this.order[number] = place * faultClassIds.length + (classOrder.get(faultClass) ?? 0);
    if (number === this.weighed.length) this.weighed.push(undefined);
    return number;
  }

  /** Before it is made anew or has gone; `about`: what it says of all other elements than these it goes on to say. */
  #withdraw(number: number, about: AskedSightings | null): void {
    for (const place of this.weighed[number]?.prepared.reachesFor ?? none) {
      if (about?.hadPlace(place) ?? true) this.#leave(place, number);
    }
  }

  /** `about`: what it says of all other elements than these is what it said before. */
  #put(number: number, prepared: Prepared, about: AskedSightings | null): void {
    for (const place of prepared.reachesFor) if (about?.hadPlace(place) ?? true) this.#enter(place, number);
    const weighed = weigh(prepared, this.sightings.byPlace, null);
    this.weighed[number] = weighed;
    this.gains[number] = gainOf(weighed);
  }

  #enter(place: number, number: number): void {
    const reaching = this.#reaching[place];
    if (reaching === undefined) this.#reaching[place] = [number];
    else reaching.push(number);
  }

  /** It may have left already, with the sighting that had the place. */
  #leave(place: number, number: number): void {
    const reaching = this.#reaching[place] ?? [];
    const at = reaching.indexOf(number);
    if (at === -1) return;
    const last = reaching.pop();
    if (last !== undefined && last !== number) reaching[at] = last;
  }
}
