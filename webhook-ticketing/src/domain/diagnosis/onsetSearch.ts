/** Of so many, in the order of their onsets, the first that is not before; where that is no number, the first. */
export const firstFrom = (sinceAt: (at: number) => number, count: number, earliest: number): number => {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sinceAt(middle) < earliest) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Of so many the first that is later; where that is no number, none. */
export const firstAfter = (sinceAt: (at: number) => number, count: number, latest: number): number => {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sinceAt(middle) > latest) to = middle;
    else from = middle + 1;
  }
  return from;
};
