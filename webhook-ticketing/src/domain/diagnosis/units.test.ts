import { expect, test } from '@jest/globals';
import { cabinetOf, inventoryOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { unitsOf } from './units.ts';

test('a unit is a cabinet with what stands and hangs there', () => {
  const { graph } = buildTopology(
    inventoryOf([
      { id: 'feeder-1', kind: 'feeder' },
      { id: 'core-1', kind: 'core' },
      { id: 'pon-1', kind: 'pon_port', uplinks: [{ to: 'core-1' }] },
      ...cabinetOf('1', 'feeder-1', 'pon-1', 3),
      ...cabinetOf('2', 'feeder-1', 'pon-1', 3),
    ]),
  );
  const { of, members, ports } = unitsOf(graph);
  const at = (id: string): number => graph.positions.get(id) ?? -1;
  expect(members).toHaveLength(2);
  expect(of[at('meter-1')]).toBe(of[at('camera-1-1')]);
  expect(of[at('meter-1')]).not.toBe(of[at('meter-2')]);
  expect(of[at('pon-1')]).toBe(-1);
  expect(ports).toEqual([[at('pon-1')], [at('pon-1')]]);
});

test('what feeds or carries more than the roadside is in no unit', () => {
  const { graph } = buildTopology(
    inventoryOf([
      { id: 'feeder-1', kind: 'feeder' },
      { id: 'core-1', kind: 'core', fedBy: ['ups-room'] },
      { id: 'ups-room', kind: 'ups', fedBy: ['feeder-1'] },
      { id: 'camera-room', kind: 'camera', fedBy: ['ups-room'], uplinks: [{ to: 'core-1' }] },
    ]),
  );
  expect([...unitsOf(graph).of]).toEqual([-1, -1, -1, -1]);
});
