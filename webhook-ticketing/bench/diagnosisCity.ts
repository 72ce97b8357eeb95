import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { cabinetOf, inventoryOf } from '../test/cityFixture.ts';
import type { Chance } from './diagnosisRandom.ts';

type Wires = Parameters<typeof inventoryOf>[0];

/**
 * A random city: feeders of 2 to 5 cabinets under transformers of 2 to 4 feeders; the same cabinets dealt out at random to
 * splitters of 2 to 4 ONUs under PON ports of 2 to 3 splitters, so that the areas of power and of transmission cross.
 */
export const randomCity = (random: Chance, size: { transformers: number }): Inventory => {
  const power: Wires[number][] = [];
  const feeders: string[] = [];
  for (let transformer = 1; transformer <= size.transformers; transformer += 1) {
    power.push({ id: `transformer-${transformer}`, kind: 'transformer' });
    for (let feeder = random.whole(2, 4); feeder > 0; feeder -= 1) {
      const id = `feeder-${transformer}-${feeder}`;
      power.push({ id, kind: 'feeder', fedBy: [`transformer-${transformer}`] });
      for (let cabinets = random.whole(2, 5); cabinets > 0; cabinets -= 1) feeders.push(id);
    }
  }
  const transmission: Wires[number][] = [
    { id: 'core-1', kind: 'core' },
    { id: 'agg-1', kind: 'aggregation', uplinks: [{ to: 'core-1', port: 'xe1' }] },
    { id: 'agg-2', kind: 'aggregation', uplinks: [{ to: 'core-1', port: 'xe2' }] },
  ];
  const splitters: string[] = [];
  for (let olt = 1, port = 0; splitters.length < feeders.length || olt <= 4; olt += 1) {
    const aggregation = `agg-${olt % 2 === 0 ? 2 : 1}`;
    transmission.push({ id: `olt-${olt}`, kind: 'olt', uplinks: [{ to: aggregation, port: `ge${olt}` }] });
    for (let ports = 2; ports > 0; ports -= 1) {
      port += 1;
      transmission.push({ id: `pon-${port}`, kind: 'pon_port', uplinks: [{ to: `olt-${olt}`, port: `0/${ports}` }] });
      for (let splitter = random.whole(2, 3); splitter > 0; splitter -= 1) {
        const id = `splitter-${port}-${splitter}`;
        transmission.push({ id, kind: 'splitter', uplinks: [{ to: `pon-${port}` }] });
        const onus = random.whole(2, 4);
        for (let onu = 0; onu < onus; onu += 1) splitters.push(id);
      }
    }
  }
  const ways = splitters.slice(0, Math.max(feeders.length, 1));
  for (let last = ways.length - 1; last > 0; last -= 1) {
    const other = random.whole(0, last);
    [ways[last], ways[other]] = [ways[other] ?? '', ways[last] ?? ''];
  }
  const cabinets = feeders.flatMap((feeder, index) =>
    cabinetOf(`${index + 1}`, feeder, ways[index] ?? '', random.whole(2, 6)),
  );
  return inventoryOf([...power, ...transmission, ...cabinets]);
};
