import { describe, expect, test } from '@jest/globals';
import { city, inventoryOf } from '../../test/cityFixture.ts';
import { buildTopology } from './topology.ts';

const topology = buildTopology(city());
const ids = (positions: readonly number[]): string[] =>
  positions.map((position) => topology.graph.elements[position]?.id ?? '');
const position = (id: string): number => topology.graph.positions.get(id) ?? -1;

describe('the topology', () => {
  test('answers for an element that it does not know with nothing, not with an error', () => {
    expect(topology.element('gone')).toBeUndefined();
    expect(topology.siteOf('gone')).toBeNull();
    expect(topology.partyFor('gone', 'camera_dead', '2026-05-04')).toBeNull();
    expect(topology.reach('gone').size).toBe(0);
  });

  test('a cut feeder takes the voltage up to the UPSes, which decide about the rest', () => {
    const outage = topology.outages.power(position('feeder-2'));
    expect(ids(outage.onBattery)).toEqual(['ups-4', 'ups-5']);
    expect(ids(outage.dead)).not.toContain('onu-4');
    expect(ids(topology.outages.output(position('ups-4')).dead)).toContain('camera-1-4');
  });

  test('what has a second supply lives on when one is lost', () => {
    const twice = buildTopology(
      inventoryOf([
        { id: 'feeder-1', kind: 'feeder' },
        { id: 'feeder-2', kind: 'feeder' },
        { id: 'server-1', kind: 'server', fedBy: ['feeder-1', 'feeder-2'] },
      ]),
    );
    expect(twice.outages.power(twice.graph.positions.get('feeder-1') ?? -1).dead).toHaveLength(1);
  });

  test('a feeder lies in the district of what it feeds, and a dead line is its sender’s', () => {
    expect(topology.districtOf('feeder-1')).toBe('east');
    expect(topology.partyFor('onu-1', 'drop_fibre_cut', '2026-05-04')).toBe('telco');
    expect(topology.partyFor('onu-1', 'onu_failure', '2026-05-04')).toBe('keepers');
    expect(topology.partyFor('meter-1', 'service_drop', '2026-05-04')).toBe('grid');
  });
});
