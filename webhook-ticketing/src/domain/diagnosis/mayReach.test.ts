import { expect, test } from '@jest/globals';
import { observables } from '@roundsman/contract/symptoms.ts';
import fc from 'fast-check';
import { city, measuredOf, onset } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { classesAt } from './hypotheses.ts';
import { mayReach } from './mayReach.ts';
import { prepare } from './prepared.ts';
import { ScopeInQuestion } from './scope.ts';
import { sightingsOf } from './sightings.ts';

const topology = buildTopology(city());
const elements = [...new Set(measuredOf(city()).map(([element]) => element))];
const observed = fc.record({
  element: fc.constantFrom(...elements),
  observable: fc.constantFrom(...observables),
  value: fc.boolean(),
});

test('a hypothesis that is left out could account for nothing that is bad, whatever was observed', () => {
  let leftOut = 0;
  const at = new Date(onset).toISOString();
  fc.assert(
    fc.property(fc.array(observed, { maxLength: 30 }), (observations) => {
      const evidence = { at, observations: observations.map((one) => ({ ...one, at, from: 'alert' as const })) };
      const sightings = sightingsOf(topology.graph, evidence);
      const inQuestion = new ScopeInQuestion(topology.graph);
      inQuestion.renew(sightings, [...topology.graph.elements.keys()]);
      const hypotheses = topology.graph.elements.flatMap((_, point) =>
        classesAt(topology.graph, inQuestion.scope, point).map((faultClass) => ({ faultClass, point })),
      );
      for (const hypothesis of hypotheses) {
        if (mayReach(topology.graph, sightings, hypothesis)) continue;
        leftOut += 1;
        expect(prepare(topology, sightings, hypothesis).reachesFor).toEqual([]);
      }
    }),
    { seed: 20_261_126, numRuns: 150 },
  );
  expect(leftOut).toBeGreaterThan(100);
});
