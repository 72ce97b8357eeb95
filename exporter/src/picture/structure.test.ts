import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { take, viewOf } from '../../test/pictureScene.ts';
import { measure } from './measure.ts';
import { emptyReference, learn } from './reference.ts';
import { compareStructure, correlationAt, smallShift, structureOf } from './structure.ts';
import { cellCount, largestGroup } from './grid.ts';

const seen = (shiftX: number, shiftY: number, gain = 1) =>
  measure(take(viewOf(9), { seed: 5 + shiftX, shiftX, shiftY, gain, noise: 1 }));

describe('the structure of a view', () => {
  it('is found again where the view has moved, to a fraction of a cell', () => {
    const still = seen(0, 0).structure;
    for (const [x, y] of [
      [0, 0],
      [2, 0],
      [-6, 2],
      [10, -4],
      [16, 8],
    ] as const) {
      const shift = smallShift(still, seen(x, y).structure, 5);
      expect(Math.abs(shift.x + x / 4)).toBeLessThan(0.3);
      expect(Math.abs(shift.y + y / 4)).toBeLessThan(0.3);
    }
  });
  it('hardly depends on exposure, and not at all on a constant', () => {
    const [bright, dark] = [seen(0, 0, 1.15), seen(0, 0, 0.6)];
    expect(correlationAt(bright.structure, dark.structure, 0, 0)).toBeGreaterThan(0.9);
    const raised = bright.cells.map((cell) => cell + 10);
    expect(correlationAt(bright.structure, structureOf(raised), 0, 0)).toBeGreaterThan(0.999);
  });
  it('has nothing in common with another view', () => {
    const other = measure(take(viewOf(77), { seed: 1 })).structure;
    expect(correlationAt(seen(0, 0).structure, other, 0, 0)).toBeLessThan(0.2);
  });
  it('is learnt as the mean of what was seen, in small steps too', () => {
    const [one, other] = [seen(0, 0), seen(3, 3)];
    let reference = emptyReference();
    for (let visit = 0; visit < 400; visit++) reference = learn(reference, visit % 2 ? one : other, visit);
    let error = 0;
    for (let cell = 0; cell < cellCount; cell++) {
      const mean = ((one.structure.x[cell] ?? 0) + (other.structure.x[cell] ?? 0)) / 2;
      error += Math.abs((reference.structure.x[cell] ?? 0) - mean) / cellCount;
    }
    expect(error).toBeLessThan(4);
  });
  it('agrees with itself in each tile', () => {
    const { structure } = seen(0, 0);
    const { common, learnt } = compareStructure(structure, structure);
    expect(common).toEqual(learnt);
  });
});

describe('the largest group of tiles', () => {
  it('is a row for a row, and two rows that touch nowhere are two groups', () => {
    expect(largestGroup(new Set())).toBe(0);
    expect(largestGroup(new Set([0, 1, 2, 32, 33]))).toBe(3);
  });
  it('does not go round from one side of the picture to the other', () => {
    expect(largestGroup(new Set([15, 16]))).toBe(1);
  });
  it('is never larger than all tiles given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(143)), (tiles) => {
        const size = largestGroup(new Set(tiles));
        expect(size).toBeLessThanOrEqual(tiles.length);
        expect(size > 0).toBe(tiles.length > 0);
      }),
    );
  });
});
