import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Judgement } from './judgement.ts';
import { share } from './tally.ts';

/** Rows of the taxonomy that show alike, and that must be told apart all the same. */
const lookAlikes: readonly (readonly number[])[] = [
  [5, 10, 15],
  [23, 24, 28],
  [30, 32],
  [33, 34],
];

const classesOf = (row: number): string =>
  Object.entries(faultClasses)
    .filter(([, each]) => each.row === row)
    .map(([id]) => id)
    .join(', ');

/**
 * Of each group of rows that look alike, how often a fault of one was called one of another, as a table: by what there was, how
 * often what was said, and the share that was right (also of its point, or as a pair that only a visit can tell apart).
 */
export const lookAlikeTables = (list: readonly Judgement[]): Record<string, Record<string, number>>[] =>
  lookAlikes.map((rows) =>
    Object.fromEntries(
      rows.map((row) => {
        const there = list.filter((each) => each.row === row);
        const said = (holds: (saidRow: number) => boolean): number =>
          there.filter((each) => holds(faultClasses[each.said].row)).length;
        return [
          `${row} ${classesOf(row)}`,
          {
            faults: there.length,
            ...Object.fromEntries(rows.map((other) => [`said ${other}`, said((saidRow) => saidRow === other)])),
            undetermined: said((saidRow) => saidRow === 0),
            'other rows': said((saidRow) => saidRow !== 0 && !rows.includes(saidRow)),
            right: share(there, ({ top1 }) => top1),
          },
        ];
      }),
    ),
  );
