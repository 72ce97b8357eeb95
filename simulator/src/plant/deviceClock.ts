import type { Plant } from './plant.ts';
import { spread } from './spread.ts';

const jumpMs = 15_000;
/** Gained in each second that the fault lasts. */
const drift = 1 / 60;

/** The clock of a device, milliseconds since 1970: a little off by nature; with a fault it jumps ahead and then gains a second a minute. */
export function deviceClock(id: string, plant: Plant): number {
  const now = plant.now();
  const fault = plant.fault(id, 'clock_drift');
  const ahead = fault ? jumpMs + (now - fault.onset) * drift : 0;
  return now + (spread(`${id} clock`) - 0.5) * 300 + ahead;
}
