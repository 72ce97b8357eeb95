import { backboneStrikes } from './backbone.ts';
import { cameraStrikes } from './camera.ts';
import { lanStrikes } from './lan.ts';
import { pictureStrikes } from './picture.ts';
import { ponStrikes } from './pon.ts';
import { powerStrikes } from './power.ts';
import { recordStrikes } from './records.ts';
import type { Strike } from './strike.ts';

const all: readonly Strike[] = [
  ...powerStrikes,
  ...ponStrikes,
  ...backboneStrikes,
  ...lanStrikes,
  ...cameraStrikes,
  ...pictureStrikes,
  ...recordStrikes,
];
const byRow = new Map(all.map((strike) => [strike.row, strike]));

/** Rows 1 to 41 of the taxonomy: what the generator can let happen. */
export const lastRow = 41;

/** @throws RangeError for a row that it cannot. */
export function strikeOf(row: number): Strike {
  const strike = byRow.get(row);
  if (strike === undefined) throw new RangeError(`row: expected a whole number from 1 to ${lastRow}, got ${row}`);
  return strike;
}
