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
 * Of each line what is known at the looks: an alert once, at its time; else the newest good reading, also where it is bad by now and
 * has no alert yet. Lost, late and old as the condition says.
 */
export function tell(line: Line, looks: readonly number[], condition: Condition, chance: Chance): Told {
  const observations: Observed[] = [];
  const known = { good: Number.NEGATIVE_INFINITY, alert: Number.NEGATIVE_INFINITY };
  let alerts = 0;
  const send = (observed: Observed): void => {
    if (condition.lost === 0 || !chance.happens(condition.lost)) observations.push(observed);
  };
  for (const look of looks) {
    const onTheWay = chance.between(0.3, 1.8) + (condition.delay > 0 ? chance.between(0, condition.delay) : 0);
    const age = condition.stale > 0 && chance.happens(condition.stale) ? chance.between(180, 600) : 0;
    const reading = readingAt(line.stretches, line.rhythm, look - onTheWay - age);
    if (reading === undefined) continue;
    const { value, fault, alertAt } = reading;
    const goodAt = value ? reading.at : reading.goodAt;
    if (goodAt !== undefined && goodAt > known.good) {
      known.good = goodAt;
      send({ value: true, at: goodAt, arrives: goodAt + onTheWay });
    }
    // One that has ended on the way is not told any more; what is old may have.
    const stillFires = age > 0 || readingAt(line.stretches, line.rhythm, look)?.alertAt === alertAt;
    if (alertAt !== undefined && alertAt > known.alert && stillFires) {
      known.alert = alertAt;
      alerts += 1;
      send({ value, at: alertAt, arrives: alertAt + onTheWay, ...(fault !== undefined && { fault }) });
    }
  }
  return { measured: line.measured, observations, alerts };
}
