import type { DailySeries } from './dailySeries.ts';
import { median, medianInPlace, spread } from './median.ts';

/** A straight line through measurements, and how well it is known. Days count from the last measurement, backwards negative. */
export interface Line {
  /** The day about which the line turns when its slope is wrong, and its value there. */
  centre: number;
  atCentre: number;
  perDay: number;
  /** Variances of the two, which are independent. */
  varianceAtCentre: number;
  variancePerDay: number;
  /** Degrees of freedom of these variances. */
  degrees: number;
}

export interface Trend extends Line {
  /**
   * How surely it goes ever faster upwards, in standard deviations: where a drift began within the window, or gathers speed, the
   * straight line through all of it is late.
   */
  bend: number;
  /** Standard deviation of a day about the line. */
  noise: number;
  /** Days with a value. */
  days: number;
  /** Days from the first value to the last. */
  span: number;
}

export const valueAt = (line: Line, day: number): number => line.atCentre + line.perDay * (day - line.centre);

/**
 * The Theil–Sen line (median of the slopes of all pairs) through daily values, after the habit of each weekday is taken out. Days
 * that resemble their neighbours, as weather makes them, tell less than as many independent ones: the variances are those of as
 * many independent days as the correlation of neighbours leaves, with its bias in short series taken out.
 */
export function trendOf(series: DailySeries): Trend | null {
  const [first] = series;
  const last = series.at(-1);
  if (!first || !last || series.length < 5 || last.day === first.day) return null;
  const x = series.map(({ day }) => day - last.day);
  const raw = series.map(({ value }) => value);
  const y = withoutWeekdays(series, raw, leastSquares(x, raw));
  const perDay = theilSen(x, y);
  const level = median(y.map((value, index) => value - perDay * (x[index] ?? 0)));
  const residuals = y.map((value, index) => value - level - perDay * (x[index] ?? 0));
  // Half the days may lie on the line exactly, as of a meter that reads in whole steps: the plain deviation is never less then.
  const noise = Math.max(spread(residuals), 0.5 * Math.sqrt(mean(residuals.map((one) => one * one))));
  const days = series.length;
  const likeness = likenessOfNeighbours(series, residuals);
  const inflation = (1 + likeness) / (1 - likeness);
  const centre = mean(x);
  const spreadOfDays = x.reduce((sum, day) => sum + (day - centre) ** 2, 0);
  return {
    centre,
    atCentre: level + perDay * centre,
    perDay,
    // The median is less efficient than the mean, and so is Theil–Sen, a little, than least squares.
    varianceAtCentre: ((1.25 * noise * noise) / days) * inflation,
    variancePerDay: ((1.1 * noise * noise) / spreadOfDays) * inflation,
    degrees: Math.max(5, days / inflation - 2),
    bend: bendOf(series, x, residuals),
    noise,
    days,
    span: last.day - first.day,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function leastSquares(x: readonly number[], y: readonly number[]): number {
  const [xMean, yMean] = [mean(x), mean(y)];
  let [products, squares] = [0, 0];
  for (const [index, day] of x.entries()) {
    products += (day - xMean) * ((y[index] ?? 0) - yMean);
    squares += (day - xMean) ** 2;
  }
  return products / squares;
}

/**
 * The residuals projected on a parabola that has neither mean nor (of days without gaps) slope, against what is left without it: a
 * bend itself makes neighbours alike, and must not hide behind that.
 */
function bendOf(series: DailySeries, x: readonly number[], residuals: readonly number[]): number {
  const centre = mean(x);
  const squares = x.map((day) => (day - centre) ** 2);
  const level = mean(squares);
  let [products, length] = [0, 0];
  for (const [index, square] of squares.entries()) {
    products += (square - level) * (residuals[index] ?? 0);
    length += (square - level) ** 2;
  }
  const rest = residuals.map((value, index) => value - (products / length) * ((squares[index] ?? 0) - level));
  const likeness = likenessOfNeighbours(series, rest);
  const noise = spread(rest) * Math.sqrt((1 + likeness) / (1 - likeness));
  return noise === 0 ? 0 : products / Math.sqrt(length) / noise;
}

function theilSen(x: readonly number[], y: readonly number[]): number {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2);
  let count = 0;
  for (let late = 1; late < x.length; late += 1) {
    const [xLate, yLate] = [x[late] ?? 0, y[late] ?? 0];
    for (let early = 0; early < late; early += 1) {
      slopes[count] = (yLate - (y[early] ?? 0)) / (xLate - (x[early] ?? 0));
      count += 1;
    }
  }
  return medianInPlace(slopes);
}

/** Below so many weeks a weekday's habit cannot be told from chance. */
const leastOfWeekday = 4;

function withoutWeekdays(series: DailySeries, values: readonly number[], perDay: number): number[] {
  const flat = values.map((value, index) => value - perDay * (series[index]?.day ?? 0));
  const middle = median(flat);
  const habits = Array.from({ length: 7 }, (_, weekday) => {
    const same = flat.filter((_value, index) => (series[index]?.day ?? 0) % 7 === weekday);
    return same.length < leastOfWeekday ? 0 : median(same) - middle;
  });
  return values.map((value, index) => value - (habits[(series[index]?.day ?? 0) % 7] ?? 0));
}

/** Correlation of neighbouring days; never below none, and short of so much that nothing would be known. */
function likenessOfNeighbours(series: DailySeries, residuals: readonly number[]): number {
  let [products, squares, pairs] = [0, 0, 0];
  for (const [index, residual] of residuals.entries()) {
    squares += residual * residual;
    const before = series[index - 1];
    if (before && series[index]?.day === before.day + 1) {
      products += residual * (residuals[index - 1] ?? 0);
      pairs += 1;
    }
  }
  if (pairs === 0 || squares === 0) return 0;
  const found = products / pairs / (squares / residuals.length);
  // A line that was fitted takes likeness out of what is left: about (1 + 4ρ)/n, after Marriott and Pope, with 2/n for the slope.
  const corrected = found + (3 + 4 * Math.max(0, found)) / residuals.length;
  return Math.min(0.95, Math.max(0, corrected));
}
