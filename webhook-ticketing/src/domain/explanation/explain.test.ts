import { describe, expect, test } from '@jest/globals';
import { explanation, type PathRow } from '@roundsman/contract/explanation.ts';
import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import { after, cabinetOf, city, evidenceOf, inventoryOf } from '../../../test/cityFixture.ts';
import { powerCutExplained } from '../../../test/http/explainedCity.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { caseSha256, recordCase } from '../recordedCase/recordCase.ts';
import { buildTopology } from '../topology.ts';
import { explain } from './explain.ts';
import { bestArgumentsFirst, weightWords } from './weightWords.ts';

const total = ({ dead, impaired, alive, unknown }: PathRow['behind']): number => dead + impaired + alive + unknown;
const shown = (rows: readonly PathRow[]): number =>
  rows.reduce((sum, { count, behind }) => sum + count + total(behind), 0);

describe('what is explained of a feeder without power', () => {
  test('has the shape of the contract', () => {
    expect(explanation.parse(powerCutExplained)).toEqual(powerCutExplained);
  });

  test('tells dead from impaired: on battery a UPS answers and has no mains', () => {
    const standing = (id: string) => powerCutExplained.elements.find((element) => element.id === id)?.standing;
    expect(['ups-1', 'ups-2', 'onu-2', 'camera-1-2', 'camera-1-1', 'feeder-1'].map(standing)).toEqual([
      'impaired',
      'dead',
      'dead',
      'dead',
      'alive',
      'unknown',
    ]);
  });

  test('draws the ways to the candidates first, and hangs every row on one that is drawn before it', () => {
    const { power } = powerCutExplained;
    expect(power.slice(0, 2).map(({ elements, rank }) => [elements[0], rank])).toEqual([
      ['transformer-1', 1],
      ['feeder-1', 0],
    ]);
    power.forEach(({ parent }, index) => expect(parent ?? -1).toBeLessThan(index));
  });

  test('leaves nothing of the paths uncounted', () => {
    const fed = powerCutExplained.elements.filter(({ id, fedBy }) => fedBy.length > 0 || id === 'transformer-1');
    expect(shown(powerCutExplained.power)).toBe(fed.length);
  });
});

test('it begins with the first of what is put down to it, whatever else of the same path was bad before', () => {
  const inventory = city();
  const topology = buildTopology(inventory);
  const evidence = evidenceOf(inventory, {
    bad: [
      [/^ups-[123]\.mains_present$/, 25],
      [/^(meter|breaker)-[123]\.energised$/, 27],
      [/^camera-1-3\.picture_shown$/, -4000],
    ],
  });
  const verdict = diagnose(topology, evidence).find(({ faultPoint }) => faultPoint === 'feeder-1');
  if (!verdict) throw new Error('no verdict on the feeder');
  const about = { id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7c11', orders: [], recordedAt: after(62) };
  const made = recordCase({ inventory, topology }, { evidence, verdict, madeBy: 'diagnosis' }, about);
  if (!made) throw new Error('more than a case may hold');
  const explained = explain(made, caseSha256(made), []);
  expect(explained.elements.find(({ id }) => id === 'camera-1-3')?.badSince).toBe(after(-4000));
  expect(explained.firstBadAt).toBe(after(25));
});

test('a fault that takes two thousand devices along stays a drawing that a person can take in', () => {
  const numbers = Array.from({ length: 250 }, (_, index) => String(index + 1));
  const wires: (Pick<Element, 'id' | 'kind'> & Partial<Element>)[] = [
    { id: 'transformer-1', kind: 'transformer' },
    { id: 'feeder-1', kind: 'feeder', fedBy: ['transformer-1'] },
    { id: 'core-1', kind: 'core' },
    { id: 'olt-1', kind: 'olt', uplinks: [{ to: 'core-1', port: 'xe1' }] },
    ...Array.from({ length: 9 }, (_, port): (typeof wires)[number] => ({
      id: `pon-${String(port)}`,
      kind: 'pon_port',
      uplinks: [{ to: 'olt-1', port: `0/${String(port)}` }],
    })),
    ...numbers.flatMap((number) =>
      cabinetOf(number, 'feeder-1', `pon-${String(Number(number) % 9)}`, 3 + (Number(number) % 4)),
    ),
  ];
  const inventory: Inventory = inventoryOf(wires);
  // Ragged, as it is: a third has no battery left, of some cabinets single cameras were silent before.
  const evidence = evidenceOf(inventory, {
    bad: [
      [/^ups-\d+\.mains_present$/, 25],
      [/^(meter|breaker)-\d+\.energised$/, 27],
      [/^(ups|onu|switch|camera-\d)-\d*[258]\.reachable$/, 40],
      [/^camera-2-\d*[147]\.reachable$/, -4000],
    ],
  });
  const topology = buildTopology(inventory);
  const verdict = diagnose(topology, evidence).find(({ faultPoint }) => faultPoint === 'feeder-1');
  if (!verdict) throw new Error('no verdict on the feeder');
  expect(verdict.affected.length).toBeGreaterThan(1000);
  const orders = [{ id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7a10', number: 'WO-20260612-0007' }];
  const about = { id: '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7c10', orders, recordedAt: after(62) };
  const made = recordCase({ inventory, topology }, { evidence, verdict, madeBy: 'diagnosis' }, about);
  if (!made) throw new Error('more than a case may hold');
  const explained = explain(made, caseSha256(made), orders);
  expect(explained.elements.length).toBeGreaterThan(2000);
  for (const rows of [explained.power, explained.transmission]) {
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.length).toBeLessThanOrEqual(40);
    expect(Math.max(...rows.map(({ elements }) => elements.length))).toBeLessThanOrEqual(20);
  }
  expect(explained.readings.length).toBeLessThanOrEqual(300);
  expect(explained.readings.length + explained.readingsLeftOut).toBe(made.evidence.observations.length);
});

test.each([
  [20, 'for', 'speaks very strongly for it'],
  [3, 'for', 'speaks strongly for it'],
  [1.2, 'for', 'speaks for it'],
  [0.6, 'for', 'speaks a little for it'],
  [0, 'for', 'fits it, and its rival as well'],
  [-0.4, 'for', 'fits it, and its rival as well'],
  [-20, 'for', 'fits it, but its rival better'],
  [-1.2, 'against', 'speaks against it'],
  [-20, 'against', 'speaks very strongly against it'],
] as const)('a weight of %d %s a cause: %s', (weight, side, words) => {
  expect(weightWords(weight, { side, hasRival: true }).en).toBe(words);
});

test('only what the rival explains better goes to the end of what is for a cause', () => {
  const weights = [-3.7, 2.3, -0.07, 0].map((weight) => ({ weight }));
  expect(bestArgumentsFirst(weights).map(({ weight }) => weight)).toEqual([2.3, -0.07, 0, -3.7]);
});

test('nothing is said of a rival where there is none', () => {
  expect([0, -0.6].map((weight) => weightWords(weight, { side: 'for', hasRival: false }).en)).toEqual([
    'fits it',
    'fits it',
  ]);
});
