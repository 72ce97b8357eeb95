import type { PriorRates } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { hypothesesFor } from './hypotheses.ts';
import type { Hypothesis } from './hypotheses.ts';
import { contributionsOf, prepare, weigh } from './likelihood.ts';
import type { Counts, Prepared, Weighed } from './likelihood.ts';
import type { Sighting, Sightings } from './sightings.ts';

export interface Ranked {
  hypothesis: Hypothesis;
  probability: number;
  /** Bad observations that it accounts for. */
  explained: readonly Sighting[];
  /** What each observation says for (positive) or against it. */
  contributions: ReadonlyMap<Sighting, number>;
}

/** One cause found, with the rivals that could stand in its place. */
export interface Explanation {
  /** Best first; the first is the cause. Probabilities sum to 1. */
  ranked: Ranked[];
  /** Bad observations that are put down to it. */
  explained: Sighting[];
}

/**
 * A rival together with all that completes it is worth at most its own gain more than the best explanation without it: one below
 * this (natural logarithm) has no share of the probability that anybody would see.
 */
const hopeless = -12;
/** Rivals that are followed through to the end; the others are too far off to matter. */
const maxRivals = 10;

/**
 * Tells the causes apart: takes the cause that best explains what is bad, weighs it against its rivals, puts down to it what it
 * explains, and goes on with the rest. A rival that explains less is weighed together with the best that explains what it leaves,
 * so that one wide cause wins over several narrow ones exactly when their joint probability is smaller.
 */
export const explain = (topology: Topology, sightings: Sightings, learned?: PriorRates): Explanation[] => {
  const prepared = hypothesesFor(topology.graph, sightings)
    .map((hypothesis) => prepare(topology, sightings, hypothesis, learned))
    .filter((each) => each.reachesFor.length > 0);
  const candidatesFor = new Map<Sighting, Prepared[]>();
  for (const each of prepared) {
    for (const sighting of each.reachesFor) {
      const list = candidatesFor.get(sighting);
      if (list === undefined) candidatesFor.set(sighting, [each]);
      else list.push(each);
    }
  }
  const open = new Set(sightings.bad);
  const counts: Counts = (sighting) => open.has(sighting);
  const queue = new Queue(prepared, counts);
  const found: Explanation[] = [];
  while (open.size > 0) {
    const leader = queue.best();
    if (leader === undefined) break;
    const explanation = rank(leader, candidatesFor, counts, queue);
    for (const sighting of explanation.explained) {
      open.delete(sighting);
      queue.forget(candidatesFor.get(sighting) ?? []);
    }
    found.push(explanation);
  }
  return found;
};

/**
 * Hypotheses by gain, the best last. A gain only shrinks as others explain more, so an old figure is an upper bound and most are
 * never weighed again.
 */
class Queue {
  readonly #byGain: Entry[];
  readonly #byPrepared: Map<Prepared, Entry>;
  readonly #counts: Counts;

  constructor(prepared: readonly Prepared[], counts: Counts) {
    this.#counts = counts;
    const entries = prepared.map((each) => ({ weighed: weigh(each, counts), fresh: true }));
    this.#byPrepared = new Map(entries.map((entry) => [entry.weighed.prepared, entry]));
    this.#byGain = entries.filter(explainsAnything).sort((a, b) => a.weighed.gain - b.weighed.gain);
  }

  /** The best that explains anything; undefined when nothing does. */
  best(): Weighed | undefined {
    for (;;) {
      const top = this.#byGain.at(-1);
      if (top === undefined || top.fresh) return top?.weighed;
      this.#byGain.pop();
      top.weighed = weigh(top.weighed.prepared, this.#counts);
      top.fresh = true;
      if (explainsAnything(top)) this.#insert(top);
    }
  }

  #insert(entry: Entry): void {
    let low = 0;
    let high = this.#byGain.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#byGain[middle]?.weighed.gain ?? 0) < entry.weighed.gain) low = middle + 1;
      else high = middle;
    }
    this.#byGain.splice(low, 0, entry);
  }

  /** At most this much is it worth by now. */
  bound(prepared: Prepared): number {
    return this.#byPrepared.get(prepared)?.weighed.gain ?? -Infinity;
  }

  forget(prepared: readonly Prepared[]): void {
    for (const each of prepared) {
      const entry = this.#byPrepared.get(each);
      if (entry !== undefined) entry.fresh = false;
    }
  }
}

interface Entry {
  weighed: Weighed;
  fresh: boolean;
}

const explainsAnything = ({ weighed }: Entry): boolean => weighed.explained.length > 0;

const rank = (
  leader: Weighed,
  candidatesFor: ReadonlyMap<Sighting, readonly Prepared[]>,
  counts: Counts,
  queue: Queue,
): Explanation => {
  const floor = Math.min(0, leader.gain) + hopeless;
  const matter = new Set(leader.explained);
  const rivals = [...new Set(leader.explained.flatMap((sighting) => candidatesFor.get(sighting) ?? []))]
    .filter((prepared) => queue.bound(prepared) > floor)
    .map((prepared) => weigh(prepared, counts))
    .filter((weighed) => weighed.explained.some((sighting) => matter.has(sighting)))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, maxRivals);
  // What rivals explain beyond the leader counts too: the leader then needs a second cause for it.
  for (const rival of rivals) {
    if (rival.gain > 0) for (const sighting of rival.explained) matter.add(sighting);
  }
  const scored = rivals
    .map((weighed) => ({ weighed, score: weighed.gain + completion(weighed, matter, candidatesFor, queue) }))
    .sort((a, b) => b.score - a.score);
  const top = scored[0]?.score ?? 0;
  const total = scored.reduce((sum, each) => sum + Math.exp(each.score - top), 0);
  return {
    ranked: scored.map(({ weighed: { prepared, explained }, score }) => ({
      hypothesis: prepared.hypothesis,
      probability: Math.exp(score - top) / total,
      explained,
      contributions: contributionsOf(prepared, counts),
    })),
    explained: scored[0]?.weighed.explained ?? [],
  };
};

/** What further causes it takes to explain the rest, and what they are worth together. */
const completion = (
  first: Weighed,
  matter: ReadonlySet<Sighting>,
  candidatesFor: ReadonlyMap<Sighting, readonly Prepared[]>,
  bounds: Queue,
): number => {
  const rest = new Set(matter);
  for (const sighting of first.explained) rest.delete(sighting);
  const candidates = [...new Set([...rest].flatMap((sighting) => candidatesFor.get(sighting) ?? []))].filter(
    (candidate) => bounds.bound(candidate) > 0,
  );
  if (candidates.length === 0) return 0;
  const queue = new Queue(candidates, (sighting) => rest.has(sighting));
  let worth = 0;
  while (rest.size > 0) {
    const next = queue.best();
    // A cause that is worth less than leaving the rest unexplained is not assumed.
    if (next === undefined || next.gain <= 0) break;
    worth += next.gain;
    for (const sighting of next.explained) {
      rest.delete(sighting);
      queue.forget(candidatesFor.get(sighting) ?? []);
    }
  }
  return worth;
};
