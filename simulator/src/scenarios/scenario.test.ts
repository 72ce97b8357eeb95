import { describe, expect, test } from '@jest/globals';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { checkInventory } from '@roundsman/contract/inventory/check.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { InventoryFault, Located } from '@roundsman/contract/inventory/source.ts';
import { scenario, type Scenario } from '@roundsman/contract/scenario.ts';
import { shapeNames } from './city/shape.ts';
import { lastRow } from './faults/strikes.ts';
import { conditionNames } from './noise/condition.ts';
import { scenarioOf, type Asked } from './scenario.ts';
import { cadenceOf } from './watch/cadence.ts';

const plain: Asked = { seed: 1, condition: 'complete', shape: 'radial', carrierData: true };
/** As somebody reads it who has only the file. */
const read = (asked: Partial<Asked>): Scenario =>
  scenario.parse(JSON.parse(JSON.stringify(scenarioOf({ ...plain, ...asked }))));
const many = (count: number, asked: Partial<Asked>): Scenario[] =>
  Array.from({ length: count }, (_, index) => read({ ...asked, seed: 1 + index }));
/** What the contract finds wrong with an inventory. */
const refusalsOf = (inventory: Inventory): InventoryFault[] => {
  const located = <T>(values: readonly T[]): Located<T>[] =>
    values.map((value) => ({ value, file: 'city', line: () => 0 }));
  return checkInventory({
    parties: located(inventory.parties),
    responsibilities: located(inventory.responsibilities),
    districts: located(inventory.districts),
    sites: located(inventory.sites),
    cabinets: located(inventory.cabinets),
    elements: located(inventory.elements),
  });
};
const pairs = ({ arrivals }: Scenario, value: boolean): Set<string> =>
  new Set(arrivals.flatMap((each) => (each.value === value ? [`${each.element} ${each.observable}`] : [])));
const badOf = (found: Scenario): Set<string> => pairs(found, false);
const rows = Array.from({ length: lastRow }, (_, index) => index + 1);

describe('a scenario', () => {
  test.each(rows)('of row %i strikes what its class can strike, shows it, and names who answers', (row) => {
    for (const shape of shapeNames) {
      const found = read({ row, shape, seed: 900 + row });
      expect(refusalsOf(found.inventory)).toEqual([]);
      const { elements } = found.inventory;
      const [fault] = found.faults;
      const point = elements.find(({ id }) => id === fault?.faultPoint);
      if (fault === undefined || point === undefined) throw new Error('a scenario has a fault at an element');
      expect(faultClasses[fault.faultClass]).toMatchObject({ row });
      expect(faultClasses[fault.faultClass].faultPoints).toContain(point.kind);
      expect(found.inventory.parties.map(({ id }) => id)).toContain(fault.party);
      expect(fault.affected).not.toEqual([]);
      const alarmed = new Set(found.arrivals.flatMap(({ value, element }) => (value ? [] : [element])));
      expect([...alarmed].sort()).toEqual([...fault.affected].sort());
      expect(elements.length).toBeGreaterThanOrEqual(60);
      expect(elements.length).toBeLessThanOrEqual(250);
    }
  });

  test.each(conditionNames)(
    'of condition %s tells nothing before it happens, in order, and looks at it in time',
    (condition) => {
      for (const found of many(12, { condition, shape: 'ringed' })) {
        const looks = found.looks.map((look) => Date.parse(look));
        const last = Math.max(...found.faults.map(({ from }) => Date.parse(from)));
        expect(looks).toEqual([...looks].sort((a, b) => a - b));
        expect(Math.min(...looks)).toBeGreaterThan(last + 60_000);
        expect(found.arrivals.every(({ at, arrives }) => at <= arrives)).toBe(true);
        expect(found.arrivals.map(({ arrives }) => arrives)).toEqual(
          found.arrivals.map(({ arrives }) => arrives).sort(),
        );
      }
    },
  );

  test('is the same, byte for byte, for the same question, and another for another seed', () => {
    const asked: Asked = { ...plain, condition: 'heavy', shape: 'mixed', seed: 77 };
    expect(JSON.stringify(scenarioOf(asked))).toBe(JSON.stringify(scenarioOf(asked)));
    expect(JSON.stringify(scenarioOf(asked))).not.toBe(JSON.stringify(scenarioOf({ ...asked, seed: 78 })));
  });

  test('takes all rows in turn when none is asked for', () => {
    expect(new Set(many(lastRow, {}).map(({ faults }) => faults[0]?.row)).size).toBe(lastRow);
  });

  test('has nothing of OLT, PON port and SDH node without the data of the carrier', () => {
    for (const found of many(20, { carrierData: false })) {
      const carriers = new Set(
        found.inventory.elements.flatMap(({ id, kind }) =>
          kind === 'olt' || kind === 'pon_port' || kind === 'sdh_node' || kind === 'splitter' ? [id] : [],
        ),
      );
      expect(found.arrivals.filter(({ element }) => carriers.has(element))).toEqual([]);
      expect(found.arrivals.filter(({ observable }) => observable === 'power_held')).toEqual([]);
    }
  });

  test('tells a fibre that has worsened by nothing when neither the carrier speaks nor anything is lost', () => {
    const unseen = Array.from({ length: 30 }, (_, seed) => read({ row: 12, carrierData: false, seed })).filter(
      ({ faults }) => faults[0]?.affected.length === 0,
    );
    expect(unseen.length).toBeGreaterThan(0);
    for (const each of unseen) expect(badOf(each)).toEqual(new Set());
  });

  test('with several faults shows something of each that no other one shows', () => {
    for (const found of [...many(10, { condition: 'two' }), ...many(10, { condition: 'three', shape: 'dense' })]) {
      expect(found.faults.length).toBe(found.condition === 'two' ? 2 : 3);
      expect(new Set(found.faults.map(({ faultPoint }) => faultPoint)).size).toBe(found.faults.length);
      for (const { affected } of found.faults) expect(affected).not.toEqual([]);
    }
  });
});

