/** What the catalogue says of a metric. */
export interface Metric {
  type: 'gauge' | 'counter' | 'histogram';
  help: string;
  labels?: readonly string[];
}

/** Keeps the names of a part of the catalogue as its type. */
export const metrics = <T extends Record<string, Metric>>(part: T): T => part;
