import type { Chance } from '../chance.ts';
import type { City } from '../city/city.ts';

/** What no inventory states of the devices of a city. */
export interface Facts {
  /** Seconds that the battery of a UPS holds, by its id. */
  runtime: ReadonlyMap<string, number>;
  /** ONUs with enough charge left to tell that their power goes. */
  gasping: ReadonlySet<string>;
}

const minute = 60;
const hour = 3600;

/** Most batteries hold for hours, some for minutes, a few not at all. Between 75 and 90 % of ONUs get their last word out. */
export function facts(city: City, chance: Chance): Facts {
  const runtime = new Map<string, number>();
  const gasping = new Set<string>();
  const share = chance.between(0.75, 0.9);
  for (const { id, kind } of city.parts.values()) {
    if (kind === 'ups') {
      const fate = chance.next();
      const holds =
        fate < 0.05
          ? chance.between(0, 2)
          : fate < 0.2
            ? chance.between(5 * minute, hour)
            : chance.between(hour, 4 * hour);
      runtime.set(id, holds);
    }
    if (kind === 'onu' && chance.happens(share)) gasping.add(id);
  }
  return { runtime, gasping };
}
