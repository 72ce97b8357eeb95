import { cellColumns, cellCount, cellRows, tileCount, tileOfCell } from './grid.ts';

/**
 * The edges of a picture, for each cell the direction in which luma rises, as x and y from -1 to 1 in steps of 1/127. Strength
 * hardly counts, only place and direction: so the same view by other light has the same structure.
 */
export interface Structure {
  x: Int8Array;
  y: Int8Array;
}

/** The rise of luma over two cells, in levels, at which an edge counts half. */
const halfStrength = 4;
/** Half the side, in cells, of the square whose mean is taken off: light falls off over longer ways, and is no structure. */
const reach = 4;

export function structureOf(luma: Float32Array): Structure {
  const cells = withoutLight(luma);
  const [x, y] = [new Int8Array(cellCount), new Int8Array(cellCount)];
  for (let row = 1; row < cellRows - 1; row++) {
    for (let at = row * cellColumns + 1; at < (row + 1) * cellColumns - 1; at++) {
      const across = (cells[at + 1] ?? 0) - (cells[at - 1] ?? 0);
      const down = (cells[at + cellColumns] ?? 0) - (cells[at - cellColumns] ?? 0);
      const scale = 127 / (halfStrength + Math.sqrt(across * across + down * down));
      x[at] = Math.round(across * scale);
      y[at] = Math.round(down * scale);
    }
  }
  return { x, y };
}

/** Cells less the mean of the square around them. */
function withoutLight(cells: Float32Array): Float32Array {
  for (let row = 0; row < cellRows; row++) runningMean(cells, across, row * cellColumns, 1, cellColumns);
  for (let column = 0; column < cellColumns; column++) runningMean(across, around, column, cellColumns, cellRows);
  for (let cell = 0; cell < cellCount; cell++) around[cell] = (cells[cell] ?? 0) - (around[cell] ?? 0);
  return around;
}

/** Overwritten by each picture. */
const [across, around] = [new Float32Array(cellCount), new Float32Array(cellCount)];

function runningMean(from: Float32Array, to: Float32Array, first: number, step: number, length: number): void {
  const last = first + (length - 1) * step;
  let sum = 0;
  for (let at = -reach; at <= reach; at++) sum += from[Math.max(first, first + at * step)] ?? 0;
  for (let at = first; at <= last; at += step) {
    to[at] = sum / (2 * reach + 1);
    sum += (from[Math.min(last, at + (reach + 1) * step)] ?? 0) - (from[Math.max(first, at - reach * step)] ?? 0);
  }
}

/** How a picture's structure agrees with what is learnt, per tile; sums over the tile's 25 cells, 1 being a perfect edge. */
export interface Agreement {
  /** What both have at the same place. */
  common: Float32Array;
  /** What is learnt. */
  learnt: Float32Array;
  /** What the picture has. */
  seen: Float32Array;
}

export function compareStructure(seen: Structure, learnt: Structure): Agreement {
  const [common, then, now] = [new Float32Array(tileCount), new Float32Array(tileCount), new Float32Array(tileCount)];
  const scale = 127 * 127;
  for (let cell = 0; cell < cellCount; cell++) {
    const sx = seen.x[cell] ?? 0;
    const sy = seen.y[cell] ?? 0;
    const lx = learnt.x[cell] ?? 0;
    const ly = learnt.y[cell] ?? 0;
    const tile = tileOfCell[cell] ?? 0;
    common[tile] = (common[tile] ?? 0) + (Math.imul(sx, lx) + Math.imul(sy, ly)) / scale;
    then[tile] = (then[tile] ?? 0) + (Math.imul(lx, lx) + Math.imul(ly, ly)) / scale;
    now[tile] = (now[tile] ?? 0) + (Math.imul(sx, sx) + Math.imul(sy, sy)) / scale;
  }
  return { common, learnt: then, seen: now };
}

/** A correlation at which two pictures surely show the same place. */
const surely = 0.6;

/** By how many cells the second structure is moved against the first; `height` is the correlation there, 1 for the same picture. */
export interface Shift {
  x: number;
  y: number;
  height: number;
}

/**
 * The best shift near none: goes uphill from cell to cell, at most `most` of them, and ends between cells by a parabola.
 */
export function smallShift(first: Structure, second: Structure, most: number): Shift {
  const known = new Map<number, number>();
  const height = (x: number, y: number): number => {
    const key = x * 1000 + y;
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = correlationAt(first, second, x, y);
    known.set(key, value);
    return value;
  };
  let [x, y] = [0, 0];
  for (let step = 0; step < 2 * most; step++) {
    const around = [
      [x + 1, y],
      [x - 1, y],
      [x, y + 1],
      [x, y - 1],
    ] as const;
    const [bestX, bestY] = around.reduce((best, next) => (height(...next) > height(...best) ? next : best));
    if (height(bestX, bestY) <= height(x, y) || Math.abs(bestX) > most || Math.abs(bestY) > most) break;
    [x, y] = [bestX, bestY];
  }
  // Uphill ends too early on fine patterns and far shifts: then all shifts are looked at, which is seldom needed.
  if (height(x, y) < surely) {
    for (let far = -most; far <= most; far++) {
      for (let down = -most; down <= most; down++) if (height(far, down) > height(x, y)) [x, y] = [far, down];
    }
  }
  const top = height(x, y);
  return {
    x: x + summit(height(x - 1, y), top, height(x + 1, y)),
    y: y + summit(height(x, y - 1), top, height(x, y + 1)),
    height: top,
  };
}

/** Where the parabola through three neighbours has its top, from the middle one. */
function summit(before: number, top: number, after: number): number {
  const bend = before - 2 * top + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend))) : 0;
}

/** Correlation of two structures when the second is read this many cells further right and down. */
export function correlationAt(first: Structure, second: Structure, x: number, y: number): number {
  let common = 0;
  let firstSum = 0;
  let secondSum = 0;
  const [left, right] = [Math.max(0, -x), Math.min(cellColumns, cellColumns - x)];
  for (let row = Math.max(0, -y); row < Math.min(cellRows, cellRows - y); row++) {
    for (let column = left; column < right; column++) {
      const at = row * cellColumns + column;
      const other = at + y * cellColumns + x;
      const ax = first.x[at] ?? 0;
      const ay = first.y[at] ?? 0;
      const bx = second.x[other] ?? 0;
      const by = second.y[other] ?? 0;
      // Whole numbers, and so are their sums: at most 3600 times 2 * 127 * 127.
      common += Math.imul(ax, bx) + Math.imul(ay, by);
      firstSum += Math.imul(ax, ax) + Math.imul(ay, ay);
      secondSum += Math.imul(bx, bx) + Math.imul(by, by);
    }
  }
  return firstSum && secondSum ? common / Math.sqrt(firstSum * secondSum) : 0;
}
