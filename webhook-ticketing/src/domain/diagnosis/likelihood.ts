import type { BadSightings } from './badSightings.ts';
import { Contributions } from './contributions.ts';
import type { Course } from './expectation.ts';
import { explains, sayings } from './expectation/saying.ts';
import { noTerms, type TermList } from './expectation/termList.ts';
import { fixed } from './fixedPoint.ts';
import { countOf, type Places } from './marks.ts';
import { isDirect, isOfPower, onsetOf, struckAs, untold, type Counts, type Onset } from './onset.ts';
import { timing } from './parameters.ts';
import { PlaceList } from './placeList.ts';
import type { Prepared } from './prepared.ts';
import type { Hypothesis } from './hypotheses.ts';
import type { Sighting } from './sightings.ts';
import type { Split } from './split.ts';
import { WideTerms, type Dates } from './wideTerms.ts';

/** A hypothesis weighed: all figures are natural logarithms against "nothing is wrong there". */
export interface Weighed {
  readonly prepared: Prepared;
  /** Prior times likelihood ratio over what still counts. */
  readonly gain: number;
  /** Places of the bad observations that it accounts for. */
  readonly explained: Places;
}

/** What is explained by the one that is being weighed: memory that grows anew for each costs more than the weighing. */
const noted = new PlaceList();

export const weigh = (prepared: Prepared, bad: BadSightings, counts: Counts): Weighed => {
  const terms = WideTerms.of(prepared, bad);
  if (terms !== undefined) return weighWide(prepared, terms, bad, counts);
  if (isOfOne(prepared, counts)) return weighOne(prepared);
  const look = lookOf(prepared, bad, counts);
  const { certain, uncertain } = prepared.expectation;
  const explained = noted;
  explained.clear();
  let gain = prepared.prior + sumOf(look, certain, explained);
  for (const courses of uncertain) {
    const { likeliest, all } = togetherOf(look, courses);
    gain += all;
    sumOf(look, likeliest, explained);
  }
  return { prepared, gain, explained: explained.list() };
};

/** Whether it speaks of nothing but one thing that is bad and open, as two of three hypotheses of a storm do. */
const isOfOne = ({ expectation: { certain, uncertain } }: Prepared, counts: Counts): boolean =>
  certain.bad.length === 1 &&
  certain.good.length === 0 &&
  uncertain.length === 0 &&
  (counts?.has(certain.bad[0] ?? -1) ?? true);

/** The one thing that is bad dates the cause, and so is neither early nor late. */
const weighOne = (prepared: Prepared): Weighed => {
  const { bad, badSayings } = prepared.expectation.certain;
  const amount = sayings.ifBad[badSayings[0] ?? 0] ?? 0;
  return { prepared, gain: prepared.prior + amount, explained: amount >= explains ? [bad[0] ?? -1] : [] };
};

/** By what all terms say together, and what the few say that are left or have gone. */
const weighWide = (prepared: Prepared, terms: WideTerms, bad: BadSightings, counts: Counts): Weighed => {
  const split = terms.split(counts);
  const onset = wideOnset(terms, split, prepared.hypothesis, bad);
  const look = lookFrom(onset, prepared.hypothesis, bad, counts);
  const { good, goodSayings } = prepared.expectation.certain;
  let gain = prepared.prior + sumOfGood(look, good, goodSayings);
  const { fewAreOpen, few } = split;
  gain += fewAreOpen ? terms.sumClosed(onset) : terms.sumOpen(onset, look.late, look.lateSlow);
  for (const rank of few) {
    const place = terms.places[rank] ?? -1;
    const saying = terms.said[rank] ?? 0;
    const difference = saidByOpen(look, place, saying) - saidByClosed(look, place, saying);
    gain += fewAreOpen ? difference : -difference;
  }
  return { prepared, gain, explained: terms.explained(split, look) };
};

/** What it is worth among others; one that explains nothing, less than anything. */
export const gainOf = (weighed: Weighed | undefined): number =>
  weighed !== undefined && countOf(weighed.explained) > 0 ? weighed.gain : -Infinity;

/** What each observation, or each good reading, says for (positive) or against the hypothesis. */
export const contributionsOf = (
  prepared: Prepared,
  bad: BadSightings,
  counts: Counts,
  which: 'all' | 'good',
): Contributions => {
  const look = lookOf(prepared, bad, counts);
  const { certain, uncertain } = prepared.expectation;
  const likely = [certain, ...uncertain.map((courses) => togetherOf(look, courses).likeliest)];
  const total = (list: 'good' | 'bad'): number => likely.reduce((sum, terms) => sum + terms[list].length, 0);
  const contributions = new Contributions(total('good'), which === 'good' ? 0 : total('bad'));
  for (const terms of likely) {
    terms.good.forEach((sighting, at) => {
      contributions.addGood(sighting, saidByGood(look, sighting, terms.goodSayings[at] ?? 0));
    });
    if (which === 'good') continue;
    terms.bad.forEach((place, at) => {
      contributions.addBad(place, saidByBad(look, place, terms.badSayings[at] ?? 0));
    });
  }
  return contributions;
};

