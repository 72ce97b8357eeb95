import type { Hypothesis } from './hypotheses.ts';
import type { Weighed } from './likelihood.ts';
import { areSame, countOf, listOf, Marks, type Places } from './marks.ts';
import type { Ranked, Ranking } from './ranking.ts';
import type { Standings } from './standings.ts';

/** One step of an explanation: a cause was found, and what hypotheses are worth has changed with what it explains. */
export interface Step {
  /** The number of what was worth most, and what could stand in its place. */
  leader: number;
  ranking: Ranking;
  cause: Hypothesis;
  /** By place. */
  explained: Places;
  /** By their numbers, those that could account for some of it, and for more than that; and what they are worth afterwards. */
  touched: number[];
  weighed: Weighed[];
  /** Those that could account for nothing else: in a storm as good as all. */
  spent: number[];
}

/** So many steps of the last time are looked at for one that is taken again. */
const lookahead = 16;

/**
 * The steps of an explanation, gone beside those of the last time, which are used up. What a hypothesis is worth after a step depends
 * on nothing but what it expects and what of that is still open: as long as both are as they were, it is taken from the last time.
 */
export class Course {
  readonly steps: Step[] = [];
  readonly #standings: Standings;
  readonly #last: readonly Step[];
  #next = 0;
  /** The step of the last time that began as this one does. */
  #before: Step | undefined;
  /** Hypotheses that are not what they were, or for which something else is open than the last time. */
  #differs: Uint8Array;
  readonly #different: number[] = [];

  constructor(standings: Standings, changed: readonly number[], last: readonly Step[]) {
    this.#standings = standings;
    this.#last = last;
    this.#differs = new Uint8Array(standings.field.weighed.length);
    for (const number of changed) this.#setApart(number);
  }

  /**
   * What could stand in place of what is worth most, where that was told the last time and nothing that was looked at for it is
   * different, nor anything that would be looked at now.
   */
  rankingOf(leader: number): Ranking | undefined {
    const before = this.#find((step) => step.leader === leader);
    if (before === undefined) return undefined;
    this.#before = before;
    const { looked, past } = before.ranking.looks;
    for (const { places, enough } of past) this.#standings.wake(places, enough);
    this.#setApartWhatHasCome();
    const { field } = this.#standings;
    const wouldBeLookedAt = (number: number): boolean => {
      const gain = this.#standings.gain(number);
      const reaches = field.weighed[number]?.prepared.reachesFor ?? [];
      return past.some(({ places, enough }) => gain >= enough && places.meets(reaches));
    };
    return this.#different.some((number) => looked.has(number) || wouldBeLookedAt(number)) ? undefined : before.ranking;
  }

  /** A cause was found: puts down to it what it explains. */
  go(leader: number, ranking: Ranking, { hypothesis: cause, explained }: Ranked): void {
    this.#setApartWhatHasCome();
    const { faultClass, point } = cause;
    const before =
      this.#before ?? this.#find((step) => step.cause.faultClass === faultClass && step.cause.point === point);
    this.#before = undefined;
    this.#compare(explained, before?.explained ?? []);
    this.#standings.close(explained);
    const { touched, weighed, spent } = before ?? { touched: [], weighed: [], spent: [] };
    const step = { leader, ranking, cause, explained, touched, weighed, spent };
    this.#takeAgain(step);
    this.#reweigh(step);
    this.#standings.spend(step.spent);
    this.steps.push(step);
  }

  /** Weighs anew what has to be. */
  #reweigh({ explained, touched, weighed, spent }: Step): void {
    for (const number of this.#touchedBy(explained)) {
      const worth = this.#standings.reweigh(number);
      if (worth === undefined) {
        spent.push(number);
        continue;
      }
      touched.push(number);
      weighed.push(worth);
    }
  }

  /** Puts down of the step of the last time what still holds; nothing else is left of it. */
  #takeAgain({ touched, weighed, spent }: Step): void {
    let kept = 0;
    touched.forEach((number, at) => {
      const worth = weighed[at];
      if (worth === undefined || this.#differs[number] === 1) return;
      this.#standings.put(number, worth);
      touched[kept] = number;
      weighed[kept] = worth;
      kept += 1;
    });
    touched.length = weighed.length = kept;
    leaveOut(spent, this.#differs);
  }

  /** The step of the last time, as long as it is not far ahead; those before it have not been taken this time. */
  #find(isIt: (step: Step) => boolean): Step | undefined {
    for (let ahead = this.#next; ahead < this.#last.length && ahead < this.#next + lookahead; ahead += 1) {
      const step = this.#last[ahead];
      if (step === undefined || !isIt(step)) continue;
      for (const skipped of this.#last.slice(this.#next, ahead)) this.#compare([], skipped.explained);
      this.#next = ahead + 1;
      return step;
    }
    return undefined;
  }

  /** For those that reach anything that was put down to a cause only this time or only the last time, other things are open now. */
  #compare(explained: Places, before: Places): void {
    if (areSame(explained, before)) return;
    const { open, field } = this.#standings;
    for (const place of Marks.of(open.size, explained).differences(Marks.of(open.size, before))) {
      for (const number of field.reaching(place)) this.#setApart(number);
    }
  }

  /** The last time knew nothing of these. */
  #setApartWhatHasCome(): void {
    for (const number of this.#standings.takeCome()) this.#setApart(number);
  }

  #setApart(number: number): void {
    if (this.#differs[number] === 1) return;
    if (number >= this.#differs.length) {
      const differs = new Uint8Array(Math.max(64, 2 * number));
      differs.set(this.#differs);
      this.#differs = differs;
    }
    this.#differs[number] = 1;
    this.#different.push(number);
  }

  /** Those for which something else is open than the last time that could account for any of it; by what as a rule is the shorter way. */
  #touchedBy(explained: Places): Iterable<number> {
    const { field, open } = this.#standings;
    if (countOf(explained) >= this.#different.length) {
      const closed = Marks.of(open.size, explained);
      return this.#different.filter((number) => closed.meets(field.weighed[number]?.prepared.reachesFor ?? []));
    }
    const touched = new Set<number>();
    for (const place of listOf(explained)) {
      for (const number of field.reaching(place)) if (this.#differs[number] === 1) touched.add(number);
    }
    return touched;
  }
}

/** Leaves out the numbers that differ, in place; on its own, for it goes through tens of thousands. */
const leaveOut = (numbers: number[], differs: Uint8Array): void => {
  let kept = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] ?? -1;
    if (differs[number] === 1) continue;
    numbers[kept] = number;
    kept += 1;
  }
  numbers.length = kept;
};
