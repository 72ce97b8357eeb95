import { describe, expect, test } from '@jest/globals';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import { city } from '../../test/cityFixture.ts';
import { buildTopology } from '../domain/topology.ts';
import { diagnoserOf } from './cityDiagnoser.ts';

const learnt = (version: number): LearnedPriors => ({ version, perYear: { lens_dirty: { camera: version } } });

describe('the diagnoser of a city', () => {
  const topology = buildTopology(city());

  test('stays while the inventory and the priors do', () => {
    expect(diagnoserOf(topology, null)).toBe(diagnoserOf(topology, null));
    const first = diagnoserOf(topology, learnt(1));
    expect(diagnoserOf(topology, learnt(1))).toBe(first);
  });

  test('is another one with other priors, which its verdicts name', () => {
    const first = diagnoserOf(topology, learnt(1));
    const second = diagnoserOf(topology, learnt(2));
    expect(second).not.toBe(first);
    const observations = [
      { element: 'camera-1-1', observable: 'reachable', value: false, at: '2026-05-04T06:00:00.000Z', from: 'alert' },
    ] as const;
    const verdicts = second.diagnose({ at: '2026-05-04T06:01:00.000Z', observations: [...observations] });
    expect(verdicts.map(({ priors }) => priors)).toEqual([2]);
  });

  test('is another one when the inventory was loaded again', () => {
    expect(diagnoserOf(buildTopology(city()), null)).not.toBe(diagnoserOf(topology, null));
  });
});
