import { expect, test } from '@jest/globals';
import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import fc from 'fast-check';
import { randomCity } from '../../../bench/diagnosisCity.ts';
import { randomFault } from '../../../bench/diagnosisFaults.ts';
import { chance } from '../../../bench/diagnosisRandom.ts';
import { evidenceAt } from '../../../bench/diagnosisScenario.ts';
import { city, measuredOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose, Diagnoser } from './diagnose.ts';

const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + Math.round(seconds * 1000)).toISOString();

/** What may happen between two diagnoses; numbers choose of what is there. */
const happening = fc.record({
  /** The clock goes on, by as much as makes readings too old; now and then it is set back. */
  seconds: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -60, max: 1200 })),
  /** Observations that say the contrary from now on. */
  turned: fc.array(fc.nat(), { maxLength: 3 }),
  gone: fc.array(fc.nat(), { maxLength: 2 }),
  come: fc.array(
    fc.record({
      element: fc.nat(),
      observable: fc.constantFrom(...observables),
      value: fc.boolean(),
      from: fc.constantFrom('alert' as const, 'metric' as const, 'trap' as const),
      ago: fc.integer({ min: 0, max: 300 }),
    }),
    { maxLength: 2 },
  ),
  /** Whether all good readings are taken anew, as in each round of the probes. */
  measured: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer Each> ? Each : never;

const after = (evidence: Evidence, elements: readonly string[], what: Happening): Evidence => {
  const at = later(evidence.at, what.seconds);
  const count = Math.max(1, evidence.observations.length);
  const turned = new Set(what.turned.map((each) => each % count));
  const gone = new Set(what.gone.map((each) => each % count));
  const kept = evidence.observations.flatMap((one, place): Observation[] => {
    if (gone.has(place)) return [];
    if (turned.has(place)) {
      return [{ ...one, value: !one.value, at, from: one.value ? 'alert' : 'metric' }];
    }
    return [what.measured && one.value ? { ...one, at: later(at, -(place % 15)) } : one];
  });
  const come = what.come.map(({ element, ago, ...one }): Observation => ({
    ...one,
    element: elements[element % elements.length] ?? '',
    at: later(at, -ago),
  }));
  return { at, observations: [...come, ...kept] };
};

test('diagnosed again and again, a random city has the verdicts of a diagnosis from nothing, whatever happens in between', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(happening, { minLength: 1, maxLength: 6 }), (seed, happenings) => {
      const random = chance(seed);
      const inventory = randomCity(random, { transformers: 1 });
      const topology = buildTopology(inventory);
      const elements = inventory.elements.map(({ id }) => id);
      const faults = [0, 1, 2].flatMap((number) => randomFault(inventory, random, number, 40 * number) ?? []);
      const noise = { lost: 0.05, spurious: 0.002, delay: 20 };
      let evidence = evidenceAt(inventory, faults, random, random.between(100, 260), noise);
      const diagnoser = new Diagnoser(topology);
      expect(diagnoser.diagnose(evidence)).toEqual(diagnose(topology, evidence));
      for (const each of happenings) {
        evidence = after(evidence, elements, each);
        expect(diagnoser.diagnose(evidence)).toEqual(diagnose(topology, evidence));
      }
    }),
    { seed: 20_261_126, numRuns: 25 },
  );
});

test('so has a city of which anything is said of anything', () => {
  const topology = buildTopology(city());
  const elements = [...new Set(measuredOf(city()).map(([element]) => element)), 'gone'];
  fc.assert(
    fc.property(fc.array(happening, { minLength: 2, maxLength: 12 }), (happenings) => {
      const diagnoser = new Diagnoser(topology);
      let evidence: Evidence = { at: '2026-05-04T06:00:00.000Z', observations: [] };
      for (const each of happenings) {
        evidence = after(evidence, elements, each);
        expect(diagnoser.diagnose(evidence)).toEqual(diagnose(topology, evidence));
      }
    }),
    { seed: 20_261_127, numRuns: 100 },
  );
});

/** What falls silent, or answers again, by hundreds: so much of what hangs on one of those on which most does. */
const branch = fc.record({
  of: fc.nat(),
  share: fc.constantFrom(0.02, 0.3, 0.97, 1),
  silent: fc.boolean(),
  seconds: fc.integer({ min: 0, max: 90 }),
});

test('so has a city of which whole branches fall silent and answer again', () => {
  const inventory = randomCity(chance(11), { transformers: 9 });
  const topology = buildTopology(inventory);
  const well = evidenceAt(inventory, [], chance(12), 60, { lost: 0, spurious: 0, delay: 0 });
  const reachOf = new Map(inventory.elements.map(({ id }) => [id, topology.reach(id)]));
  const widest = [...reachOf].filter(([, { size }]) => size > 40).sort(([, a], [, b]) => b.size - a.size);
  fc.assert(
    fc.property(fc.nat(), fc.array(branch, { minLength: 3, maxLength: 8 }), (seed, branches) => {
      const random = chance(seed);
      const diagnoser = new Diagnoser(topology);
      let evidence: Evidence = well;
      for (const { of, share, silent, seconds } of branches) {
        const at = later(evidence.at, seconds);
        const [, reach] = widest[of % widest.length] ?? [];
        const observations = evidence.observations.map((one): Observation => {
          const isOf = one.observable === 'reachable' || one.observable === 'media_flowing';
          if (!isOf || one.value !== silent || reach?.has(one.element) !== true || !random.happens(share)) return one;
          return {
            ...one,
            value: !silent,
            at: later(at, -random.between(0, seconds)),
            from: silent ? 'alert' : 'metric',
          };
        });
        evidence = { at, observations };
        expect(diagnoser.diagnose(evidence)).toEqual(diagnose(topology, evidence));
      }
    }),
    { seed: 20_261_130, numRuns: 12 },
  );
});

test('in any order of the observations', () => {
  const inventory = randomCity(chance(7), { transformers: 1 });
  const topology = buildTopology(inventory);
  const fault = randomFault(inventory, chance(8), 0);
  const { at, observations } = evidenceAt(inventory, fault ? [fault] : [], chance(9), 120, {
    lost: 0,
    spurious: 0.01,
    delay: 0,
  });
  const diagnoser = new Diagnoser(topology);
  fc.assert(
    fc.property(fc.shuffledSubarray(observations, { minLength: observations.length - 5 }), (some) => {
      const evidence = { at, observations: some };
      expect(diagnoser.diagnose(evidence)).toEqual(diagnose(topology, evidence));
    }),
    { seed: 20_261_128, numRuns: 20 },
  );
});
