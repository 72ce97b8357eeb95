import type { Contributions } from './contributions.ts';
import type { Hypothesis } from './hypotheses.ts';
import { contributionsOf, weigh, type Weighed } from './likelihood.ts';
import { countOf, Marks, type Places } from './marks.ts';
import type { Standings } from './standings.ts';

export interface Ranked {
  hypothesis: Hypothesis;
  probability: number;
  /** Places of the bad observations that it accounts for. */
  explained: Places;
  /** What each observation says for (positive) or against it; of one that is not worth showing, what good readings say. */
  contributions: Contributions;
}

/**
 * A rival together with all that completes it is worth at most its own gain more than the best explanation without it: one below
 * this (natural logarithm) has no share of the probability that anybody would see.
 */
const hopeless = -12;
/** Rivals that are followed through to the end; the others are too far off to matter. */
const maxRivals = 10;

/** Whether a candidate, the first being in place 0, is shown to people: those below the least probability are not worth it. */
export const isWorthShowing = (place: number, probability: number): boolean => place === 0 || probability >= 0.005;

/** What could stand behind what one explains, and what was looked at to tell. */
export interface Ranking {
  /** By probability, the best first. */
  ranked: Ranked[];
  looks: Looks;
}

/** What was looked at for a ranking. */
export interface Looks {
  /** By their numbers, the hypotheses whose worth was. */
  looked: Set<number>;
  /** Of all others none that explains anything at the places was worth so much. */
  past: { places: Marks; enough: number }[];
}

/**
 * What could stand behind what the leader explains. A rival that explains less is weighed together with the best that explains what
 * it leaves.
 */
export const rank = (leader: Weighed, standings: Standings): Ranking => {
  const { byPlace: bad } = standings.field.sightings;
  const matter = new Marks(standings.open.size);
  matter.add(leader.explained);
  const looks: Looks = { looked: new Set(), past: [] };
  const rivals = rivalsOf(matter, Math.min(0, leader.gain) + hopeless, standings, looks);
  // What rivals explain beyond the leader counts too: the leader then needs a second cause for it.
  for (const rival of rivals) if (rival.gain > 0) matter.add(rival.explained);
  const completion = completions(matter, standings, looks);
  const scored = rivals
    .map((weighed) => ({ weighed, score: weighed.gain + completion(matter.without(weighed.explained)) }))
    .sort((a, b) => b.score - a.score);
  const top = scored[0]?.score ?? 0;
  const total = scored.reduce((sum, each) => sum + Math.exp(each.score - top), 0);
  const ranked = scored.map(({ weighed: { prepared, explained }, score }, place) => {
    const probability = Math.exp(score - top) / total;
    const isShown = isWorthShowing(place, probability);
    return {
      hypothesis: prepared.hypothesis,
      probability,
      explained,
      contributions: contributionsOf(prepared, bad, standings.open, isShown ? 'all' : 'good'),
    };
  });
  return { ranked, looks };
};

/** The best of those that explain some of what matters, best first. */
const rivalsOf = (matter: Marks, floor: number, standings: Standings, { looked, past }: Looks): Weighed[] => {
  const found: { number: number; weighed: Weighed }[] = [];
  const enough = (): number => Math.max(floor, found[maxRivals - 1]?.weighed.gain ?? floor);
  for (const number of standings.near(matter, enough)) {
    if (standings.gain(number) <= floor) break;
    looked.add(number);
    const weighed = standings.weighed(number);
    if (matter.meets(weighed.explained)) found.push({ number, weighed });
  }
  past.push({ places: matter.without([]), enough: enough() });
  const { order } = standings.field;
  return found
    .sort((a, b) => b.weighed.gain - a.weighed.gain || (order[a.number] ?? 0) - (order[b.number] ?? 0))
    .slice(0, maxRivals)
    .map(({ weighed }) => weighed);
};

/** So many observations that are left, or that have gone, are told apart from others that are or have. */
const few = 1000;

/** What further causes it takes to explain what is left of all that matters, and what they are worth together. */
const completions = (matter: Marks, standings: Standings, looks: Looks): ((left: Marks) => number) => {
  // Many rivals leave the same, or do in the end, once a wide cause has explained the most of it.
  const known = new Map<string, number>();
  const worthOf = (left: Marks): number => {
    if (left.count === 0) return 0;
    const key = keyOf(left, matter);
    const before = known.get(key);
    if (before !== undefined) return before;
    const next = bestFor(left, standings, looks);
    // A cause that is worth less than leaving the rest unexplained is not assumed.
    if (next === undefined || next.gain <= 0) return 0;
    const worth = next.gain + worthOf(left.without(next.explained));
    if (key !== '') known.set(key, worth);
    return worth;
  };
  return worthOf;
};

/** The same for the same places left; empty where these are many and those that have gone too. */
const keyOf = (left: Marks, matter: Marks): string => {
  if (left.count <= few) return left.places().join(' ');
  if (matter.count - left.count > few) return '';
  return `-${matter.without(left).places().join(' ')}`;
};

/** What is worth most when nothing but the rest counts; what it is worth of all that is open bounds that. */
const bestFor = (rest: Marks, standings: Standings, { looked, past }: Looks): Weighed | undefined => {
  const { order } = standings.field;
  let best: { number: number; weighed: Weighed } | undefined;
  for (const number of standings.near(rest, () => best?.weighed.gain ?? 0)) {
    if (standings.gain(number) <= 0) break;
    looked.add(number);
    const { prepared } = standings.weighed(number);
    if (!rest.meets(prepared.reachesFor)) continue;
    const weighed = weigh(prepared, standings.field.sightings.byPlace, rest);
    if (countOf(weighed.explained) === 0) continue;
    const ahead =
      best === undefined
        ? Infinity
        : weighed.gain - best.weighed.gain || (order[number] ?? 0) - (order[best.number] ?? 0);
    if (ahead > 0) best = { number, weighed };
  }
  past.push({ places: rest, enough: best?.weighed.gain ?? 0 });
  return best?.weighed;
};
