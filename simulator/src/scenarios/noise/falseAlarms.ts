import { pictureGroups } from '@roundsman/contract/symptoms.ts';
import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Chance } from '../chance.ts';
import type { Told } from '../watch/telling.ts';

const foundIn: Readonly<Partial<Record<Observable, readonly PictureFault[]>>> = pictureGroups;

/**
 * So many false alarms, each of an element and observable of which nothing is bad, a few minutes before a look; good readings of
 * it do not come while it lasts.
 */
export function addFalseAlarms(told: readonly Told[], count: number, looks: readonly number[], chance: Chance): Told[] {
  if (count === 0) return [...told];
  const well = told.flatMap((each, index) => (each.observations.every(({ value }) => value) ? [index] : []));
  const chosen = new Set(chance.some(well, count));
  return told.map((each, index) => {
    if (!chosen.has(index)) return each;
    const at = chance.pick(looks) - chance.between(5, 240);
    const ends = at + chance.between(60, 1200);
    const faults = foundIn[each.measured.observable];
    return {
      ...each,
      observations: [
        ...each.observations.filter((good) => good.at < at || good.at > ends),
        {
          value: false,
          at,
          arrives: at + chance.between(0.5, 3),
          ...(faults !== undefined && { fault: chance.pick(faults) }),
        },
      ],
    };
  });
}