/** In what light the terms of a hypothesis are looked at: what is asked of thousands of them lies at hand. */
interface Look extends Dates {
  readonly ofPower: boolean;
  readonly counts: Counts;
  readonly bad: BadSightings;
}

const lookOf = (prepared: Prepared, bad: BadSightings, counts: Counts): Look => {
  const { hypothesis, reachesFor } = prepared;
  const terms = WideTerms.of(prepared, bad);
  const onset =
    terms === undefined
      ? onsetOf(hypothesis, reachesFor, bad, counts)
      : wideOnset(terms, terms.split(counts), hypothesis, bad);
  return lookFrom(onset, hypothesis, bad, counts);
};

const wideOnset = (terms: WideTerms, split: Split, hypothesis: Hypothesis, bad: BadSightings): Onset => {
  const dating = terms.dating(split);
  return dating === undefined ? untold : struckAs(hypothesis, bad.at(dating));
};

const lookFrom = (onset: Onset, hypothesis: Hypothesis, bad: BadSightings, counts: Counts): Look => {
  const { at, earliest, earliestSlow } = onset;
  const [late, lateSlow] = [at + timing.together, at + timing.slowly];
  const { since, slow } = bad;
  return { at, earliest, earliestSlow, late, lateSlow, ofPower: isOfPower(hypothesis), counts, bad, since, slow };
};

/** What the terms say together; adds to `explained` what they account for. */
const sumOf = (look: Look, { good, goodSayings, bad, badSayings }: TermList, explained: PlaceList | null): number => {
  let sum = sumOfGood(look, good, goodSayings);
  for (let at = 0; at < bad.length; at += 1) {
    const place = bad[at] ?? -1;
    const amount = saidByBad(look, place, badSayings[at] ?? 0);
    sum += amount;
    if (explained !== null && amount >= explains && isOpen(look, place)) explained.add(place);
  }
  return sum;
};

const sumOfGood = (look: Look, good: readonly Sighting[], goodSayings: readonly number[]): number => {
  let sum = 0;
  for (let at = 0; at < good.length; at += 1) {
    const sighting = good[at];
    if (sighting !== undefined) sum += saidByGood(look, sighting, goodSayings[at] ?? 0);
  }
  return sum;
};

/** Of the likeliest of the courses the terms, and what all say together. */
const togetherOf = (look: Look, courses: readonly Course[]): { likeliest: TermList; all: number } => {
  let likeliest = noTerms;
  let most = -Infinity;
  const totals = courses.map(({ probability, terms }) => {
    const total = Math.log(probability) + sumOf(look, terms, null);
    if (total > most) {
      most = total;
      likeliest = terms;
    }
    return total;
  });
  const all = totals.length === 0 ? 0 : most + Math.log(totals.reduce((sum, total) => sum + Math.exp(total - most), 0));
  return { likeliest, all: fixed(all) };
};

/** Whether the bad one is still to be explained. */
const isOpen = ({ counts }: Look, place: number): boolean => counts === null || counts.has(place);

/** A good reading from before the fault contradicts nothing. */
const saidByGood = (look: Look, { at }: Sighting, saying: number): number => {
  if (!(at < look.at) || sayings.lastKnown[saying] === 1) return sayings.ifGood[saying] ?? 0;
  const before = Math.min(1, (look.at - at) / timing.alertLag);
  return fixed(Math.log(before + (1 - before) * (sayings.goodRatio[saying] ?? 1)));
};

const saidByBad = (look: Look, place: number, saying: number): number =>
  isOpen(look, place) ? saidByOpen(look, place, saying) : saidByClosed(look, place, saying);

const saidByOpen = (look: Look, place: number, saying: number): number => {
  const since = look.since[place] ?? NaN;
  const slow = look.slow[place] === 1;
  if (since < (slow ? look.earliestSlow : look.earliest)) return 0;
  const isLate = since > (slow ? look.lateSlow : look.late) && isDirect(look.ofPower, look.bad, place);
  return (isLate ? sayings.ifLate[saying] : sayings.ifBad[saying]) ?? 0;
};

/** What is put down to another cause says nothing, but that it was well until long after this one had struck. */
const saidByClosed = (look: Look, place: number, saying: number): number => {
  const wasWell = (look.since[place] ?? NaN) > look.at + 2 * (look.bad.freshFor[place] ?? 0);
  return wasWell && look.slow[place] !== 1 && isDirect(look.ofPower, look.bad, place)
    ? (sayings.ifGood[saying] ?? 0)
    : 0;
};
