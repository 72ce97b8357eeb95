import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomCity } from '../../../bench/diagnosisCity.ts';
import { randomFault } from '../../../bench/diagnosisFaults.ts';
import { chance } from '../../../bench/diagnosisRandom.ts';
import { evidenceAt } from '../../../bench/diagnosisScenario.ts';
import { buildTopology } from '../topology.ts';
import { explain } from './explanation.ts';
import { Field } from './field.ts';
import { Standings } from './standings.ts';
import { unitsOf } from './units.ts';

test('no hypothesis of a unit is worth more than was said before it woke, nor accounts for what is bad elsewhere', () => {
  let woken = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = chance(seed);
      const inventory = randomCity(random, { transformers: 2 });
      const topology = buildTopology(inventory);
      const faults = [0, 1, 2, 3].flatMap((number) => randomFault(inventory, random, number, 40 * number) ?? []);
      const noise = { lost: 0.05, spurious: 0.01, delay: 20 };
      const field = new Field(topology, undefined);
      field.take(evidenceAt(inventory, faults, random, random.between(100, 260), noise));
      const { sleepers, sightings } = field;
      sleepers.startAnew();
      const units = unitsOf(topology.graph);
      for (const unit of sleepers.at(null, sightings.byPlace)) {
        const most = sleepers.mostOf(unit);
        const its = new Set([...(units.members[unit] ?? []), ...(units.ports[unit] ?? [])]);
        for (const number of field.wake(unit)) {
          woken += 1;
          expect(field.gains[number]).toBeLessThanOrEqual(most);
          const reached = field.weighed[number]?.prepared.reachesFor ?? [];
          expect(reached.filter((place) => !its.has(sightings.byPlace.position[place] ?? -1))).toEqual([]);
        }
      }
    }),
    { seed: 20_261_129, numRuns: 25 },
  );
  expect(woken).toBeGreaterThan(1000);
});

test('a city in which nothing sleeps has the same explanations', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = chance(seed);
      const inventory = randomCity(random, { transformers: 10 });
      const topology = buildTopology(inventory);
      const faults = Array.from(
        { length: 20 },
        (_, number) => randomFault(inventory, random, number, 5 * number) ?? [],
      );
      const noise = { lost: 0.05, spurious: 0.005, delay: 30 };
      const evidence = evidenceAt(inventory, faults.flat(), random, random.between(200, 400), noise);
      const explained = (wakesAll: boolean) => {
        const field = new Field(topology, undefined);
        const numbers = field.take(evidence);
        const { of } = unitsOf(topology.graph);
        const asleep = new Set([...of].filter((unit) => unit !== -1 && field.sleepers.isAsleep(unit)));
        if (wakesAll) for (const unit of asleep) numbers.push(...field.wake(unit));
        return explain(new Standings(field), numbers, []).explanations.map((explanation) => ({
          explained: explanation.explained,
          ranked: explanation.ranked.map(({ hypothesis, probability }) => ({ ...hypothesis, probability })),
        }));
      };
      expect(explained(false)).toEqual(explained(true));
    }),
    { seed: 20_261_130, numRuns: 40 },
  );
});
