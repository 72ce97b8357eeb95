import { expect, test } from '@jest/globals';
import { cabinetOf, city, inventoryOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { elementsInQuestion } from './inQuestion.ts';

const topology = buildTopology(city());

test('in question are the neighbours on the same feeder and PON', () => {
  const { near, far } = elementsInQuestion(topology, ['ups-2']);
  expect([...near, ...far]).toEqual(expect.arrayContaining(['meter-2', 'ups-1', 'ups-3', 'pon-1', 'onu-4']));
  expect(new Set([...near, ...far]).size).toBe(near.length + far.length);
});

test('no more than the limit, the nearest first', () => {
  const { near, far } = elementsInQuestion(topology, ['ups-2', 'gone'], 12);
  expect(near).toContain('breaker-2');
  expect([...near, ...far]).toHaveLength(12);
});

const cabinets = (count: number) =>
  buildTopology(
    inventoryOf([
      { id: 'feeder-1', kind: 'feeder' },
      { id: 'core-1', kind: 'core' },
      { id: 'splitter-1', kind: 'splitter', uplinks: [{ to: 'core-1' }] },
      ...Array.from({ length: count }, (_, index) => `${index + 1}`).flatMap((number) =>
        cabinetOf(number, 'feeder-1', 'splitter-1', 4).map((element): typeof element =>
          element.kind === 'ups' || element.kind === 'onu' ? { ...element, modules: ['snmp_ups'] } : element,
        ),
      ),
    ]),
  );

test('near is the cabinet and the way to source and core; the other cabinets of a wide way are far', () => {
  const { near, far } = elementsInQuestion(cabinets(12), ['camera-1-2']);
  expect(near).toEqual(expect.arrayContaining(['camera-1-2', 'camera-4-2', 'switch-2', 'ups-2', 'feeder-1', 'core-1']));
  expect(near.filter((id) => !/-2$|feeder|core|splitter/.test(id))).toEqual([]);
  expect(far).toEqual(expect.arrayContaining(['ups-1', 'onu-12', 'meter-7']));
});

test('of the far some dozens of devices are witnesses enough, more of them the more are bad', () => {
  const wide = cabinets(200);
  const probed = (bad: readonly string[]): number =>
    elementsInQuestion(wide, bad).far.filter((id) => /^ups|^onu/.test(id)).length;
  expect(probed(['ups-1'])).toBe(2 * (16 + 4 - 1));
  expect(probed(Array.from({ length: 50 }, (_, index) => `ups-${index + 1}`))).toBe(2 * (200 - 50));
});
