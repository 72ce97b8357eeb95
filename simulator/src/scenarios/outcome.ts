import type { City } from './city/city.ts';
import type { Effect } from './physics/effect.ts';
import type { Facts } from './physics/facts.ts';
import { unfold } from './physics/unfold.ts';
import type { Measured } from './watch/measured.ts';
import { firstAlertOf, readingAt, type Rhythm } from './watch/sampling.ts';
import type { Line } from './watch/telling.ts';
import { incompleteAfter, timelineOf, type Stretch } from './watch/timeline.ts';

/** A city, and what is measured in it. */
export interface World {
  city: City;
  facts: Facts;
  measured: readonly Measured[];
  rhythms: readonly Rhythm[];
}

/** What all measurements say when these effects come over the city. */
export function linesOf({ city, facts, measured, rhythms }: World, effects: readonly Effect[], end: number): Line[] {
  const segments = unfold(city, facts, effects, end);
  let runs: readonly Stretch[] = [];
  return measured.map((each, index) => {
    const plain = timelineOf(each, segments);
    if (each.observable === 'recording_runs') runs = plain;
    const stretches = each.observable === 'recording_complete' ? incompleteAfter(plain, runs) : plain;
    return { measured: each, rhythm: rhythms[index] ?? { every: 60, hold: 0, phase: 0, lag: 0 }, stretches };
  });
}

/** When the first of all alerts starts; undefined where there is none. */
export function firstAlert(lines: readonly Line[]): number | undefined {
  const starts = lines.flatMap(({ stretches, rhythm }) => firstAlertOf(stretches, rhythm) ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** Lines, by their place, of which an alert fires at one of the looks. */
export const firing = (lines: readonly Line[], looks: readonly number[]): Set<number> =>
  new Set(
    lines.flatMap(({ stretches, rhythm }, index) =>
      stretches.length > 1 && looks.some((look) => readingAt(stretches, rhythm, look)?.alertAt !== undefined)
        ? [index]
        : [],
    ),
  );
