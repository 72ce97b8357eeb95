import type { PriorRates } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { Contest, type Contender } from './contest.ts';
import { hypothesesFor } from './hypotheses.ts';
import type { Hypothesis } from './hypotheses.ts';
import { contributionsOf, prepare, weigh } from './likelihood.ts';
import type { Counts, Weighed } from './likelihood.ts';
import { Marks } from './marks.ts';
import { mayReach } from './mayReach.ts';
import type { Sighting, Sightings } from './sightings.ts';

export interface Ranked {
  hypothesis: Hypothesis;
  probability: number;
  /** Bad observations that it accounts for. */
  explained: readonly Sighting[];
  /** What each observation says for (positive) or against it. */
  contributions: ReadonlyMap<Sighting, number>;
}

/** An edge of the inventory that does not fit what was seen: the element behaves as if it hung on the fault point of the cause. */
export interface DoubtedEdge {
  /** Position of the element whose edge towards source or core is doubted. */
  element: number;
  /** Position of what the inventory has it hang on. */
  stated: number;
}

/** One cause found, with the rivals that could stand in its place. */
export interface Explanation {
  /** Best first; the first is the cause. Probabilities sum to 1. */
  ranked: Ranked[];
  /** Bad observations that are put down to it. */
  explained: Sighting[];
  /** Edges of the inventory that do not fit it. */
  doubted?: DoubtedEdge[];
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
    .filter((hypothesis) => mayReach(topology.graph, sightings, hypothesis))
    .map((hypothesis) => prepare(topology, sightings, hypothesis, learned))
    .filter((each) => each.reachesFor.length > 0);
  const open = new Marks(sightings.bad.length);
  for (const { place } of sightings.bad) open.set(place);
  const counts: Counts = ({ place }) => open.has(place);
  const contest = new Contest(
    prepared.map((each) => weigh(each, counts)),
    counts,
  );
  const candidatesFor: Contender[][] = sightings.bad.map(() => []);
  for (const contender of contest.contenders) {
    for (const { place } of contender.weighed.prepared.reachesFor) candidatesFor[place]?.push(contender);
  }
  const found: Explanation[] = [];
  while (open.count > 0) {
    const leader = contest.best();
    if (leader === undefined) break;
    const explanation = rank(leader, candidatesFor, counts, contest);
    for (const { place } of explanation.explained) open.clear(place);
    contest.moveOn();
    found.push(explanation);
  }
  return found;
};

/** By the place of a bad observation, what could account for it. */
type Candidates = readonly (readonly Contender[])[];

const rank = (leader: Weighed, candidatesFor: Candidates, counts: Counts, contest: Contest): Explanation => {
  const floor = Math.min(0, leader.gain) + hopeless;
  const matter = new Set(leader.explained);
  const rivals = rivalsOf(matter, floor, candidatesFor, contest);
  // What rivals explain beyond the leader counts too: the leader then needs a second cause for it.
  for (const rival of rivals) {
    if (rival.gain > 0) for (const sighting of rival.explained) matter.add(sighting);
  }
  const scored = rivals
    .map((weighed) => ({
      weighed,
      score: weighed.gain + completion(weighed, matter, candidatesFor, contest.contenders.length),
    }))
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

/** The best of those that explain some of what matters, best first. */
const rivalsOf = (
  matter: ReadonlySet<Sighting>,
  floor: number,
  candidatesFor: Candidates,
  contest: Contest,
): Weighed[] => {
  const rivals: Weighed[] = [];
  for (const contender of reaching(matter, floor, candidatesFor, contest.contenders.length)) {
    const weighed = contest.now(contender);
    const last = rivals.at(-1);
    if (weighed.gain <= floor || (rivals.length === maxRivals && last !== undefined && weighed.gain <= last.gain)) {
      continue;
    }
    if (!weighed.explained.some((sighting) => matter.has(sighting))) continue;
    const place = rivals.findIndex(({ gain }) => gain < weighed.gain);
    rivals.splice(place === -1 ? rivals.length : place, 0, weighed);
    if (rivals.length > maxRivals) rivals.pop();
  }
  return rivals;
};

/** Those that reach any of the sightings and were worth more than `floor` when they were last weighed; each once. */
const reaching = (
  sightings: Iterable<Sighting>,
  floor: number,
  candidatesFor: Candidates,
  contenders: number,
): Contender[] => {
  const found: Contender[] = [];
  const seen = new Marks(contenders);
  for (const { place } of sightings) {
    for (const contender of candidatesFor[place] ?? []) {
      if (contender.weighed.gain <= floor || seen.has(contender.place)) continue;
      seen.set(contender.place);
      found.push(contender);
    }
  }
  return found;
};

/** What further causes it takes to explain the rest, and what they are worth together. */
const completion = (
  first: Weighed,
  matter: ReadonlySet<Sighting>,
  candidatesFor: Candidates,
  contenders: number,
): number => {
  const done = new Marks(candidatesFor.length);
  for (const { place } of first.explained) done.set(place);
  const left = [...matter].filter(({ place }) => !done.has(place));
  if (left.length === 0) return 0;
  const rest = new Marks(candidatesFor.length);
  for (const { place } of left) rest.set(place);
  const candidates = reaching(left, 0, candidatesFor, contenders);
  if (candidates.length === 0) return 0;
  // What they are worth of all that is open bounds what they are worth of the rest.
  const contest = new Contest(
    candidates.map(({ weighed }) => weighed),
    ({ place }) => rest.has(place),
  );
  contest.moveOn();
  let worth = 0;
  while (rest.count > 0) {
    const next = contest.best();
    // A cause that is worth less than leaving the rest unexplained is not assumed.
    if (next === undefined || next.gain <= 0) break;
    worth += next.gain;
    for (const { place } of next.explained) rest.clear(place);
    contest.moveOn();
  }
  return worth;
};
