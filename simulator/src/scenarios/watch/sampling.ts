import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Cadence } from './cadence.ts';
import type { Stretch } from './timeline.ts';

/** When a measurement is made and its alert evaluated, in seconds after full multiples of its interval. */
export interface Rhythm extends Cadence {
  phase: number;
  /** How much later than the end of its hold an alert starts, since rules are evaluated now and then. */
  lag: number;
}

export interface Reading {
  value: boolean;
  /** When it was read last. */
  at: number;
  /** Of a bad one: when its alert started, if it has. */
  alertAt?: number;
  /** Of a bad one: when it was read as good last. */
  goodAt?: number;
  fault?: PictureFault;
}

/** The newest reading as of a moment. It stays while nothing can be read; undefined where there never was one. */
export function readingAt(stretches: readonly Stretch[], rhythm: Rhythm, moment: number): Reading | undefined {
  const { every, phase } = rhythm;
  const lastSample = (end: number): number => phase + Math.floor((end - phase) / every) * every;
  let newest: Reading | undefined;
  let firstBad = 0;
  let end = moment;
  for (let index = stretches.length - 1; index >= 0; index -= 1) {
    const stretch = stretches[index];
    if (stretch === undefined || stretch.from > moment) continue;
    // A sample at the very moment of the next change belongs to that.
    const sampled = lastSample(end);
    const seen = sampled >= stretch.from && stretch.value !== null;
    if (seen && newest === undefined) {
      newest = {
        value: stretch.value === true,
        at: sampled,
        ...(stretch.fault !== undefined && { fault: stretch.fault }),
      };
      if (newest.value) return newest;
    }
    if (seen && stretch.value === true) {
      if (newest !== undefined) newest.goodAt = sampled;
      break;
    }
    if (seen) firstBad = lastSample(stretch.from) < stretch.from ? lastSample(stretch.from) + every : stretch.from;
    end = stretch.from - 1e-6;
  }
  if (newest === undefined) return undefined;
  const alertAt = firstBad + rhythm.hold + rhythm.lag;
  return alertAt <= moment ? { ...newest, alertAt } : newest;
}

/** When its first alert starts; undefined where none does. */
export function firstAlertOf(stretches: readonly Stretch[], rhythm: Rhythm): number | undefined {
  for (const { from, value } of stretches) {
    if (value !== false || from === Number.NEGATIVE_INFINITY) continue;
    const latest = from + rhythm.every + rhythm.hold + rhythm.lag;
    const alertAt = readingAt(stretches, rhythm, latest)?.alertAt;
    if (alertAt !== undefined) return alertAt;
  }
  return undefined;
}
