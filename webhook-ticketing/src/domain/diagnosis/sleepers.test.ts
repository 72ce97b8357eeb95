import { expect, test } from '@jest/globals';
import type { Evidence } from '@roundsman/contract/evidence.ts';
import { after, cabinetOf, inventoryOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose, Diagnoser } from './diagnose.ts';
import { Field } from './field.ts';
import { Standings } from './standings.ts';

test('nothing is missed after a storm that is over, when more hypotheses wake than went with it', () => {
  const topology = buildTopology(
    inventoryOf([
      { id: 'core-1', kind: 'core' },
      { id: 'pon-1', kind: 'pon_port', uplinks: [{ to: 'core-1' }] },
      ...Array.from({ length: 40 }, (_, number) => cabinetOf(`${number}`, `feeder-${number}`, 'pon-1', 3)).flat(),
    ]),
  );
  const dark = (cabinets: readonly number[], cameras: number): Evidence => ({
    at: after(90),
    observations: cabinets.flatMap((cabinet, index) =>
      Array.from({ length: cameras }, (_, camera) => ({
        element: `camera-${camera + 1}-${cabinet}`,
        observable: 'media_flowing' as const,
        value: false,
        at: after(-200 * index - 1000 * camera),
        from: 'alert' as const,
      })),
    ),
  });
  for (const cabinets of [1, 2, 3, 5, 8, 11]) {
    const all = Array.from({ length: 2 * cabinets }, (_, number) => number);
    const diagnoser = new Diagnoser(topology);
    for (const each of [dark(all.slice(0, cabinets), 1), dark([], 0), dark(all.slice(cabinets), 2)]) {
      expect(diagnoser.diagnose(each)).toEqual(diagnose(topology, each));
    }
  }
});

test('what began in two moments at one switch is told as two faults, though nothing but that switch is in question', () => {
  const topology = buildTopology(inventoryOf(cabinetOf('1', 'feeder-1', 'pon-1', 1)));
  const bad = (observable: 'full_rate' | 'frames_intact', seconds: number) =>
    ({ element: 'switch-1', observable, value: false, at: after(seconds), from: 'alert' }) as const;
  const evidence: Evidence = { at: after(3700), observations: [bad('full_rate', 0), bad('frames_intact', 1800)] };
  expect(diagnose(topology, evidence).map(({ affected }) => affected)).toEqual([['switch-1'], ['switch-1']]);
});

test('what is explained twice by one cause is counted once', () => {
  const topology = buildTopology(inventoryOf(cabinetOf('1', 'feeder-1', 'pon-1', 2)));
  const standings = new Standings(new Field(topology, undefined));
  const observations = ['camera-1-1', 'camera-2-1'].map(
    (element) => ({ element, observable: 'media_flowing', value: false, at: after(0), from: 'alert' }) as const,
  );
  standings.field.take({ at: after(60), observations });
  standings.startAnew();
  standings.close([0, 0]);
  const twice = standings.field.sleepers.mostOf(0);
  standings.startAnew();
  standings.close([0]);
  expect(twice).toBe(standings.field.sleepers.mostOf(0));
  expect(twice).toBeGreaterThan(-Infinity);
});

test('a cabinet of several UPSes, on each of which something else hangs, is worth no more than was said', () => {
  const inventory = inventoryOf([
    { id: 'breaker', kind: 'breaker' },
    { id: 'supply', kind: 'cabinet_supply', fedBy: ['breaker'] },
    ...['a', 'b', 'c'].map((name) => ({ id: `ups-${name}`, kind: 'ups' as const, fedBy: ['supply'] })),
    { id: 'onu', kind: 'onu', fedBy: ['ups-a'] },
    { id: 'switch', kind: 'switch', fedBy: ['ups-b'], uplinks: [{ to: 'onu' }] },
    ...Array.from({ length: 6 }, (_, number) => ({
      id: `camera-${number}`,
      kind: 'camera' as const,
      fedBy: ['ups-c'],
      uplinks: [{ to: 'switch' }],
    })),
  ]);
  const field = new Field(buildTopology(inventory), undefined);
  const silent = inventory.elements.flatMap(({ id, kind }) =>
    kind === 'camera' ? [`${id} reachable`, `${id} media_flowing`] : [],
  );
  field.take({
    at: after(60),
    observations: silent.map((each) => {
      const [element = '', observable] = each.split(' ') as [string, 'reachable'];
      return { element, observable, value: false, at: after(0), from: 'alert' };
    }),
  });
  field.sleepers.startAnew();
  const most = field.sleepers.mostOf(0);
  const gains = field.wake(0).map((number) => field.gains[number] ?? 0);
  expect(gains.length).toBeGreaterThan(10);
  expect(Math.max(...gains)).toBeLessThanOrEqual(most);
});
