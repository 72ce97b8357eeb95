import { pictureHeight, pictureWidth } from './picture.ts';

/** Parts of a picture of which each must show the same stripes. */
const parts = 4;
/** Half the length over which a profile is smoothed: what changes slower is no stripe. */
const reach = 12;

/** How much the rows, or the columns, of all parts of the picture go up and down together: a variance of luma. */
export interface Stripes {
  rows: number;
  columns: number;
}

export function stripesOf(luma: Uint8Array): Stripes {
  const [rows, columns] = [profiles(pictureHeight), profiles(pictureWidth)];
  const [width, height] = [pictureWidth / parts, pictureHeight / parts];
  for (let y = 0; y < pictureHeight; y++) {
    const band = columns[Math.floor(y / height)];
    for (let part = 0; part < parts; part++) {
      let sum = 0;
      for (let x = part * width; x < (part + 1) * width; x++) {
        const value = luma[y * pictureWidth + x] ?? 0;
        sum += value;
        if (band) band[x] = (band[x] ?? 0) + value / height;
      }
      const profile = rows[part];
      if (profile) profile[y] = sum / width;
    }
  }
  return { rows: shared(rows), columns: shared(columns) };
}

const profiles = (length: number): Float32Array[] => Array.from({ length: parts }, () => new Float32Array(length));

/** Mean covariance of the fast part of different profiles, the least of any pair counting most: median over the pairs. */
function shared(all: readonly Float32Array[]): number {
  const fast = all.map(fastPart);
  const covariances = fast.flatMap((one, at) => fast.slice(at + 1).map((other) => covariance(one, other)));
  covariances.sort((a, b) => a - b);
  return Math.max(0, covariances[1] ?? 0);
}

function covariance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum / one.length;
}

/** The profile less its running mean. */
function fastPart(profile: Float32Array): Float32Array {
  const fast = new Float32Array(profile.length);
  const value = (at: number): number => profile[Math.max(0, Math.min(profile.length - 1, at))] ?? 0;
  let sum = 0;
  for (let at = -reach; at <= reach; at++) sum += value(at);
  for (let at = 0; at < profile.length; at++) {
    fast[at] = value(at) - sum / (2 * reach + 1);
    sum += value(at + reach + 1) - value(at - reach);
  }
  return fast;
}
