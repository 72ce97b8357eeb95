/** A stretch of time, in ms since 1970. */
export interface Span {
  from: number;
  until: number;
}

/** How much of a window was recorded. */
export interface Coverage {
  /** 0 to 1. */
  recordedRatio: number;
  longestGapSeconds: number;
}

/** The time that is looked back over. */
export const dayMs = 86_400_000;

/** Recorders close one file and begin the next; nothing that a person would miss is lost in between. */
const seamMs = 1000;

/** What of a window the spans cover; they may overlap, reach beyond it, and be in any order. */
export function coverageOf(spans: readonly Span[], window: Span): Coverage {
  let recordedMs = 0;
  let longestMs = 0;
  let reached = window.from;
  const gapUntil = (next: number): void => {
    const gap = next - reached;
    if (gap > seamMs) longestMs = Math.max(longestMs, gap);
    else recordedMs += Math.max(0, gap);
  };
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    if (until <= from || until <= reached || from >= window.until) continue;
    const [begins, ends] = [Math.max(from, reached), Math.min(until, window.until)];
    gapUntil(begins);
    recordedMs += ends - begins;
    reached = ends;
  }
  gapUntil(window.until);
  return { recordedRatio: recordedMs / (window.until - window.from), longestGapSeconds: longestMs / 1000 };
}
