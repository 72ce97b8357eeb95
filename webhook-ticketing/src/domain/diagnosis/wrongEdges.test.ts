import { expect, test } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { city, evidenceOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose } from './diagnose.ts';

const inventory = city();
const topology = buildTopology(inventory);
const powerOf = (cabinets: string): RegExp =>
  new RegExp(`^(ups-[${cabinets}]\\.mains_present|(meter|breaker)-[${cabinets}]\\.energised)`);
const verdicts = (laterBy: number) =>
  diagnose(
    topology,
    evidenceOf(inventory, {
      bad: [
        [powerOf('123'), 20],
        [powerOf('4'), 20 + laterBy],
      ],
      at: 400,
    }),
  );

test('a cabinet of another feeder that goes in the same moments belongs to the outage, and its edge is doubted aloud', () => {
  const [only, ...others] = verdicts(3);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ faultClass: 'area_mains_outage', faultPoint: 'feeder-1' });
  expect(only?.affected).toContain('ups-4');
  const doubt = only?.candidates[0]?.for.find(({ element }) => element === 'meter-4');
  expect(doubt?.text.en).toMatch(/really hang on feeder-2/);
  expect(doubt?.text.zh).toMatch(/请核实/);
});

test('one that goes minutes later has a fault of its own, and nothing is doubted', () => {
  const found = verdicts(300);
  expect(found.map(({ faultPoint }) => faultPoint).sort()).toEqual(['feeder-1', 'meter-4']);
  expect(
    found
      .flatMap(({ candidates }) => candidates.flatMap((each) => each.for))
      .some(({ text }) => /really hang/.test(text.en)),
  ).toBe(false);
});

test('what looks like nothing that the outage shows is a fault of its own, in the same moments too', () => {
  const found = diagnose(
    topology,
    evidenceOf(inventory, {
      bad: [
        [powerOf('123'), 20],
        [/^camera-1-4\.(reachable|link_up|media_flowing)/, 24],
      ],
      at: 400,
    }),
  );
  expect(found.map(({ faultPoint }) => faultPoint).sort()).toEqual(['camera-1-4', 'feeder-1']);
});

/** The city with what the changes say of some elements, and with more of them. */
const cityWith = (changes: Readonly<Record<string, Partial<Element>>>, more: readonly Element[] = []) => ({
  ...inventory,
  elements: [...inventory.elements.map((element) => ({ ...element, ...changes[element.id] })), ...more],
});
const silenceOf = (cabinets: string): RegExp =>
  new RegExp(`^(ups|onu|switch|camera-.)-[${cabinets}]\\.(reachable|media_flowing)`);

const another = (id: string, of: string, on: Partial<Element> = {}): Element[] =>
  inventory.elements.filter((element) => element.id === of).map((element) => ({ ...element, ...on, id }));
/** Feeders 1 and 3 with cabinets 1, 2 and 3 on one transformer, feeder 2 with cabinets 4 and 5 on another. */
const twoTransformers = cityWith({ 'feeder-2': { fedBy: ['transformer-2'] }, 'meter-3': { fedBy: ['feeder-3'] } }, [
  ...another('transformer-2', 'transformer-1'),
  ...another('feeder-3', 'feeder-1'),
]);
const pointsOf = (bad: readonly (readonly [RegExp, number])[]): string[] =>
  diagnose(buildTopology(twoTransformers), evidenceOf(twoTransformers, { bad, at: 400 }))
    .map(({ faultPoint }) => faultPoint)
    .sort();

test('two whole feeders that go in the same moments are two outages: so many edges are not wrong in the same way', () => {
  expect(
    pointsOf([
      [powerOf('12'), 20],
      [powerOf('45'), 23],
    ]),
  ).toEqual(['feeder-1', 'feeder-2']);
});

