import type { Observation } from '@roundsman/contract/evidence.ts';

interface Kept {
  /** Milliseconds since the epoch. */
  askedAt: number;
  /** None where nothing measures the element. */
  observations: Observation[];
}

/** What was answered about elements, for as long as an answer counts; holds no more than was asked for within that time. */
export class KeptAnswers {
  readonly #countsMs: number;
  readonly #kept = new Map<string, Kept>();

  constructor(countsSeconds: number) {
    this.#countsMs = countsSeconds * 1000;
  }

  /** Of which elements Prometheus is to be asked: those wanted anew, and those of which no answer counts any more. */
  toBeAsked(elements: readonly string[], anew: ReadonlySet<string>, now: number): string[] {
    return elements.filter((element) => anew.has(element) || !this.#counts(this.#kept.get(element), now));
  }

  /** Keeps what was answered when these elements were asked for, and forgets what counts no more. */
  keep(asked: readonly string[], observations: readonly Observation[], now: number): void {
    for (const [element, kept] of this.#kept) if (!this.#counts(kept, now)) this.#kept.delete(element);
    const answers = new Map<string, Kept>(asked.map((element) => [element, { askedAt: now, observations: [] }]));
    for (const observation of observations) answers.get(observation.element)?.observations.push(observation);
    for (const [element, answer] of answers) this.#kept.set(element, answer);
  }

  of(elements: readonly string[]): Observation[] {
    return elements.flatMap((element) => this.#kept.get(element)?.observations ?? []);
  }

  /** One from the future, of a clock that was set back, counts no more. */
  #counts(kept: Kept | undefined, now: number): boolean {
    return kept !== undefined && kept.askedAt <= now && now - kept.askedAt < this.#countsMs;
  }
}
