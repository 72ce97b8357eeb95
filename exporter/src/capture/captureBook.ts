import type { CaptureReport } from '@roundsman/contract/captureReport.ts';
import type { Emit } from '../modules/emit.ts';
import type { Target, Targets } from '../targets.ts';
import { baselineOf } from './baseline.ts';
import type { CaptureHistory } from './captureHistory.ts';
import { hourMs, hourOf } from './localHours.ts';
import { enter, noPassages, type Passages } from './passages.ts';

/** What cameras captured hour by hour, of all of them. */
export class CaptureBook {
  readonly #history: CaptureHistory;
  readonly #now: () => number;
  readonly #cameras = new Map<string, Passages>();

  constructor(history: CaptureHistory, now: () => number = Date.now) {
    this.#history = history;
    this.#now = now;
  }

  take({ id, managed }: Target, report: CaptureReport): void {
    const known = this.#of(id);
    enter(known, report, this.#now(), managed.timezone);
    this.#history.changed(id, known);
  }

  /** The last full hour, against the same hour of earlier weeks; nothing of an hour that was not counted whole. */
  show({ id, managed: { timezone } }: Target, emit: Emit): void {
    const { hours, last } = this.#of(id);
    const hour = hourOf(this.#now(), timezone) - hourMs;
    const { expected, weeks } = baselineOf(hour, hours, timezone);
    emit.sample('capture_passages', hours.get(hour));
    emit.sample('capture_passages_expected', expected);
    emit.sample('capture_baseline_size', weeks);
    emit.sample('capture_last_passage_timestamp_seconds', last === undefined ? undefined : last / 1000);
  }

  keepOnly(targets: Targets): void {
    for (const id of this.#cameras.keys()) if (!targets.get(id)?.modules.includes('capture')) this.#cameras.delete(id);
  }

  /** What is not yet on disk. */
  flush(): Promise<void> {
    return this.#history.flush();
  }

  #of(id: string): Passages {
    const known = this.#cameras.get(id) ?? this.#history.load(id) ?? noPassages();
    this.#cameras.set(id, known);
    return known;
  }
}
