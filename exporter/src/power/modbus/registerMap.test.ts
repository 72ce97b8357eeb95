import { describe, expect, test } from '@jest/globals';
import { meters } from './meters.ts';
import { blocksOf, figureValue, registersOf, type Figure } from './registerMap.ts';

const figure = (address: number, kind: Figure['kind'] = 'float32'): Figure => ({
  address,
  kind,
  metric: 'power_input_volts',
});

describe('the requests for figures', () => {
  test('never touch a register between them, and take what lies side by side together', () => {
    expect(
      blocksOf([figure(10), figure(0), figure(2), figure(4, 'int64')]).map(({ start, count }) => [start, count]),
    ).toEqual([
      [0, 8],
      [10, 2],
    ]);
  });

  test('are split before they grow too large', () => {
    const many = Array.from({ length: 40 }, (_, at) => figure(at * 2));
    expect(blocksOf(many).map(({ start, count }) => [start, count])).toEqual([
      [0, 60],
      [60, 20],
    ]);
  });
});

describe('a number', () => {
  const block = (registers: number[]) => ({ start: 100, registers });

  test.each([
    ['highFirst', [0x4366, 0x8000]],
    ['lowFirst', [0x8000, 0x4366]],
  ] as const)('of 230.5 is read with its words %s', (wordOrder, registers) => {
    expect(figureValue({ wordOrder }, figure(100), block([...registers]))).toBe(230.5);
  });

  test('that is none, or the lowest that there is, is unknown', () => {
    const order = { wordOrder: 'highFirst' } as const;
    expect(figureValue(order, figure(100), block([0xffc0, 0]))).toBeUndefined();
    expect(figureValue(order, figure(100), block([0x7f80, 0]))).toBeUndefined();
    expect(figureValue(order, figure(100, 'int64'), block([0x8000, 0, 0, 0]))).toBeUndefined();
    expect(figureValue(order, figure(100, 'int64'), block([0, 0, 1, 2]))).toBe(65_538);
  });
});

test.each(Object.entries(meters))('the map of %s keeps its figures apart and within the registers', (type, map) => {
  expect(map.type).toBe(type);
  const taken = new Set<number>();
  for (const { address, kind } of map.figures)
    for (let register = address; register < address + registersOf[kind]; register++) {
      expect(taken.has(register)).toBe(false);
      taken.add(register);
      expect(register).toBeLessThan(65_536);
    }
  expect(new Set(map.figures.map(({ metric, line }) => `${metric} ${line}`)).size).toBe(map.figures.length);
});
