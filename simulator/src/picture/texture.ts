/** A number from 0 to below 1 for a place of a lattice, the same each time. */
function lattice(x: number, y: number, seed: number): number {
  let mixed = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

const ease = (t: number): number => t * t * (3 - 2 * t);

/** Smooth random heights over the plane (value noise), 0 to 1, one bump a unit. */
export function bumps(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [ease(x - left), ease(y - top)];
  const upper = lattice(left, top, seed) * (1 - right) + lattice(left + 1, top, seed) * right;
  const lower = lattice(left, top + 1, seed) * (1 - right) + lattice(left + 1, top + 1, seed) * right;
  return upper * (1 - down) + lower * down;
}

/** Bumps upon bumps, three sizes, 0 to 1: leaves, clouds, asphalt, plaster. */
export const texture = (x: number, y: number, seed: number): number =>
  (4 * bumps(x, y, seed) + 2 * bumps(2 * x, 2 * y, seed + 1) + bumps(4 * x, 4 * y, seed + 2)) / 7;
