import { pictureHeight, pictureWidth, type Picture } from './picture.ts';

/** What one pass over a picture finds. */
export interface Measures {
  /** Mean luma, 0 to 255. */
  mean: number;
  /** How many pixels have each luma. */
  histogram: Uint32Array;
}

export function measure({ luma }: Picture): Measures {
  const histogram = new Uint32Array(256);
  let sum = 0;
  for (const value of luma) {
    histogram[value] = (histogram[value] ?? 0) + 1;
    sum += value;
  }
  return { mean: sum / (pictureWidth * pictureHeight), histogram };
}

/** The luma below which this share of the pixels lies. */
export function percentile(histogram: Uint32Array, share: number): number {
  let left = share * pictureWidth * pictureHeight;
  return histogram.findIndex((count) => (left -= count) <= 0);
}
