import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { deviceClock } from './deviceClock.ts';
import type { Plant } from './plant.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a recorder has of one channel. Times are by its own clock. */
export interface Footage {
  channel: string;
  recording: boolean;
  oldest: number;
  /** Of the last 24 hours, in order. */
  segments: readonly { from: number; until: number }[];
}

/** Disks of a recorder by name, and whether each is good. */
export const disksOf = ({ id }: Element, plant: Plant): ReadonlyMap<string, boolean> =>
  new Map([1, 2, 3, 4].map((disk) => [`disk${disk}`, disk !== 2 || plant.fault(id, 'disk_failure') === undefined]));

/** A disk that fails takes every third channel with it; a camera's gap was three hours long and ended an hour before it is found. */
export function footageOf({ id, recording }: Element, plant: Plant): Footage[] {
  const now = deviceClock(id, plant);
  const failed = plant.fault(id, 'disk_failure');
  const days = plant.fault(id, 'short_retention') ? 6 : (recording?.retentionDays ?? 30) + 1.5;
  return (recording?.channels ?? []).map(({ channel, element }, index) => {
    const lost = failed !== undefined && index % 3 === 1;
    const until = lost ? Math.min(failed.onset, now) : now;
    const gap = plant.fault(element, 'recording_gap');
    const from = now - dayMs;
    const segments = gap
      ? [
          { from, until: gap.onset - 4 * hourMs },
          { from: gap.onset - hourMs, until },
        ]
      : [{ from, until }];
    return { channel, recording: !lost, oldest: now - days * dayMs, segments };
  });
}
