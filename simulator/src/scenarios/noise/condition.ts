/** What becomes of the evidence on its way, and how much happens at once. Rates are of one. */
export interface Condition {
  faults: number;
  /** Share of observations that never arrive. */
  lost: number;
  /** False alarms for each true one. */
  falseAlarms: number;
  /** Seconds by which an observation may come late. */
  delay: number;
  /** Share of readings that are several minutes old when they come. */
  stale: number;
  /** Share of the edges of the inventory that are stated wrongly. */
  wrongEdges: number;
}

const clean: Condition = { faults: 1, lost: 0, falseAlarms: 0, delay: 0, stale: 0, wrongEdges: 0 };

export const conditions = {
  complete: clean,
  light: { ...clean, lost: 0.05, falseAlarms: 0.05, stale: 0.01 },
  heavy: { ...clean, lost: 0.15, delay: 60, stale: 0.03, wrongEdges: 0.02 },
  two: { ...clean, faults: 2 },
  three: { ...clean, faults: 3 },
} as const satisfies Readonly<Record<string, Condition>>;
export type ConditionName = keyof typeof conditions;
export const conditionNames = Object.keys(conditions) as [ConditionName, ...ConditionName[]];
