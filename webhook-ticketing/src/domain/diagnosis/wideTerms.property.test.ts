import { expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import fc from 'fast-check';
import { randomCity } from '../../../bench/diagnosisCity.ts';
import { chance } from '../../../bench/diagnosisRandom.ts';
import { buildTopology } from '../topology.ts';
import { explains } from './expectation/saying.ts';
import { contributionsOf, weigh } from './likelihood.ts';
import { Marks } from './marks.ts';
import { onsetOf, struckAs, untold } from './onset.ts';
import { prepare } from './prepared.ts';
import { sightingsOf } from './sightings.ts';
import { WideTerms } from './wideTerms.ts';

const inventory = randomCity(chance(5), { transformers: 12 });
const topology = buildTopology(inventory);
const at = '2026-11-20T08:00:00.000Z';
const seen: readonly Observable[] = [
  'reachable',
  'media_flowing',
  'link_up',
  'uncongested',
  'packets_whole',
  'recording_runs',
];

/** Of each element what may be seen of it: some good, some bad, some of which nobody knows since when; over so many seconds. */
const stormOf = (seed: number, seconds: number): Observation[] => {
  const random = chance(seed);
  return inventory.elements.flatMap(({ id: element }) =>
    seen.flatMap((observable): Observation[] => {
      if (random.happens(0.2)) return [];
      const began = new Date(Date.parse(at) - Math.round(random.between(0, seconds) * 1000)).toISOString();
      const value = random.happens(0.1);
      return [{ element, observable, value, at: began, from: random.happens(0.8) ? 'alert' : 'metric' }];
    }),
  );
};

/** Each at that of its kind on which most hangs. */
const causes: readonly { faultClass: FaultClassId; kind: string }[] = [
  { faultClass: 'aggregation_down', kind: 'core' },
  { faultClass: 'congestion', kind: 'aggregation' },
];
const storm = fc.record({
  seed: fc.nat(),
  seconds: fc.constantFrom(5, 60, 900, 6000),
  cause: fc.constantFrom(...causes),
  /** How much of it is put down to other causes. */
  closed: fc.constantFrom(0, 0.02, 0.3, 0.5, 0.98, 1),
});

const reachAt = (position: number): number => topology.reach(inventory.elements[position]?.id ?? '').size;

test('what thousands of terms say is the same by their sums as one by one, whatever of it is explained already', () => {
  const wide = new Set<FaultClassId>();
  fc.assert(
    fc.property(storm, ({ seed, seconds, cause: { faultClass, kind }, closed }) => {
      const sightings = sightingsOf(topology.graph, { at, observations: stormOf(seed, seconds) });
      const bad = sightings.byPlace;
      const [point = -1] = [...inventory.elements.keys()]
        .filter((position) => inventory.elements[position]?.kind === kind)
        .sort((a, b) => reachAt(b) - reachAt(a));
      const prepared = prepare(topology, sightings, { faultClass, point });
      const terms = WideTerms.of(prepared, bad);
      if (terms === undefined) return;
      wide.add(faultClass);
      const random = chance(seed + 1);
      const open = Marks.of(
        bad.places,
        sightings.bad.filter(() => !random.happens(closed)).map(({ place }) => place),
      );
      for (const counts of [null, open]) {
        const dating = terms.dating(terms.split(counts));
        const onset = dating === undefined ? untold : struckAs(prepared.hypothesis, bad.at(dating));
        expect(onset).toEqual(onsetOf(prepared.hypothesis, prepared.reachesFor, bad, counts));
        const { gain, explained } = weigh(prepared, bad, counts);
        const said = contributionsOf(prepared, bad, counts, 'all');
        expect(gain).toBe([...said.ofGood, ...said.ofBad].reduce((sum, amount) => sum + amount, prepared.prior));
        const expected = said.bad.filter(
          (place, term) => (counts?.has(place) ?? true) && (said.ofBad[term] ?? 0) >= explains,
        );
        expect([...explained].sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
      }
    }),
    { numRuns: 40 },
  );
  expect([...wide].sort()).toEqual(causes.map(({ faultClass }) => faultClass).sort());
});
