import type { Judgement } from './judgement.ts';

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

export const share = <T>(list: readonly T[], holds: (each: T) => boolean): number =>
  rounded(list.filter(holds).length / Math.max(1, list.length));

/** Mean squared difference of the stated probability and what was so; 0 is perfect, 0.25 a coin that knows that it is one. */
export const brier = (list: readonly Judgement[]): number =>
  rounded(
    list.reduce((sum, { probability, top1 }) => sum + (probability - (top1 ? 1 : 0)) ** 2, 0) /
      Math.max(1, list.length),
  );

/** Shares over faults. */
export const sharesOf = (list: readonly Judgement[]): Record<string, number> => ({
  faults: list.length,
  top1: share(list, ({ top1 }) => top1),
  point: share(list, ({ point }) => point),
  top3: share(list, ({ top3 }) => top3),
  party: share(list, ({ party }) => party),
  abstained: share(list, ({ undetermined }) => undetermined),
  brier: brier(list),
  confident_wrong: share(list, ({ confidentlyWrong }) => confidentlyWrong),
  split: share(list, ({ split }) => split),
  merged: share(list, ({ merged }) => merged),
});

/** Of what was stated with a probability in each band, how much was right. */
export const calibration = (list: readonly Judgement[]): Record<string, Record<string, number>> => {
  const bands: Record<string, Record<string, number>> = {};
  for (const [from, to] of [
    [0, 0.5],
    [0.5, 0.7],
    [0.7, 0.9],
    [0.9, 0.99],
    [0.99, 1.01],
  ] as const) {
    const inBand = list.filter(
      ({ probability, undetermined }) => !undetermined && probability >= from && probability < to,
    );
    const mean = inBand.reduce((sum, { probability }) => sum + probability, 0) / Math.max(1, inBand.length);
    bands[`${from} to ${Math.min(1, to)}`] = {
      verdicts: inBand.length,
      stated: rounded(mean),
      right: share(inBand, ({ top1 }) => top1),
    };
  }
  return bands;
};

/** Lines of the confusion matrix: of each class that was there, what was said, the most frequent first. */
export const confusion = (list: readonly Judgement[]): string[] => {
  const rows = [...new Set(list.map(({ row }) => row))].sort((a, b) => a - b);
  return rows.map((row) => {
    const ofRow = list.filter((each) => each.row === row);
    const counts = new Map<string, number>();
    for (const { said, top1, faultClass } of ofRow) {
      const name = top1
        ? said === faultClass
          ? 'right'
          : `right (${said})`
        : said === faultClass
          ? `${said} elsewhere`
          : said;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const said = [...counts].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${count} ${name}`);
    return `${String(row).padStart(2)} ${(ofRow[0]?.faultClass ?? '').padEnd(24)} ${said.join(', ')}`;
  });
};