test('feeders of several transformers that go in the same moments are as many outages, whatever the transformers hang on', () => {
  const fedBy = ['transformer-0'];
  const ofOne = {
    ...twoTransformers,
    elements: [
      ...twoTransformers.elements.map((each) => (each.kind === 'transformer' ? { ...each, fedBy } : each)),
      ...another('transformer-0', 'transformer-1'),
    ],
  };
  const bad = [
    [powerOf('12'), 20],
    [powerOf('45'), 23],
  ] as const;
  const found = diagnose(buildTopology(ofOne), evidenceOf(ofOne, { bad, at: 400 }));
  expect(found.map(({ faultPoint }) => faultPoint).sort()).toEqual(['feeder-1', 'feeder-2']);
});

test('two meters far apart that go in the same moments are two faults: a cabinet hangs on no other one’s meter', () => {
  expect(
    pointsOf([
      [powerOf('1'), 20],
      [powerOf('5'), 23],
    ]),
  ).toEqual(['meter-1', 'meter-5']);
});

test('in a storm, when faults come every few minutes, a cabinet that goes in the same moments has one of its own', () => {
  const together: [RegExp, number][] = [
    [powerOf('12'), 320],
    [powerOf('4'), 323],
  ];
  expect(pointsOf(together)).toEqual(['feeder-1']);
  expect(pointsOf([[powerOf('3'), 20], ...together])).toEqual(['feeder-1', 'feeder-3', 'meter-4']);
});

test('a splitter that goes dark with another port than its own is doubted itself, once, and not each of its cabinets', () => {
  const moved = cityWith({ 'splitter-2': { uplinks: [{ to: 'pon-2' }] } });
  const [only, ...others] = diagnose(
    buildTopology(moved),
    evidenceOf(moved, {
      bad: [
        [/^pon-1\.link_up/, 20],
        [silenceOf('12'), 20],
        [silenceOf('34'), 23],
      ],
      absent: /^(switch|camera-.)-[1234]\.link_up/,
      at: 100,
    }),
  );
  expect(others).toEqual([]);
  expect(only).toMatchObject({ faultClass: 'feeder_fibre_cut', faultPoint: 'pon-1' });
  expect(only?.candidates[0]?.for.flatMap(({ text }) => /.*really hang.*/.exec(text.en) ?? [])).toEqual([
    expect.stringMatching(/^splitter-2 .* really hang on pon-2/),
  ]);
});

test('a camera that falls silent with a switch on which the inventory does not have it belongs to the switch', () => {
  const moved = {
    ...inventory,
    elements: inventory.elements.map((element) =>
      element.id === 'camera-2-1'
        ? { ...element, fedBy: ['switch-4'], uplinks: [{ to: 'switch-4', port: 'ge9' }] }
        : element,
    ),
  };
  const [only, ...others] = diagnose(
    buildTopology(moved),
    evidenceOf(moved, {
      bad: [
        [/^(switch|camera-.)-1\.reachable/, 20],
        [/^camera-.-1\.media_flowing/, 25],
      ],
      absent: /^camera-.-1\.link_up/,
    }),
  );
  expect(others).toEqual([]);
  expect(only).toMatchObject({ faultClass: 'switch_hang', faultPoint: 'switch-1' });
  expect(only?.affected).toContain('camera-2-1');
  expect(only?.candidates[0]?.for.map(({ text }) => text.en).join()).toMatch(
    /camera-2-1 went in the same moments: does it really hang on switch-4/,
  );
});

test('a camera that stands where its switch stands joins no fault elsewhere, however alike and sudden', () => {
  const found = diagnose(
    topology,
    evidenceOf(inventory, {
      bad: [
        [/^(switch|camera-.)-1\.reachable/, 20],
        [/^camera-.-1\.media_flowing/, 25],
        [/^camera-1-4\.(reachable|media_flowing)/, 24],
      ],
      absent: /^camera-.-1\.link_up/,
    }),
  );
  expect(found.map(({ faultPoint }) => faultPoint).sort()).toEqual(['camera-1-4', 'switch-1']);
});
