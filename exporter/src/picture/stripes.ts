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
  const [width, height] = [pictureWidth / parts, pictureHeight / parts];
  // Sums of whole numbers first, one part after another: means are made of the few that are left.
  const rows = profiles(pictureHeight, (profile, part) => {
    for (let y = 0; y < pictureHeight; y++) {
      const begin = y * pictureWidth + part * width;
      let sum = 0;
      for (let at = begin; at < begin + width; at++) sum += luma[at] ?? 0;
      profile[y] = sum / width;
    }
  });
  const sums = new Uint16Array(pictureWidth);
  const columns = profiles(pictureWidth, (profile, part) => {
    sums.fill(0);
    for (let y = part * height; y < (part + 1) * height; y++) {
      const begin = y * pictureWidth;
      for (let x = 0; x < pictureWidth; x++) sums[x] = (sums[x] ?? 0) + (luma[begin + x] ?? 0);
    }
    for (let x = 0; x < pictureWidth; x++) profile[x] = (sums[x] ?? 0) / height;
  });
  return { rows: shared(rows), columns: shared(columns) };
}

const profiles = (length: number, fill: (profile: Float32Array, part: number) => void): Float32Array[] =>
  Array.from({ length: parts }, (_, part) => {
    const profile = new Float32Array(length);
    fill(profile, part);
    return profile;
  });

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
