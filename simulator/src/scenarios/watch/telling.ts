import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Chance } from '../chance.ts';
import type { Condition } from '../noise/condition.ts';
import type { Measured } from './measured.ts';
import { readingAt, type Rhythm } from './sampling.ts';
import type { Stretch } from './timeline.ts';

/** A measurement of a city with its rhythm and what it would say. */
export interface Line {
  measured: Measured;
  rhythm: Rhythm;
  stretches: readonly Stretch[];
}

export interface Observed {
  value: boolean;
  at: number;
  arrives: number;
  fault?: PictureFault;
}
/** What arrives of a measurement. */
export interface Told {
  measured: Measured;
  observations: readonly Observed[];
  /** How many alerts it truly gave, arrived or not. */
  alerts: number;
}

/**
 * Of each line what is known at the looks: an alert once, at its time; of what is well the newest reading. What is bad and has no
 * alert yet is not told. Lost, late and old as the condition says.
 */
export function tell(line: Line, looks: readonly number[], { lost, delay, stale }: Condition, chance: Chance): Told {
  const observations: Observed[] = [];
  let alerts = 0;
  let newest = Number.NEGATIVE_INFINITY;
  let lastAlert = Number.NEGATIVE_INFINITY;
  for (const look of looks) {
    const onTheWay = chance.between(0.3, 1.8) + (delay > 0 ? chance.between(0, delay) : 0);
    const age = stale > 0 && chance.happens(stale) ? chance.between(180, 600) : 0;
    const reading = readingAt(line.stretches, line.rhythm, look - onTheWay - age);
    if (reading === undefined) continue;
    const { value, fault } = reading;
    const at = value ? reading.at : reading.alertAt;
    if (at === undefined || at <= newest || at === lastAlert) continue;
    if (!value) {
      lastAlert = at;
      alerts += 1;
    }
    if (lost > 0 && chance.happens(lost)) continue;
    newest = at;
    observations.push({ value, at, arrives: at + onTheWay, ...(fault !== undefined && { fault }) });
  }
  return { measured: line.measured, observations, alerts };
}
