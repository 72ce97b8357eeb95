import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellCount, tileCount, tileColumns } from '../picture/grid.ts';
import { measure } from '../picture/measure.ts';
import { pictureBytes, pictureOf, pictureWidth } from '../picture/picture.ts';
import { emptyReference, learn, type Reference } from '../picture/reference.ts';
import { drawReference } from './referenceDrawing.ts';

/** What is learnt of a still picture whose left 38 of 80 cells are of one colour and the others of another: luma, Cb, Cr. */
function twoColours(left: readonly number[], right: readonly number[]): Reference {
  const picture = pictureOf(new Uint8Array(pictureBytes));
  for (const [plane, values] of [picture.luma, picture.cb, picture.cr].entries()) {
    const width = plane === 0 ? pictureWidth : pictureWidth / 2;
    values.forEach((_, at) => (values[at] = (at % width < (width * 38) / 80 ? left : right)[plane] ?? 0));
  }
  return learn(emptyReference(), measure(picture), 0);
}
const fills = (svg: string): string[] => [...svg.matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, fill]) => fill ?? '');
/** The columns that are drawn lighter or darker. */
function columnsOf(svg: string, stroke: '#fff' | '#000'): number[] {
  const strokes = [...svg.matchAll(new RegExp(`d="([^"]*)" stroke="${stroke}"`, 'g'))].map(([, path]) => path).join('');
  return [...strokes.matchAll(/M(\d+) \d+\.5h(\d+)/g)].flatMap(([, column, length]) =>
    Array.from({ length: Number(length) }, (_, at) => Number(column) + at),
  );
}

describe('the drawing of a learnt view', () => {
  it('is small however restless the view is, and all of it stays inside the picture', () => {
    const cells = fc.int8Array({ minLength: cellCount, maxLength: cellCount });
    const tiles = fc.float32Array({ minLength: tileCount, maxLength: tileCount, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(cells, cells, tiles, tiles, tiles, (x, y, luma, cb, cr) => {
        const svg = drawReference({ ...emptyReference(), structure: { x, y }, coarse: luma, luma, cb, cr });
        expect(svg.length).toBeLessThan(50_000);
        expect(svg).not.toMatch(/NaN|undefined|-\d/);
        for (const [, column, row, length] of svg.matchAll(/M(\d+) (\d+)\.5h(\d+)/g)) {
          expect(Number(column) + Number(length)).toBeLessThanOrEqual(80);
          expect(Number(row)).toBeLessThan(45);
        }
      }),
      { numRuns: 20 },
    );
  });
  it('is small where hardly a cell is as its neighbour', () => {
    const x = Int8Array.from({ length: cellCount }, (_, cell) => [127, 0, -128, 0][cell % 4] ?? 0);
    const luma = Float32Array.from({ length: tileCount }, (_, tile) => tile);
    const svg = drawReference({ ...emptyReference(), structure: { x, y: x }, coarse: luma, luma });
    expect(svg.match(/M/g)?.length).toBeGreaterThan(cellCount / 3);
    expect(svg.length).toBeLessThan(50_000);
  });
  it('has the colours of the view, and the light and the dark side of the edge between them', () => {
    // Pure red and pure blue in full-range BT.601.
    const svg = drawReference(twoColours([76, 85, 255], [29, 255, 107]));
    expect(fills(svg)).toHaveLength(3 * 9);
    expect([fills(svg)[0], fills(svg)[2]]).toEqual(['#fe0000', '#0000fe']);
    // Luma rises to the left.
    expect(columnsOf(svg, '#fff')).toContain(37);
    expect(columnsOf(svg, '#000')).toContain(38);
  });
  it('is grey where the camera sees by infrared light', () => {
    expect(fills(drawReference(twoColours([20, 128, 128], [60, 128, 128]))).slice(0, 3)).toEqual([
      '#141414',
      '#242424',
      '#3c3c3c',
    ]);
  });
  it('has no edges where there are none', () => {
    expect(drawReference(twoColours([90, 100, 100], [90, 100, 100]))).not.toContain('M');
  });
  it('draws equal tiles of a row as one', () => {
    expect(fills(drawReference(emptyReference()))).toEqual(
      Array.from({ length: tileCount / tileColumns }, () => '#000000'),
    );
  });
});
