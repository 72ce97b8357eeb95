import { describe, expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { after, inventoryOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose } from './diagnose.ts';

/** An exchange of the operator's behind a UPS that is asked over a network of its own; the carrier's SDH leads to the cabinets. */
const inventory = inventoryOf([
  { id: 'transformer', kind: 'transformer' },
  { id: 'supply', kind: 'cabinet_supply', fedBy: ['transformer'], responsible: 'police' },
  { id: 'ups', kind: 'ups', fedBy: ['supply'], responsible: 'police', senses: [{ input: 'main', element: 'supply' }] },
  { id: 'core', kind: 'core', fedBy: ['ups'] },
  { id: 'sdh-1', kind: 'sdh_node', uplinks: [{ to: 'core' }] },
  { id: 'sdh-2', kind: 'sdh_node', uplinks: [{ to: 'core' }] },
  ...[1, 2].flatMap((number) => [
    { id: `switch-${number}`, kind: 'switch' as const, cabinet: `cab-${number}`, uplinks: [{ to: `sdh-${number}` }] },
    {
      id: `camera-${number}`,
      kind: 'camera' as const,
      cabinet: `cab-${number}`,
      uplinks: [{ to: `switch-${number}`, port: 'ge1' }],
    },
  ]),
]);

/** What is silent, and what answers after that; of the power path the last readings are from before. */
const diagnosed = (silent: readonly string[], answering: readonly string[], city = inventory): string[] => {
  const seen = (element: string, observable: Observable, value: boolean, seconds: number): Observation => ({
    element,
    observable,
    value,
    at: after(seconds),
    from: value ? 'metric' : 'alert',
  });
  const observations = [
    seen('ups', 'mains_present', true, 10),
    seen('ups', 'inverter_good', true, 10),
    seen('supply', 'energised', true, 10),
    ...silent.map((element) => seen(element, 'reachable', false, 25)),
    ...answering.map((element) => seen(element, 'reachable', true, 300)),
  ];
  return diagnose(buildTopology(city), { at: after(310), observations }).map(
    ({ faultClass, faultPoint, party }) => `${faultClass} at ${faultPoint}: ${party ?? '?'}`,
  );
};
const behind = ['core', 'switch-1', 'switch-2', 'camera-1', 'camera-2'];

describe('an exchange whose core falls silent', () => {
  test('with its UPS has lost what the UPS fed, though the carrier still reaches its SDH nodes over its own network', () => {
    expect(diagnosed(['ups', ...behind], ['sdh-1', 'sdh-2'])).toEqual(['ups_inverter_failure at ups: police']);
  });

  test('while its UPS answers has lost its core', () => {
    expect(diagnosed(behind, ['ups', 'sdh-1', 'sdh-2'])).toEqual(['aggregation_down at core: police']);
  });
});

test('a UPS that is asked over what it feeds is no witness of its power: nobody but the keepers is sent', () => {
  const cores = ['core-1', 'core-2', 'core-3'];
  const asked = (uplinks: { to: string }[]): string[] => {
    const city = inventoryOf([
      { id: 'supply', kind: 'cabinet_supply', responsible: 'police' },
      {
        id: 'ups',
        kind: 'ups',
        fedBy: ['supply'],
        responsible: 'police',
        uplinks,
        senses: [{ input: 'main', element: 'supply' }],
      },
      ...cores.map((id) => ({ id, kind: 'core' as const, fedBy: ['ups'] })),
    ]);
    return diagnosed(['ups', ...cores], [], city);
  };
  expect(asked([])).toEqual(['ups_inverter_failure at ups: police']);
  expect(asked([{ to: 'core-1' }])).toEqual(['undetermined at ups: keepers']);
});

describe('a UPS that is silent alone', () => {
  const lone = (fed: readonly string[]) =>
    inventoryOf([
      { id: 'supply', kind: 'cabinet_supply', responsible: 'police' },
      {
        id: 'ups',
        kind: 'ups',
        fedBy: ['supply'],
        responsible: 'police',
        senses: [{ input: 'main', element: 'supply' }],
      },
      ...fed.map((id) => ({ id, kind: 'core' as const, fedBy: ['ups'] })),
    ]);

  test('has perhaps lost no more than its card: nobody but the keepers is sent', () => {
    expect(diagnosed(['ups'], [], lone([]))).toEqual([expect.stringMatching(/: keepers$/)]);
    expect(diagnosed(['ups'], [], lone(['core-1']))).toEqual([expect.stringMatching(/: keepers$/)]);
    expect(diagnosed(['ups'], ['core-1'], lone(['core-1']))).toEqual([expect.stringMatching(/: keepers$/)]);
  });
});