describe('the noise of scenarios', () => {
  const seeds = lastRow;
  const complete = many(seeds, {});
  const light = many(seeds, { condition: 'light' });
  const heavy = many(seeds, { condition: 'heavy' });
  const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);

  test('loses 5 % under light conditions and 15 % under heavy ones, and without noise nothing is wrong', () => {
    const good = (list: readonly Scenario[]): number => sum(list.map((each) => pairs(each, true).size));
    const readings = (list: readonly Scenario[]): number => sum(list.map(({ arrivals }) => arrivals.length));
    expect(readings(light) / readings(complete)).toBeCloseTo(0.95, 1.5);
    expect(good(light)).toBeLessThanOrEqual(good(complete));
    expect(readings(heavy) / readings(complete)).toBeGreaterThan(0.82);
    expect(readings(heavy) / readings(complete)).toBeLessThan(0.88);
    for (const { wrongEdges } of complete) expect(wrongEdges).toEqual([]);
  });

  test.each([
    ['light', light, 0.01],
    ['heavy', heavy, 0.03],
  ] as const)('brings readings of several minutes ago at the stated rate under %s conditions', (_, noisy, rate) => {
    let old = 0;
    let all = 0;
    for (const [index, { arrivals, looks }] of noisy.entries()) {
      const before = ({ at }: { at: string }): number => (Date.parse(looks[0] ?? at) - Date.parse(at)) / 1000;
      // What is measured every minute or oftener, and can be read all the time.
      const fresh = new Set(
        (complete[index]?.arrivals ?? []).flatMap((each) =>
          each.value && before(each) >= 0 && before(each) < 64 ? [`${each.element} ${each.observable}`] : [],
        ),
      );
      const minutely = arrivals.filter(
        (each) =>
          each.value &&
          before(each) >= 0 &&
          fresh.has(`${each.element} ${each.observable}`) &&
          cadenceOf(each.observable).every <= 60,
      );
      all += minutely.length;
      old += minutely.filter((each) => before(each) > 175).length;
    }
    expect(old / all).toBeGreaterThan(rate * 0.75);
    expect(old / all).toBeLessThan(rate * 1.25);
  });

  test('adds one false alarm to twenty true ones', () => {
    const truly = sum(complete.map((each) => badOf(each).size));
    const falsely = sum(
      light.map((each, index) => {
        const real = badOf(complete[index] ?? each);
        return [...badOf(each)].filter((pair) => !real.has(pair)).length;
      }),
    );
    expect(falsely / truly).toBeGreaterThan(0.025);
    expect(falsely / truly).toBeLessThan(0.1);
    for (const { falseAlarms } of complete) expect(falseAlarms).toEqual([]);
    for (const each of light) {
      const named = each.falseAlarms.map(({ element, observable }) => `${element} ${observable}`);
      expect(named.filter((pair) => !badOf(each).has(pair))).toEqual([]);
    }
    const named = sum(light.map(({ falseAlarms }) => falseAlarms.length));
    expect(named / truly).toBeGreaterThan(0.025);
    expect(named / truly).toBeLessThan(0.1);
  });

  test('delays by up to a minute and states 2 % of the edges wrongly, never so that the inventory is refused', () => {
    const late = heavy.flatMap(({ arrivals }) =>
      arrivals.map(({ at, arrives }) => (Date.parse(arrives) - Date.parse(at)) / 1000),
    );
    expect(late.reduce((most, each) => Math.max(most, each), 0)).toBeGreaterThan(55);
    expect(late.reduce((most, each) => Math.max(most, each), 0)).toBeLessThan(62);
    let edges = 0;
    for (const { inventory, wrongEdges } of heavy) {
      expect(refusalsOf(inventory)).toEqual([]);
      const { elements } = inventory;
      edges += sum(elements.map(({ fedBy, uplinks }) => fedBy.length + uplinks.length));
      for (const { element, edge, stated, real } of wrongEdges) {
        const part = elements.find(({ id }) => id === element);
        const ends = edge === 'fedBy' ? part?.fedBy : part?.uplinks.map(({ to }) => to);
        expect(ends).toContain(stated);
        expect(ends).not.toContain(real);
        const kindOf = (id: string): string | undefined => elements.find((each) => each.id === id)?.kind;
        expect(kindOf(stated)).toBe(kindOf(real));
      }
    }
    expect(sum(heavy.map(({ wrongEdges }) => wrongEdges.length)) / edges).toBeCloseTo(0.02, 2);
  });
});
